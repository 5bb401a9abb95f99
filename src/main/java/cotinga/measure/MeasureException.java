package cotinga.measure;

/** A measure in a request that does not exist or is not allowed. */
public final class MeasureException extends IllegalArgumentException {
    private static final long serialVersionUID = 1L;

    private final String found;
    private final String expected;

    MeasureException(String found, String expected) {
        super("The measure '" + found + "' is not allowed, expected " + expected);
        this.found = found;
        this.expected = expected;
    }

    /** The measure in the request, such as {@code index.7}. */
    public String found() {
        return found;
    }

    /** What is allowed instead, such as {@code index or index.N with a number of weeks from 8 to 520}. */
    public String expected() {
        return expected;
    }
}
