package cotinga.measure;

/** A part of a request that does not exist or is not allowed. */
public abstract class NotAllowedException extends IllegalArgumentException {
    private static final long serialVersionUID = 1L;

    private final String found;
    private final String expected;

    /**
     * @param what what was requested, such as {@code measure}
     * @param found the part of the request
     * @param expected what is allowed instead
     */
    protected NotAllowedException(String what, String found, String expected) {
        super("The " + what + " '" + found + "' is not allowed, expected " + expected);
        this.found = found;
        this.expected = expected;
    }

    /** The part that is not allowed, such as {@code index.7}. */
    public String found() {
        return found;
    }

    /** What is allowed instead, such as {@code index or index.N with a number of weeks from 8 to 520}. */
    public String expected() {
        return expected;
    }
}
