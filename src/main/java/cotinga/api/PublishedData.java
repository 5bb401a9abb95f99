package cotinga.api;

import cotinga.payload.Edition;
import cotinga.progress.Progress;
import cotinga.report.ReportVariant;
import cotinga.report.Subtype;
import java.time.Duration;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/** The published data that a request reads. What is configured and has no data yet is a 503 that tells how the run stands. */
public final class PublishedData {
    /** Seconds after which a client retries. */
    private static final long SOONEST = 1;

    private static final long LATEST = 60;
    private static final long WITHOUT_ESTIMATE = 10;

    private final Supplier<Edition> published;
    private final Set<ReportVariant> configured;
    private final Supplier<Optional<Progress.Figures>> run;

    /**
     * Published data.
     *
     * @param published the edition that readers are given now
     * @param configured the variants that are kept
     * @param run how far the report run is that is under way; empty without any
     */
    public PublishedData(
            Supplier<Edition> published, Set<ReportVariant> configured, Supplier<Optional<Progress.Figures>> run) {
        this.published = published;
        this.configured = EnumSet.copyOf(configured);
        this.run = run;
    }

    /** What is published now, which may be nothing. */
    Edition latest() {
        return published.get();
    }

    /** What is published now; a 503 before the first publication. */
    Edition edition() {
        Edition edition = published.get();
        if (edition.dataVersion() == 0) {
            throw unavailable("Nothing has been published yet");
        }
        return edition;
    }

    /** What is published now, which has data of the variant; a 503 while it has none, a 404 when the variant is not configured. */
    Edition edition(ReportVariant variant) {
        return edition(variant::equals, variant.path());
    }

    /** What is published now, which has data of the subtype; a 503 while it has none, a 404 when no such variant is configured. */
    Edition edition(Subtype subtype) {
        return edition(variant -> variant.subtype() == subtype, "any report of subtype " + subtype.key());
    }

    private Edition edition(Predicate<ReportVariant> wanted, String name) {
        Edition edition = published.get();
        if (edition.variants().keySet().stream().anyMatch(wanted)) {
            return edition;
        }
        if (configured.stream().noneMatch(wanted)) {
            String known =
                    edition.variantsWithData().stream().map(ReportVariant::path).collect(Collectors.joining(", "));
            throw RequestException.notFound("There are no data for " + name + ". Variants with data: "
                    + (known.isEmpty() ? "none yet; see /api/v1/cot/status" : known));
        }
        throw unavailable("No data of " + name + " have been published yet");
    }

    private RequestException unavailable(String found) {
        Optional<Progress.Figures> figures = run.get();
        String detail = figures.map(PublishedData::sentence)
                .orElse("no run of reports is in progress; /api/v1/cot/status shows the last run and the next one");
        long seconds = figures.flatMap(Progress.Figures::left)
                .map(Duration::toSeconds)
                .map(left -> Math.max(SOONEST, Math.min(left, LATEST)))
                .orElse(figures.isPresent() ? WITHOUT_ESTIMATE : LATEST);
        return RequestException.unavailable(found + "; " + detail + ".", seconds, figures.map(RunProgress::of));
    }

    private static String sentence(Progress.Figures run) {
        return "a run of reports is in progress, " + run.done() + " of " + run.planned() + " steps done"
                + run.left()
                        .map(left -> ", about " + Math.max(1, left.toSeconds()) + " s left")
                        .orElse("");
    }
}
