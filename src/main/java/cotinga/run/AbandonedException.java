package cotinga.run;

/** Work for a run that must not be completed. Uncommitted changes are rolled back. */
final class AbandonedException extends IllegalStateException {
    private static final long serialVersionUID = 1L;

    AbandonedException(String message) {
        super(message);
    }
}
