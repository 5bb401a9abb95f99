package cotinga.report;

import org.jspecify.annotations.Nullable;

/**
 * A response to a request for prices was rejected. The message states what was found, what was expected, and what to do. It is
 * unchecked because circuit breakers wrap checked exceptions.
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
     * @param place the subject of the message: a symbol, or a file with its line
     * @param remedy a sentence
     * @param temporary whether a retry of the same request may succeed soon
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
        super(place + ": found " + found + ", expected " + expected + ". " + remedy, cause);
        this.place = place;
        this.found = found;
        this.expected = expected;
        this.remedy = remedy;
        this.temporary = temporary;
        this.retryAfter = retryAfter;
    }

    /** Returns the same exception with the source's {@code Retry-After}. */
    public PriceException withRetryAfter(@Nullable String header) {
        return new PriceException(place, found, expected, remedy, temporary, header, getCause());
    }

    /** The header {@code Retry-After} as the source sent it, or null. */
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

    /** Whether a retry may succeed soon: the source is overloaded or failing, or another server sent a page in its place. */
    public boolean isTemporary() {
        return temporary;
    }
}
