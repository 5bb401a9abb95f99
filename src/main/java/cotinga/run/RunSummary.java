package cotinga.run;

import cotinga.base.Counted;
import cotinga.cftc.ArchiveKind;
import cotinga.report.ReportVariant;
import cotinga.store.runs.RunStatus;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * The summary of a report run.
 *
 * @param outcomes one for each archive
 * @param storeHasData whether any week is stored
 * @param variantsWithoutData the configured variants without a stored week
 * @param dataVersion the published data version after the run; 0 if nothing was ever published
 * @param published whether the run published that version
 * @param failures why the run could not be completed, or not everything was published
 * @param quality the result of the quality checks in one line, if anything was checked
 * @param aborted whether the run was aborted by an error, or because it made no progress
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
        boolean aborted)
        implements Summary {
    public RunSummary {
        failures = List.copyOf(failures);
    }

    @Override
    public RunStatus status() {
        if (!storeHasData || aborted) {
            return RunStatus.ERROR;
        }
        return flaws().isEmpty() ? RunStatus.SUCCESS : RunStatus.PARTIAL;
    }

    /** What is missing or failed, one line each, and what the fallback supplied. */
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
                "reports: %s in %.1f s; %s; %s new, %,d changed%s, %s malformed, %s; %s",
                status().key(),
                took.toMillis() / 1000.0,
                archives(),
                Counted.of(sum(Figure.INSERTED), "week"),
                sum(Figure.CHANGED),
                ifAny(Figure.VANISHED, "vanished") + ifAny(Figure.RETURNED, "returned"),
                Counted.of(sum(Figure.MALFORMED), "line"),
                Counted.of(sum(Figure.DUPLICATES), "duplicate"),
                publication());
    }

    private String archives() {
        return outcomes.stream()
                .collect(Collectors.groupingBy(ArchiveOutcome::kind, TreeMap::new, Collectors.counting()))
                .entrySet()
                .stream()
                .map(entry -> entry.getValue() + " " + entry.getKey().words())
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
