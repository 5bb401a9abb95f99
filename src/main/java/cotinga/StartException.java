package cotinga;

/** The application cannot start. The message says what to change. */
final class StartException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    StartException(String message) {
        super(message);
    }

    /** A route file or a setting of Camel is wrong. */
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
