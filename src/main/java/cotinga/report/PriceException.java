package cotinga.report;

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

    /**
     * @param place what the message is about: a symbol, or a file with its line
     * @param remedy a sentence
     * @param temporary whether the same request may well be answered a little later
     */
    public PriceException(
            String place, String found, String expected, String remedy, boolean temporary, @Nullable Throwable cause) {
        super(place + ": found " + found + ", expected " + expected + ". " + remedy, cause);
        this.place = place;
        this.found = found;
        this.expected = expected;
        this.remedy = remedy;
        this.temporary = temporary;
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
