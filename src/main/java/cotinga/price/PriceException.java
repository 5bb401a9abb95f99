package cotinga.price;

import org.jspecify.annotations.Nullable;

/**
 * An answer to a request for prices that cannot be used: what was found in it, what was expected, and what helps. Unchecked, for
 * circuit breakers wrap what is not.
 */
public final class PriceException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final String place;
    private final String found;
    private final String expected;
    private final String remedy;
    private final boolean temporary;
    private final @Nullable String retryAfter;

    /**
     * @param place what the message is about: a symbol, or a file with its line
     * @param remedy a sentence
     * @param temporary whether the same request may well be answered a little later
     */
    public PriceException(
            String place, String found, String expected, String remedy, boolean temporary, @Nullable Throwable cause) {
        this(place, found, expected, remedy, temporary, null, cause);
    }

    private PriceException(
            String place,
            String found,
            String expected,
            String remedy,
            boolean temporary,
            @Nullable String retryAfter,
            @Nullable Throwable cause) {
        this(
                place + ": found " + found + ", expected " + expected + ". " + remedy,
                place,
                found,
                expected,
                remedy,
                temporary,
                retryAfter,
                cause);
    }

    private PriceException(
            String message,
            String place,
            String found,
            String expected,
            String remedy,
            boolean temporary,
            @Nullable String retryAfter,
            @Nullable Throwable cause) {
        super(message, cause);
        this.place = place;
        this.found = found;
        this.expected = expected;
        this.remedy = remedy;
        this.temporary = temporary;
        this.retryAfter = retryAfter;
    }

    /**
     * A request that is not sent.
     *
     * @param reason a clause, such as {@code the application is shutting down}
     */
    public static PriceException skipped(String place, String reason) {
        String remedy = "The next run requests it again.";
        String message = place + ": skipped, " + reason + ". " + remedy;
        return new PriceException(message, place, reason, "a response", remedy, false, null, null);
    }

    /** The same, with the header {@code Retry-After} of the response. */
    public PriceException withRetryAfter(@Nullable String header) {
        return new PriceException(place, found, expected, remedy, temporary, header, getCause());
    }

    /** The header {@code Retry-After} as the source sent it; null when it did not. */
    public @Nullable String retryAfter() {
        return retryAfter;
    }

    /** A symbol, or a file with its line. */
    public String place() {
        return place;
    }

    public String found() {
        return found;
    }

    public String expected() {
        return expected;
    }

    public String remedy() {
        return remedy;
    }

    /** Whether the same request may well be answered a little later: the source is overloaded, broken or hidden by a page. */
    public boolean isTemporary() {
        return temporary;
    }
}
