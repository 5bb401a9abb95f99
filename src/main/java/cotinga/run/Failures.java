package cotinga.run;

import cotinga.cftc.ArchiveException;
import cotinga.report.PriceException;
import cotinga.store.StoreException;
import java.io.UncheckedIOException;

/** What to tell people of a failure. */
final class Failures {
    private Failures() {}

    /**
     * The message of the first cause that tells what it means, or of the innermost: what wraps it tells only where. A file that
     * could not be used is told with what kept it from being used.
     */
    static String reason(Throwable failure) {
        Throwable cause = failure;
        while (cause.getCause() != null && !isTelling(cause)) {
            cause = cause.getCause();
        }
        if (cause instanceof UncheckedIOException && cause.getCause() != null) {
            return cause.getMessage() + ": " + cause.getCause();
        }
        String message = cause.getMessage();
        return message == null ? cause.getClass().getSimpleName() : message;
    }

    /** Whether it is what came that cannot be used, and not the way to it. */
    static boolean isOfContent(Throwable failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof ArchiveException || cause instanceof StoreException) {
                return true;
            }
        }
        return false;
    }

    private static boolean isTelling(Throwable cause) {
        return cause instanceof ArchiveException
                || cause instanceof StoreException
                || cause instanceof PriceException
                || cause instanceof UncheckedIOException;
    }
}
