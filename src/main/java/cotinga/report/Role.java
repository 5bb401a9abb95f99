package cotinga.report;

import java.util.Locale;

/** The interest of a trader group in the market. It decides which side of its index is a signal. */
public enum Role {
    COMMERCIAL,
    SPECULATIVE,
    SMALL,
    /** Trades to follow an index, not because of an opinion about the market. */
    INDEX;

    /** The name in payloads: {@code commercial}, {@code speculative}, {@code small} or {@code index}. */
    public String key() {
        return name().toLowerCase(Locale.ROOT);
    }
}
