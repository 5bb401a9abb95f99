package cotinga.report;

/** A stop of the application has cut some work off, which is repeated after the next start. */
public final class ShutdownException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /** What it says. */
    public static final String REASON = "the application was told to stop";

    public ShutdownException() {
        super(REASON);
    }
}
