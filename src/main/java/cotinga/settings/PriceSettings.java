package cotinga.settings;

import cotinga.price.PriceHistory;
import cotinga.run.HistoryYears;
import cotinga.upstream.RetryAfter;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalDate;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The source of the prices, their history and their limits.
 *
 * @param baseUrl of the charts
 */
public record PriceSettings(
        boolean enabled,
        String source,
        String baseUrl,
        Path directory,
        Optional<Integer> years,
        Optional<Path> tickers,
        Duration breakerDelay) {
    private static final String YAHOO = "yahoo";
    private static final String CSV = "csv";

    static PriceSettings read(SettingReader reader) {
        checkForRoutes(reader);
        return new PriceSettings(
                reader.flag("cotinga.prices.enabled"),
                reader.required("cotinga.prices.source", YAHOO, YAHOO + " or " + CSV, value -> Optional.of(value)
                        .filter(Set.of(YAHOO, CSV)::contains)),
                reader.httpAddress("cotinga.prices.base-url"),
                reader.path("cotinga.prices.directory"),
                reader.wholeNumberIfSet("cotinga.prices.years", 1, 50),
                reader.pathIfSet("cotinga.prices.tickers"),
                reader.delay("cotinga.prices.breaker-delay", "1ms", "1h"));
    }

    /** Validates settings that only the routes use. */
    private static void checkForRoutes(SettingReader reader) {
        reader.schedule("cotinga.prices.schedule", "0 5 17 ? * MON-FRI");
        reader.zone("cotinga.prices.zone");
        reader.wholeNumber("cotinga.prices.workers", 1, 8);
        reader.wholeNumber("cotinga.prices.max-per-minute", 1, 100_000);
        reader.wholeNumber("cotinga.prices.retries", 0, 10);
        reader.delay("cotinga.prices.retry-delay", "0s", CftcSettings.LONGEST_RETRY_DELAY);
    }

    /** The history of the prices; without years, that of the reports. */
    public PriceHistory history(HistoryYears reports) {
        return years.map(PriceHistory::ofYears)
                .orElse(PriceHistory.ofReports(today -> LocalDate.of(reports.first(today), 1, 1)));
    }

    /** How long a price run may wait without progress, by the reason of the wait. */
    Map<String, Duration> longestWaits() {
        return enabled && source.equals(YAHOO)
                ? Map.of(
                        "of cotinga.prices.breaker-delay",
                        breakerDelay,
                        "that a price source may request",
                        RetryAfter.LONGEST)
                : Map.of();
    }
}
