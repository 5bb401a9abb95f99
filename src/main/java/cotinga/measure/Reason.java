package cotinga.measure;

import java.util.Locale;

/** Why a week has no value of a measure. */
public enum Reason {
    /** All values of the window are equal, or a change is exactly zero, so that there is no direction. */
    FLAT,
    /** The window has too few values. */
    INSUFFICIENT_HISTORY,
    /** The week, or an earlier week that it is compared with, does not exist or has no such value. */
    MISSING,
    /** There is no price or no volume. */
    NO_PRICE;

    /** The name in responses, such as {@code insufficient_history}. */
    public String key() {
        return name().toLowerCase(Locale.ROOT);
    }
}
