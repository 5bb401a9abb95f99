package cotinga.monitor;

import cotinga.base.TimeSpan;
import cotinga.monitor.Condition.Kind;
import cotinga.store.sql.BackupState;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Finds what an operator should know in an observation. */
public final class Conditions {
    private final Thresholds thresholds;
    private final boolean prices;

    /** @param prices whether prices are downloaded */
    public Conditions(Thresholds thresholds, boolean prices) {
        this.thresholds = thresholds;
        this.prices = prices;
    }

    /** The conditions of a moment, in the order of their kinds. */
    public List<Condition> of(Observation now) {
        List<Condition> found = new ArrayList<>();
        addRuns(now, found);
        addVariants(now, found);
        if (prices) {
            addPrices(now, found);
        }
        if (now.quarantined() > thresholds.quarantined()) {
            found.add(new Condition(
                    Kind.MUCH_QUARANTINED,
                    "",
                    String.format(
                            Locale.ROOT,
                            "%,d malformed lines are in quarantine, expected at most %,d; see the table quarantine",
                            now.quarantined(),
                            thresholds.quarantined())));
        }
        addBreakers(now, found);
        addDisks(now, found);
        now.backups().ifPresent(backups -> addBackups(now, backups, found));
        return List.copyOf(found);
    }

    private static void addRuns(Observation now, List<Condition> found) {
        now.runs().forEach((kind, run) -> {
            if (run.isFailed() || run.abortReason().isPresent()) {
                found.add(new Condition(
                        Kind.RUN_FAILED,
                        kind.key(),
                        "the last run of " + kind.key()
                                + (run.abortReason().isPresent() ? " was aborted" : " failed")
                                + "; see the log and /api/v1/admin/runs"));
            }
        });
    }

    private void addVariants(Observation now, List<Condition> found) {
        now.variants().forEach((variant, its) -> {
            boolean isStale = its.publishedAt()
                    .filter(moment -> isOlder(moment, thresholds.reportAge(), now))
                    .isPresent();
            if (isStale) {
                found.add(new Condition(
                        Kind.DATA_STALE,
                        variant.path(),
                        "the newest week of " + variant.path() + " was published "
                                + its.publishedAt().orElseThrow() + ", more than "
                                + TimeSpan.text(thresholds.reportAge()) + " ago; see the last report run"));
            } else if (its.isLate()) {
                found.add(new Condition(
                        Kind.DATA_LATE,
                        variant.path(),
                        "the next release of " + variant.path()
                                + " is late; nothing to do if the CFTC has announced a delay"));
            }
        });
        now.variants().forEach((variant, its) -> its.withheldBecause()
                .ifPresent(reason -> found.add(new Condition(
                        Kind.VARIANT_WITHHELD,
                        variant.path(),
                        variant.path() + " is withheld: " + reason + "; see /api/v1/cot/quality"))));
    }

    private void addPrices(Observation now, List<Condition> found) {
        now.endOfNewestPrices()
                .filter(end -> isOlder(end, thresholds.priceAge(), now))
                .ifPresent(end -> found.add(new Condition(
                        Kind.PRICES_STALE,
                        "",
                        "the newest price is of " + now.newestPrices().orElseThrow() + ", more than "
                                + TimeSpan.text(thresholds.priceAge())
                                + " ago; see price_update in /api/v1/cot/status")));
    }

    private void addBreakers(Observation now, List<Condition> found) {
        now.breakers().forEach((name, breaker) -> breaker.openSince()
                .filter(since -> isOlder(since, thresholds.breakerOpen(), now))
                .ifPresent(since -> found.add(new Condition(
                        Kind.BREAKER_OPEN,
                        name,
                        "the circuit breaker of " + name + " has rejected requests since " + since
                                + "; check the network and the upstream"))));
    }

    private static void addDisks(Observation now, List<Condition> found) {
        now.disks().forEach((name, disk) -> {
            if (disk.freeBytes() < disk.reserveBytes()) {
                found.add(new Condition(
                        Kind.DISK_LOW,
                        name,
                        String.format(
                                Locale.ROOT,
                                "%,d bytes are free for the %s directory, expected at least %,d (cotinga.data.reserve); free disk space",
                                disk.freeBytes(),
                                name,
                                disk.reserveBytes())));
            }
        });
    }

    private void addBackups(Observation now, BackupState backups, List<Condition> found) {
        backups.failure()
                .ifPresent(reason -> found.add(new Condition(
                        Kind.BACKUP_FAILED, "", "the last backup failed; see the log and cotinga.backup.directory")));
        backups.newest()
                .map(BackupState.Backup::at)
                .filter(at -> isOlder(at, thresholds.backupAge(), now))
                .ifPresent(at -> found.add(new Condition(
                        Kind.BACKUP_OLD,
                        "",
                        "the newest backup was made " + at + ", more than " + TimeSpan.text(thresholds.backupAge())
                                + " ago; see the log and cotinga.backup.schedule")));
    }

    private static boolean isOlder(Instant moment, Duration most, Observation now) {
        return Duration.between(moment, now.at()).compareTo(most) > 0;
    }
}
