package cotinga.settings;

import cotinga.alert.Endpoint;
import cotinga.alert.WebhookKey;
import cotinga.monitor.Thresholds;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * When operators are notified, and where.
 *
 * @param thresholds the values beyond which health checks and alerts report a condition
 * @param key signs the messages to webhooks
 * @param maxTime the longest time of a request to an endpoint
 * @param retryDelay the delay before the first retry
 */
public record AlertSettings(
        Thresholds thresholds,
        List<Endpoint> endpoints,
        Optional<WebhookKey> key,
        Duration maxTime,
        Duration retryDelay) {
    static AlertSettings read(SettingReader reader) {
        reader.schedule("cotinga.alerts.digest", "0 0 8 * * ?"); // for the routes
        reader.zone("cotinga.alerts.zone");
        return new AlertSettings(
                new Thresholds(
                        reader.duration("cotinga.alerts.max-report-age", "1h", "36500d"),
                        reader.duration("cotinga.alerts.max-price-age", "1h", "36500d"),
                        reader.duration("cotinga.alerts.max-success-age", "1h", "36500d"),
                        reader.duration("cotinga.alerts.max-first-load", "1s", "36500d"),
                        reader.wholeNumber("cotinga.alerts.max-quarantined", 0, 1_000_000_000),
                        reader.duration("cotinga.alerts.max-breaker-open", "1s", "36500d"),
                        reader.duration("cotinga.alerts.max-backup-age", "1h", "36500d")),
                reader.secret("cotinga.alerts.endpoints", Endpoint.FORM, Endpoint::list)
                        .orElse(List.of()),
                reader.secret("cotinga.alerts.webhook-secret", WebhookKey.FORM, WebhookKey::of),
                reader.duration("cotinga.alerts.max-time", "1s", "10m"),
                reader.delay("cotinga.alerts.retry-delay", "0s", "10s"));
    }

    /** How long the three requests of a delivery take at most, with the two delays between them. */
    public Duration longestDelivery() {
        return maxTime.multipliedBy(3).plus(retryDelay.multipliedBy(1 + 4));
    }
}
