package cotinga.run;

import cotinga.cftc.ArchiveKind;
import cotinga.report.ReportVariant;
import cotinga.store.RunStatus;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * How a run ended.
 *
 * @param outcomes one per archive
 * @param storeHasData whether any week is stored
 * @param variantsWithoutData configured variants of which the store holds nothing
 * @param dataVersion the published data version after the run; 0 when nothing was ever published
 * @param published whether the run made that version
 * @param failures what kept the run from going on to its end, or from publishing everything
 * @param quality what the checks of the publication say in one line, if anything was checked
 * @param broken whether it was broken off, by an error or for want of progress
 */
public record RunSummary(
        long id,
        Duration took,
        List<ArchiveOutcome> outcomes,
        boolean storeHasData,
        Set<ReportVariant> variantsWithoutData,
        long dataVersion,
        boolean published,
        List<String> failures,
        Optional<String> quality,
        boolean broken)
        implements Summary {
    public RunSummary {
        failures = List.copyOf(failures);
    }

    @Override
    public RunStatus status() {
        if (!storeHasData || broken) {
            return RunStatus.ERROR;
        }
        return flaws().isEmpty() ? RunStatus.SUCCESS : RunStatus.PARTIAL;
    }

    /** What is missing or failed, a line each, and what the fall-back could do about it. */
    @Override
    public List<String> flaws() {
        List<String> flaws = new ArrayList<>(failures);
        flaws.addAll(outcomes.stream()
                .filter(outcome -> outcome.isFlaw() || outcome.archive().kind() == ArchiveKind.FALLBACK)
                .map(outcome -> outcome.archive().label() + ": " + outcome.message())
                .toList());
        variantsWithoutData.forEach(variant -> flaws.add(variant.path() + ": no data at all"));
        return flaws;
    }

    @Override
    public String figures() {
        return String.format(
                Locale.ROOT,
                "reports: %s in %.1f s; %s; %,d weeks new, %,d changed%s, %,d lines malformed, %,d duplicates; %s",
                status().key(),
                took.toMillis() / 1000.0,
                archives(),
                sum(Figure.INSERTED),
                sum(Figure.CHANGED),
                ifAny(Figure.VANISHED, "vanished") + ifAny(Figure.RETURNED, "returned"),
                sum(Figure.MALFORMED),
                sum(Figure.DUPLICATES),
                publication());
    }

    private String archives() {
        return outcomes.stream()
                .collect(Collectors.groupingBy(ArchiveOutcome::kind, TreeMap::new, Collectors.counting()))
                .entrySet()
                .stream()
                .map(entry -> entry.getValue() + " "
                        + entry.getKey().name().toLowerCase(Locale.ROOT).replace('_', ' '))
                .collect(Collectors.joining(", "));
    }

    private String publication() {
        if (dataVersion == 0) {
            return storeHasData ? "nothing was published yet" : "nothing to publish";
        }
        return (published ? "published data version " : "data version stays ") + dataVersion;
    }

    private String ifAny(Figure figure, String word) {
        long count = sum(figure);
        return count == 0 ? "" : String.format(Locale.ROOT, ", %,d %s", count, word);
    }

    private enum Figure {
        INSERTED,
        CHANGED,
        VANISHED,
        RETURNED,
        MALFORMED,
        DUPLICATES
    }

    private long sum(Figure figure) {
        return outcomes.stream()
                .flatMap(outcome -> outcome.load().stream())
                .mapToLong(load -> switch (figure) {
                    case INSERTED -> load.inserted();
                    case CHANGED -> load.changed();
                    case VANISHED -> load.vanished();
                    case RETURNED -> load.returned();
                    case MALFORMED -> load.malformed();
                    case DUPLICATES -> load.duplicates();
                })
                .sum();
    }
}
