package cotinga.monitor;

import cotinga.base.TimeSpan;
import cotinga.monitor.Condition.Kind;
import cotinga.store.runs.RunKind;
import cotinga.store.sql.BackupState;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

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
        if (now.database().isUnavailable()) {
            found.add(new Condition(
                    Kind.DATABASE_UNAVAILABLE,
                    "",
                    "the database has not answered since " + now.database().readAt()
                            + "; see the log, and restart Cotinga if an embedded database has closed itself"));
        }
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
                            "%,d malformed lines are in quarantine, expected at most %,d;"
                                    + " the steps in /api/v1/admin/runs/<id> show the files",
                            now.quarantined(),
                            thresholds.quarantined())));
        }
        addBreakers(now, found);
        addStorage(now, found);
        now.backups().ifPresent(backups -> addBackups(now, backups, found));
        return List.copyOf(found);
    }

    private void addRuns(Observation now, List<Condition> found) {
        now.runs().forEach((kind, run) -> {
            if (run.isFailed() || run.abortReason().isPresent()) {
                found.add(new Condition(
                        Kind.RUN_FAILED,
                        kind.key(),
                        "the last run of " + kind.key()
                                + (run.abortReason().isPresent() ? " was aborted" : " failed")
                                + "; see the log and /api/v1/admin/runs"));
            }
            if ((kind != RunKind.PRICES || prices) && isOverdue(run.lastSuccess(), thresholds.successAge(), now)) {
                found.add(new Condition(
                        Kind.RUN_OVERDUE,
                        kind.key(),
                        run.lastSuccess()
                                        .map(at -> "the last successful run of " + kind.key() + " ended " + at)
                                        .orElse("no run of " + kind.key() + " has succeeded")
                                + ", expected one within " + TimeSpan.text(thresholds.successAge())
                                + "; see what the last run lacks in /api/v1/admin/runs"));
            }
        });
    }

    private void addVariants(Observation now, List<Condition> found) {
        now.variants().forEach((variant, its) -> {
            boolean isStale = its.publishedAt()
                    .filter(moment -> isOlder(moment, thresholds.reportAge(), now))
                    .isPresent();
            if (its.publishedAt().isEmpty() && isFirstLoadOver(now)) {
                found.add(new Condition(
                        Kind.DATA_STALE,
                        variant.key(),
                        "no week of " + variant.key() + " is published; see the last report run"));
            } else if (isStale) {
                found.add(new Condition(
                        Kind.DATA_STALE,
                        variant.key(),
                        "the newest week of " + variant.key() + " was published "
                                + its.publishedAt().orElseThrow() + ", more than "
                                + TimeSpan.text(thresholds.reportAge()) + " ago; see the last report run"));
            } else if (its.isLate()) {
                found.add(new Condition(
                        Kind.DATA_LATE,
                        variant.key(),
                        "the next release of " + variant.key()
                                + " is late; nothing to do if the CFTC has announced a delay"));
            }
        });
        now.variants().forEach((variant, its) -> its.withheldBecause()
                .ifPresent(reason -> found.add(new Condition(
                        Kind.VARIANT_WITHHELD,
                        variant.key(),
                        variant.key() + " is withheld: " + reason + "; see /api/v1/cot/quality"))));
    }

    private void addPrices(Observation now, List<Condition> found) {
        if (now.newestPrices().isEmpty() && isFirstLoadOver(now)) {
            found.add(
                    new Condition(Kind.PRICES_STALE, "", "no price is stored; see price_update in /api/v1/cot/status"));
        }
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
                        "the circuit breaker of " + name + " has been open since " + since
                                + ", and no request has succeeded since; the next run tries again. Check the network and"
                                + " the host"))));
    }

    private static void addStorage(Observation now, List<Condition> found) {
        if (now.storage().isUnavailable()) {
            found.add(new Condition(
                    Kind.STORAGE_UNAVAILABLE,
                    "",
                    "the disks and backups have not been read since "
                            + now.storage().readAt()
                            + "; see the log, and check the disks and the servers of network file systems"));
        }
        now.disks().forEach((name, disk) -> {
            if (disk.freeBytes().isEmpty()) {
                found.add(new Condition(
                        Kind.DISK_LOW,
                        name,
                        "the free space for the " + name
                                + " directory cannot be read; check the disk and the directory"));
            } else if (disk.freeBytes().getAsLong() < disk.reserveBytes()) {
                found.add(new Condition(
                        Kind.DISK_LOW,
                        name,
                        String.format(
                                Locale.ROOT,
                                "%,d bytes are free for the %s directory, expected at least %,d (cotinga.data.reserve); free disk space",
                                disk.freeBytes().getAsLong(),
                                name,
                                disk.reserveBytes())));
            }
        });
        now.shortage()
                .ifPresent(shortage -> found.add(
                        new Condition(Kind.BACKGROUND_REDUCED, "", "background work is reduced: " + shortage)));
    }

    private void addBackups(Observation now, BackupState backups, List<Condition> found) {
        backups.failure()
                .ifPresent(reason -> found.add(new Condition(
                        Kind.BACKUP_FAILED,
                        "",
                        "the last backup failed (" + reason + "); see the log and cotinga.backup.directory")));
        Optional<Instant> newest = backups.newest().map(BackupState.Backup::at);
        if (isOverdue(newest, thresholds.backupAge(), now)) {
            found.add(new Condition(
                    Kind.BACKUP_OLD,
                    "",
                    newest.map(at -> "the newest backup was made " + at).orElse("no backup exists")
                            + ", expected one within " + TimeSpan.text(thresholds.backupAge())
                            + "; see the log and cotinga.backup.schedule"));
        }
    }

    /** Whether something that happens on schedule last happened too long ago; if never, whether there was time for it. */
    private boolean isOverdue(Optional<Instant> last, Duration most, Observation now) {
        return isOlder(last.orElse(now.inUseSince()), most, now) && (last.isPresent() || isFirstLoadOver(now));
    }

    private boolean isFirstLoadOver(Observation now) {
        return isOlder(now.startedAt(), thresholds.firstLoad(), now);
    }

    private static boolean isOlder(Instant moment, Duration most, Observation now) {
        return Duration.between(moment, now.at()).compareTo(most) > 0;
    }
}
