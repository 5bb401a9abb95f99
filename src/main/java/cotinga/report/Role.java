package cotinga.report;

import java.util.Locale;

/** The interest of a trader group in the market. It decides which side of its index is a signal. */
public enum Role {
    COMMERCIAL,
    SPECULATIVE,
    SMALL;

    /** The name in payloads: {@code commercial}, {@code speculative} or {@code small}. */
    public String key() {
        return name().toLowerCase(Locale.ROOT);
    }
}
