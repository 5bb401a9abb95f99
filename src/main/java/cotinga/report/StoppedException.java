package cotinga.report;

/** A shutdown interrupted some work, which is repeated after the next start. */
public final class StoppedException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /** The message, as a clause. */
    public static final String REASON = "the application is shutting down";

    public StoppedException() {
        super(REASON);
    }
}
