package cotinga;

/** The routes cannot be started: a route file or a setting of Camel is wrong. */
final class StartException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    StartException(RuntimeException cause) {
        super(
                "Cotinga cannot start its routes: " + innermost(cause) + "; check routes/ and application.properties",
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
