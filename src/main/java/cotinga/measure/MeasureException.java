package cotinga.measure;

/** A measure in a request that does not exist or is not allowed. */
public final class MeasureException extends NotAllowedException {
    private static final long serialVersionUID = 1L;

    MeasureException(String found, String expected) {
        super("measure", found, expected);
    }
}
