package cotinga.base;

/** Work was interrupted, and is repeated later. */
public final class InterruptionException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public InterruptionException(Interruption interruption) {
        super(interruption.reason());
    }
}
