package cotinga.market;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;

/** Which of the CFTC's two detailed reports treats the markets of a category. */
public enum MarketKind {
    /** Physical goods: the disaggregated report. */
    COMMODITIES,
    /** Currencies, rates, indices and the like: traders in financial futures. */
    FINANCIALS,
    /** Not known: whichever of the two the CFTC publishes for a market. */
    EITHER;

    /** The name in the file of categories, such as {@code commodities}. */
    public String key() {
        return name().toLowerCase(Locale.ROOT);
    }

    static Optional<MarketKind> ofKey(String key) {
        return Arrays.stream(values()).filter(kind -> kind.key().equals(key)).findFirst();
    }

    /** All keys in one line, for messages that tell what is allowed. */
    static String knownKeys() {
        return Arrays.stream(values()).map(MarketKind::key).collect(Collectors.joining(", "));
    }
}
