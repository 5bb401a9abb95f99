package cotinga.monitor;

import com.fasterxml.jackson.annotation.JsonInclude;
import cotinga.report.ReportVariant;
import cotinga.store.runs.RunKind;
import cotinga.store.runs.RunStatus;
import cotinga.store.sql.BackupState;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** An observation as the full health answer shows it: texts and numbers, without paths. Times are in UTC. */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record StateDetails(
        String observedAt,
        String databaseReadAt,
        String storageReadAt,
        long dataVersion,
        Map<String, Variant> variants,
        @Nullable String newestPrices,
        Map<String, Run> runs,
        long quarantinedLines,
        Map<String, String> breakers,
        @Nullable Backup newestBackup,
        Map<String, Disk> disks) {

    /** A variant: when its newest week was published, whether the next is late, whether it is withheld. */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record Variant(@Nullable String publishedAt, boolean isLate, boolean isWithheld) {}

    /** The runs of a kind. */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record Run(@Nullable String lastStatus, @Nullable String lastSuccess) {}

    /** The newest backup. */
    public record Backup(String at, long bytes) {}

    /** The disk of a directory. */
    public record Disk(@Nullable Long freeBytes, long reserveBytes) {}

    /** The details of an observation. */
    public static StateDetails of(Observation now) {
        return new StateDetails(
                now.at().toString(),
                now.database().readAt().toString(),
                now.storage().readAt().toString(),
                now.dataVersion(),
                byName(
                        now.variants(),
                        ReportVariant::key,
                        its -> new Variant(
                                text(its.publishedAt()),
                                its.isLate(),
                                its.withheldBecause().isPresent())),
                text(now.newestPrices()),
                byName(
                        now.runs(),
                        RunKind::key,
                        its -> new Run(its.lastStatus().map(RunStatus::key).orElse(null), text(its.lastSuccess()))),
                now.quarantined(),
                byName(now.breakers(), name -> name, its -> its.isOpen() ? "open" : "closed"),
                now.backups()
                        .flatMap(BackupState::newest)
                        .map(its -> new Backup(its.at().toString(), its.bytes()))
                        .orElse(null),
                byName(now.disks(), name -> name, its -> new Disk(free(its), its.reserveBytes())));
    }

    private static @Nullable Long free(Observation.Disk disk) {
        return disk.freeBytes().isPresent() ? disk.freeBytes().getAsLong() : null;
    }

    private static @Nullable String text(Optional<?> value) {
        return value.map(Object::toString).orElse(null);
    }

    private static <K, V, D> Map<String, D> byName(Map<K, V> all, Function<K, String> name, Function<V, D> details) {
        Map<String, D> byName = new TreeMap<>();
        all.forEach((key, value) -> byName.put(name.apply(key), details.apply(value)));
        return byName;
    }
}
