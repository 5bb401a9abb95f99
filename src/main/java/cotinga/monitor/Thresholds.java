package cotinga.monitor;

import java.time.Duration;

/**
 * The values beyond which an operator should know.
 *
 * @param reportAge since the CFTC published the newest week of a variant
 * @param priceAge since the day of the newest price
 * @param successAge since the last successful run of a kind
 * @param firstLoad after the start; until then, missing data may still be loading
 * @param quarantined malformed lines of the stored archives
 * @param breakerOpen how long a circuit breaker stays open
 * @param backupAge since the newest backup
 */
public record Thresholds(
        Duration reportAge,
        Duration priceAge,
        Duration successAge,
        Duration firstLoad,
        long quarantined,
        Duration breakerOpen,
        Duration backupAge) {}
