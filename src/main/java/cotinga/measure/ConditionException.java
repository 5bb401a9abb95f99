package cotinga.measure;

/** A condition that cannot be read or evaluated. */
public final class ConditionException extends IllegalArgumentException {
    private static final long serialVersionUID = 1L;

    private final String found;
    private final String expected;

    ConditionException(String found, String expected) {
        super("The condition '" + found + "' is not allowed, expected " + expected);
        this.found = found;
        this.expected = expected;
    }

    /** The part that is not allowed. */
    public String found() {
        return found;
    }

    /** What is allowed instead. */
    public String expected() {
        return expected;
    }
}
