package cotinga.market;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;

/** The detailed report of the CFTC that covers the markets of a category. */
public enum MarketKind {
    /** Physical goods: the disaggregated report. */
    COMMODITIES,
    /** Currencies, rates, indices and the like: traders in financial futures. */
    FINANCIALS,
    /** Unknown: whichever of the two reports the CFTC publishes for a market. */
    EITHER;

    /** The name in the file of categories, such as {@code commodities}. */
    public String key() {
        return name().toLowerCase(Locale.ROOT);
    }

    static Optional<MarketKind> ofKey(String key) {
        return Arrays.stream(values()).filter(kind -> kind.key().equals(key)).findFirst();
    }

    /** All keys in one line, for messages about allowed values. */
    static String knownKeys() {
        return Arrays.stream(values()).map(MarketKind::key).collect(Collectors.joining(", "));
    }
}
