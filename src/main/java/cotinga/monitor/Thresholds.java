package cotinga.monitor;

import java.time.Duration;

/**
 * The values beyond which an operator should know.
 *
 * @param reportAge since the CFTC published the newest week of a variant
 * @param priceAge since the day of the newest price
 * @param quarantined malformed lines of the stored archives
 * @param breakerOpen how long a circuit breaker rejects requests
 * @param backupAge since the newest backup
 */
public record Thresholds(
        Duration reportAge, Duration priceAge, long quarantined, Duration breakerOpen, Duration backupAge) {}
