package cotinga.api;

import cotinga.progress.Progress;
import cotinga.report.ReportVariant;
import cotinga.report.Subtype;
import cotinga.snapshot.Snapshot;
import cotinga.snapshot.Snapshots;
import java.time.Duration;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.function.LongSupplier;
import java.util.function.Predicate;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/** The published data that a request reads. A configured variant without data is a 503 that reports the progress of the run. */
public final class PublishedData {
    /** The shortest time after which a client retries, in seconds. */
    private static final long SOONEST = 1;

    private static final long LATEST = 60;
    private static final long WITHOUT_ESTIMATE = 10;

    private final Snapshots published;
    private final LongSupplier storedVersion;
    private final Set<ReportVariant> configured;
    private final Supplier<Optional<Progress.Figures>> run;

    /**
     * Published data.
     *
     * @param published the current snapshot
     * @param storedVersion the published version in the database, which can be newer than the current snapshot
     * @param configured the configured variants
     * @param run the progress of the report run; empty when none is in progress
     */
    public PublishedData(
            Snapshots published,
            LongSupplier storedVersion,
            Set<ReportVariant> configured,
            Supplier<Optional<Progress.Figures>> run) {
        this.published = published;
        this.storedVersion = storedVersion;
        this.configured = EnumSet.copyOf(configured);
        this.run = run;
    }

    /** The current snapshot, which may be empty. */
    Snapshot latest() {
        return published.get();
    }

    /** The snapshot that the key of a cached value names; a 503 if it is older than the previous one. */
    Snapshot of(CacheKey key) {
        return published.at(key.dataVersion()).orElseThrow(PublishedData::superseded);
    }

    /**
     * Computes answers, but discards one if a second newer version is published by then, because the prices that its version had may have been
     * deleted while it was computed: a 503.
     */
    public Function<CacheKey, Answer> checked(Function<CacheKey, Answer> loader) {
        return key -> {
            Answer answer = loader.apply(key);
            if (storedVersion.getAsLong() > key.dataVersion() + 1) {
                throw superseded();
            }
            return answer;
        };
    }

    private static RequestException superseded() {
        return RequestException.unavailable("Superseded", "Newer data were published in the meantime", SOONEST);
    }

    /** The current snapshot; a 503 before the first publication. */
    Snapshot snapshot() {
        Snapshot snapshot = published.get();
        if (snapshot.dataVersion() == 0) {
            throw unavailable("Nothing has been published yet");
        }
        return snapshot;
    }

    /** The current snapshot with data of a variant; a 503 without data yet, a 404 when the variant is not configured. */
    Snapshot snapshot(ReportVariant variant) {
        return snapshot(variant::equals, variant.path());
    }

    /** The current snapshot with data of a subtype; a 503 without data yet, a 404 when no such variant is configured. */
    Snapshot snapshot(Subtype subtype) {
        return snapshot(variant -> variant.subtype() == subtype, "any report of subtype " + subtype.key());
    }

    private Snapshot snapshot(Predicate<ReportVariant> wanted, String name) {
        Snapshot snapshot = published.get();
        if (snapshot.variants().keySet().stream().anyMatch(wanted)) {
            return snapshot;
        }
        if (configured.stream().noneMatch(wanted)) {
            String known = snapshot.variantsWithData().stream()
                    .map(ReportVariant::path)
                    .collect(Collectors.joining(", "));
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
        return RequestException.noDataYet(found + "; " + detail + ".", seconds, figures.map(RunProgress::of));
    }

    private static String sentence(Progress.Figures run) {
        return "a run of reports is in progress, " + run.done() + " of " + run.planned() + " steps done"
                + run.left()
                        .map(left -> ", about " + Math.max(1, left.toSeconds()) + " s left")
                        .orElse("");
    }
}
