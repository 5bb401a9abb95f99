package cotinga.measure;

/** A condition that cannot be read or evaluated. */
public final class ConditionException extends NotAllowedException {
    private static final long serialVersionUID = 1L;

    /** Rejects a part of a condition. */
    public ConditionException(String found, String expected) {
        super("condition", found, expected);
    }
}
