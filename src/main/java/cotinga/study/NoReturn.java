package cotinga.study;

import java.util.Locale;

/** Why an episode has no return at a horizon. */
public enum NoReturn {
    /** The entry or the exit would be after the last session with a price. */
    BEYOND_LAST_PRICE,
    /** There is no session in the 7 days after the publication, or none in the 5 days up to the end of a horizon in weeks. */
    NO_PRICE,
    /** The price at the entry or at the exit is not above zero. */
    NOT_POSITIVE;

    /** The name in responses, such as {@code no_price}. */
    public String key() {
        return name().toLowerCase(Locale.ROOT);
    }
}
