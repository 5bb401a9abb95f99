package cotinga.monitor;

import cotinga.report.ReportVariant;
import cotinga.store.runs.RunKind;
import cotinga.store.runs.RunStatus;
import cotinga.store.sql.BackupState;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * The state of the service at one moment.
 *
 * @param at the moment
 * @param startedAt when the process started
 * @param firstRun when the oldest recorded run began; empty before the first run
 * @param database whether the database answers. The other values that come from it are as of its last complete reading
 * @param storage the same about the disks and backups
 * @param dataVersion the published data version; 0 before the first
 * @param variants the configured variants
 * @param newestPrices the date of the newest stored bar of any symbol; empty without prices
 * @param runs the ends of the runs of each kind
 * @param quarantined the malformed lines of the stored archives
 * @param breakers the circuit breakers, by host
 * @param backups empty when this process makes none
 * @param disks the directories that Cotinga writes to, by the name of their setting
 * @param shortage what is short, so that background work is reduced; empty if nothing is
 */
public record Observation(
        Instant at,
        Instant startedAt,
        Optional<Instant> firstRun,
        Source database,
        Source storage,
        long dataVersion,
        Map<ReportVariant, VariantState> variants,
        Optional<LocalDate> newestPrices,
        Map<RunKind, RunState> runs,
        long quarantined,
        Map<String, Breaker> breakers,
        Optional<BackupState> backups,
        Map<String, Disk> disks,
        Optional<String> shortage) {

    /** The end (UTC) of the day of the newest stored bar, from which the age of prices counts; empty without prices. */
    public Optional<Instant> endOfNewestPrices() {
        return newestPrices.map(
                day -> day.plusDays(1).atStartOfDay(ZoneOffset.UTC).toInstant());
    }

    /** The state of a configured variant. */
    public VariantState variant(ReportVariant variant) {
        return Objects.requireNonNull(variants.get(variant), variant.path());
    }

    /** The ends of the runs of a kind. */
    public RunState run(RunKind kind) {
        return Objects.requireNonNull(runs.get(kind), kind.key());
    }

    /** The circuit breaker of a host. */
    public Breaker breaker(String host) {
        return Objects.requireNonNull(breakers.get(host), host);
    }

    /** The disk of a directory, by the name of its setting. */
    public Disk disk(String name) {
        return Objects.requireNonNull(disks.get(name), name);
    }

    /** Since when Cotinga has run, in this process or an earlier one, as far as runs are recorded. */
    public Instant inUseSince() {
        return firstRun.filter(startedAt::isAfter).orElse(startedAt);
    }

    /**
     * Whether what is read repeatedly answers.
     *
     * @param readAt when it was last read completely
     * @param missed the observations since then, without this one
     * @param isFailing whether the last reading failed; otherwise it may not have come back yet
     */
    public record Source(Instant readAt, int missed, boolean isFailing) {
        /** About a minute. */
        private static final int MOST_MISSED = 4;

        /** Whether it has not been read for a while, because readings fail or do not come back. */
        public boolean isUnavailable() {
            return missed >= MOST_MISSED;
        }

        /** Whether a reading that has not come back is noticed now. */
        public boolean beginsToHang() {
            return missed == MOST_MISSED && !isFailing;
        }
    }

    /**
     * The state of a variant.
     *
     * @param publishedAt when the CFTC published the newest week that readers see; empty without data
     * @param isLate whether the release after it is late; false without data
     * @param withheldBecause why it is withheld; empty when it is not
     */
    public record VariantState(Optional<Instant> publishedAt, boolean isLate, Optional<String> withheldBecause) {}

    /**
     * The ends of the runs of one kind.
     *
     * @param lastStatus the status of the run that ended last; empty before the first end
     * @param lastSuccess when a run last ended with status {@code success}; empty if none is recorded
     * @param abortReason why the last run was aborted; empty when it was not
     */
    public record RunState(
            Optional<RunStatus> lastStatus, Optional<Instant> lastSuccess, Optional<String> abortReason) {
        /** Whether the last run failed as a whole. */
        public boolean isFailed() {
            return lastStatus.filter(status -> status == RunStatus.ERROR).isPresent();
        }
    }

    /**
     * The state of a circuit breaker.
     *
     * @param openSince since when it has been observed open or half-open; empty while it is closed. Only a successful request or a new run
     *     closes it
     */
    public record Breaker(Optional<Instant> openSince) {
        public boolean isOpen() {
            return openSince.isPresent();
        }
    }

    /**
     * The disk of a directory.
     *
     * @param freeBytes what is usable; empty if this cannot be read
     * @param reserveBytes below this, nothing large is written
     */
    public record Disk(OptionalLong freeBytes, long reserveBytes) {}
}
