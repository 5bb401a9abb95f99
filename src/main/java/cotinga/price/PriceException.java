package cotinga.price;

import cotinga.base.Finding;
import org.jspecify.annotations.Nullable;

/**
 * An answer to a request for prices that cannot be used: what was found in it, what was expected, and what helps. Unchecked, for
 * circuit breakers wrap what is not.
 */
public final class PriceException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final transient Finding finding;
    private final boolean temporary;
    private final @Nullable String retryAfter;

    /**
     * An unusable response.
     *
     * @param place a symbol, or a file with its line
     * @param remedy a sentence
     * @param temporary whether the same request may well be answered a little later
     */
    public PriceException(
            String place, String found, String expected, String remedy, boolean temporary, @Nullable Throwable cause) {
        this(new Finding(place, found, expected, remedy), temporary, cause);
    }

    private PriceException(Finding finding, boolean temporary, @Nullable Throwable cause) {
        this(finding.message(), finding, temporary, null, cause);
    }

    private PriceException(
            String message,
            Finding finding,
            boolean temporary,
            @Nullable String retryAfter,
            @Nullable Throwable cause) {
        super(message, cause);
        this.finding = finding;
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
        return new PriceException(
                place + ": skipped, " + reason + ". " + remedy,
                new Finding(place, reason, "a response", remedy),
                false,
                null,
                null);
    }

    /** The same, with the header {@code Retry-After} of the response. */
    public PriceException withRetryAfter(@Nullable String header) {
        return new PriceException(String.valueOf(getMessage()), finding, temporary, header, getCause());
    }

    /** What was found and expected, and what to do. */
    public Finding finding() {
        return finding;
    }

    /** The header {@code Retry-After} as the source sent it; null when it did not. */
    public @Nullable String retryAfter() {
        return retryAfter;
    }

    /** Whether the same request may well be answered a little later: the source is overloaded, broken or hidden by a page. */
    public boolean isTemporary() {
        return temporary;
    }
}
