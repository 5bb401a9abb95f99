package cotinga.api;

import com.fasterxml.jackson.annotation.JsonInclude;
import cotinga.intake.ReleaseCheck;
import cotinga.intake.ReleaseState;
import cotinga.release.Release;
import cotinga.store.prices.StalePrices;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The status of the service.
 *
 * @param withheld the withheld variants by key
 */
public record StatusAnswer(
        long dataVersion,
        Instance instance,
        StoredData data,
        Map<String, Withheld> withheld,
        Scheduler scheduler,
        PriceUpdate priceUpdate) {

    /**
     * The instance that answers.
     *
     * @param role the value of {@code cotinga.role}
     * @param leader who leads, of several instances; null if nobody does or if there is one instance only
     * @param newerBuild the newer build that has led, so that this instance does not lead; null if there is none
     */
    public record Instance(
            String name, String role, boolean leading, @Nullable Leader leader, @Nullable String newerBuild) {}

    /** The instance that leads, and its fencing number. */
    public record Leader(String name, Instant since, long number) {
        static Leader of(cotinga.cluster.Leader leader) {
            return new Leader(leader.instance(), leader.since(), leader.number());
        }
    }

    /**
     * The published data.
     *
     * @param variants by key, only those with data
     */
    public record StoredData(Figures overall, Map<String, Figures> variants) {}

    /**
     * How much data is published.
     *
     * @param firstDate the oldest report date; null without data
     * @param lastDate the newest report date; null without data
     */
    public record Figures(
            long totalRecords,
            int totalMarkets,
            int totalWeeks,
            @Nullable LocalDate firstDate,
            @Nullable LocalDate lastDate) {}

    /**
     * The schedule, the report runs and the releases.
     *
     * @param late whether the newest week of a variant is late
     * @param variants by key
     * @param lastReleaseCheck null before the first release check
     */
    public record Scheduler(
            boolean schedulerRunning,
            List<SchedulerStatus.Job> jobs,
            Update update,
            ExpectedRelease nextRelease,
            boolean late,
            Map<String, VariantRelease> variants,
            @Nullable LastCheck lastReleaseCheck) {}

    /**
     * The run in progress and the last ended run of a kind.
     *
     * @param progress null when no run is in progress
     */
    public record Update(
            boolean running,
            @Nullable RunProgress progress,
            @Nullable Instant lastRun,
            @Nullable String lastStatus,
            @Nullable String lastError,
            @Nullable Double lastDurationSec) {}

    /** A weekly release of the CFTC that is expected. */
    public record ExpectedRelease(LocalDate reportDate, Instant expectedAt) {
        static ExpectedRelease of(Release release) {
            return new ExpectedRelease(release.reportDate(), release.moment());
        }
    }

    /**
     * The releases of a variant.
     *
     * @param newestReportDate null without data
     * @param publishedAt when the CFTC published it; null without data
     * @param lateSince when the release after it was expected; null unless that is late
     */
    public record VariantRelease(
            @Nullable LocalDate newestReportDate,
            @Nullable Instant publishedAt,
            ExpectedRelease nextRelease,
            boolean late,
            @Nullable Instant lateSince) {
        static VariantRelease of(ReleaseState.OfVariant state) {
            return new VariantRelease(
                    state.newestReportDate().orElse(null),
                    state.publishedAt().orElse(null),
                    ExpectedRelease.of(state.next()),
                    state.isLate(),
                    state.lateSince().orElse(null));
        }
    }

    /** The last release check. */
    public record LastCheck(Instant at, String file, String outcome, String message) {
        static LastCheck of(ReleaseCheck check) {
            return new LastCheck(check.at(), check.file(), check.outcome().key(), check.message());
        }
    }

    /**
     * The price runs and their source.
     *
     * @param enabled whether prices are switched on; the members below are null when they are not
     * @param staleSymbols the symbols whose prices are not up to date
     */
    public record PriceUpdate(
            boolean running,
            @Nullable RunProgress progress,
            @Nullable Instant lastRun,
            @Nullable String lastStatus,
            @Nullable String lastError,
            @Nullable Double lastDurationSec,
            boolean enabled,
            @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable String source,
            @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable String circuitBreaker,
            @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable List<StaleSymbol> staleSymbols) {}

    /**
     * A symbol whose prices are not up to date.
     *
     * @param newestBar null when no bar is stored
     * @param lastResponseAt when the source last returned bars; null when it never did
     */
    public record StaleSymbol(
            String symbol, @Nullable LocalDate newestBar, @Nullable Instant lastResponseAt, String reason) {
        static StaleSymbol of(StalePrices prices) {
            return new StaleSymbol(prices.symbol(), prices.newestBar(), prices.answeredAt(), prices.reason());
        }
    }
}
