package cotinga.study;

/** A horizon in a request that is not allowed. */
public final class HorizonException extends IllegalArgumentException {
    private static final long serialVersionUID = 1L;

    private final String found;
    private final String expected;

    HorizonException(String found, String expected) {
        super("The horizon '" + found + "' is not allowed, expected " + expected);
        this.found = found;
        this.expected = expected;
    }

    /** The horizon in the request, such as {@code 4m}. */
    public String found() {
        return found;
    }

    /** What is allowed instead. */
    public String expected() {
        return expected;
    }
}
