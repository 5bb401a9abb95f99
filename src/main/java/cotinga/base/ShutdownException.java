package cotinga.base;

/** A shutdown of the application interrupted some work, which is repeated after the next start. */
public final class ShutdownException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /** Its message. */
    public static final String REASON = "the application is shutting down";

    public ShutdownException() {
        super(REASON);
    }
}
