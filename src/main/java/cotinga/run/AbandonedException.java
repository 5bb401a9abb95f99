package cotinga.run;

/** Work for a run that is not to be completed: whatever it has not committed is rolled back. */
final class AbandonedException extends IllegalStateException {
    private static final long serialVersionUID = 1L;

    AbandonedException(String message) {
        super(message);
    }
}
