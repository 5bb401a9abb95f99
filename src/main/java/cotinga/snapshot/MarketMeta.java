package cotinga.snapshot;

import static java.nio.charset.StandardCharsets.UTF_8;

import cotinga.report.MarketCategory;
import cotinga.report.MarketHistory;
import cotinga.report.ReportVariant;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.Comparator;
import java.util.Locale;
import java.util.stream.Stream;

/**
 * The name and classification of a market in one variant.
 *
 * @param variant the variant
 * @param code the contract code
 * @param name the newest week's name as published; may be empty
 * @param exchange the newest week's exchange initials
 * @param category its category
 * @param weeksBehind calendar weeks from the market's newest report date to the variant's, to the nearest one; 0 if it is
 *     current
 */
public record MarketMeta(
        ReportVariant variant, String code, String name, String exchange, MarketCategory category, int weeksBehind) {
    private static final double DAYS_OF_WEEK = 7;

    /** The order of lists and files: by the published name's UTF-8 bytes, so that empty names come first, then by code. */
    public static final Comparator<MarketMeta> BY_NAME = Comparator.comparing(
                    (MarketMeta meta) -> meta.name.getBytes(UTF_8), Arrays::compareUnsigned)
            .thenComparing(MarketMeta::code)
            .thenComparing(MarketMeta::variant);

    /** The meta of a history's market, with its lag behind the variant's newest report date. */
    public static MarketMeta of(MarketHistory history, MarketCategory category, LocalDate newestOfVariant) {
        LocalDate newest = LocalDate.ofEpochDay(history.reportDates()[history.size() - 1]);
        return of(history, category, weeksBehind(newest, newestOfVariant));
    }

    /** Calendar weeks from a market's newest report date to its variant's, to the nearest one. */
    static int weeksBehind(LocalDate newest, LocalDate newestOfVariant) {
        return (int) Math.round((newestOfVariant.toEpochDay() - newest.toEpochDay()) / DAYS_OF_WEEK);
    }

    /** The meta of a history's market. */
    public static MarketMeta of(MarketHistory history, MarketCategory category, int weeksBehind) {
        return new MarketMeta(
                history.variant(), history.code(), history.name(), history.exchange(), category, weeksBehind);
    }

    /** Whether a lower-case word occurs in the code, the name or the exchange, in any case. */
    public boolean mentions(String word) {
        return Stream.of(code, displayName(), exchange)
                .anyMatch(text -> text.toLowerCase(Locale.ROOT).contains(word));
    }

    /** The name to show: the code if the market has no name. */
    public String displayName() {
        return name.isEmpty() ? code : name;
    }
}
