package cotinga;

/** Routes that cannot be started: a route file is broken, or one of Camel's own settings is wrong. */
final class StartException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    StartException(RuntimeException cause) {
        super(
                "Cotinga cannot start its routes: " + innermost(cause) + "; look at routes/ and application.properties",
                cause);
    }

    private static String innermost(Throwable failure) {
        Throwable cause = failure;
        while (cause.getCause() != null) {
            cause = cause.getCause();
        }
        String message = cause.getMessage();
        return message == null ? cause.toString() : message.strip();
    }
}
