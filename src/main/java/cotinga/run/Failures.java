package cotinga.run;

import cotinga.base.InterruptionException;
import cotinga.cftc.ArchiveException;
import cotinga.price.PriceException;
import cotinga.store.sql.StoreException;
import cotinga.upstream.UpstreamException;
import java.io.UncheckedIOException;
import java.nio.file.FileSystemException;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import org.slf4j.Logger;

/** Failures as messages for people. */
public final class Failures {
    private Failures() {}

    /**
     * The message of the first self-explanatory cause, or else of the innermost cause. For a failed file operation, the message includes
     * the error of the operating system.
     */
    public static String reason(Throwable failure) {
        Throwable cause = failure;
        while (cause.getCause() != null && !isSelfExplanatory(cause)) {
            cause = cause.getCause();
        }
        if (cause instanceof UncheckedIOException && cause.getCause() != null) {
            return cause.getMessage() + ": " + cause.getCause();
        }
        String message = cause.getMessage();
        return message == null ? cause.getClass().getSimpleName() : message;
    }

    /**
     * Logs why a run cannot continue, and returns the reason. The stack trace is logged too, unless the exception is self-explanatory, such
     * as a full disk.
     */
    static String log(Logger log, String run, Throwable failure) {
        String reason = reason(failure);
        boolean isExpected =
                Stream.iterate(failure, Objects::nonNull, Throwable::getCause).anyMatch(Failures::isSelfExplanatory);
        log.error("{} cannot continue: {}", run, reason, isExpected ? null : failure);
        return reason;
    }

    /** Logs at DEBUG where a shutdown interrupted a run, and returns the reason. */
    static String logInterruption(Logger log, String run, Throwable failure) {
        String reason = reason(failure);
        log.debug("{} was interrupted: {}", run, reason, failure);
        return reason;
    }

    /** The kind of an archive's failure: the file cannot be used, a local failure, or the CFTC is unreachable. */
    public static ArchiveOutcome.Kind kind(Throwable failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof ArchiveException
                    || (cause instanceof UpstreamException upstream && upstream.isOfContent())) {
                return ArchiveOutcome.Kind.FAILED;
            }
            if (cause instanceof StoreException
                    || cause instanceof UncheckedIOException
                    || cause instanceof FileSystemException) {
                return ArchiveOutcome.Kind.LOCAL_FAILURE;
            }
        }
        return ArchiveOutcome.Kind.UNREACHABLE;
    }

    /** Whether the server of the database cannot be reached or has ended the session, so that the same work can succeed later. */
    public static boolean isOutage(Throwable failure) {
        return StoreException.isOutage(failure)
                && Stream.iterate(failure, Objects::nonNull, Throwable::getCause)
                        .noneMatch(cause -> cause instanceof StoreException store && store.isForLackOfConnections());
    }

    /** The error of the virtual machine that caused a failure, such as {@code OutOfMemoryError}. */
    public static Optional<Error> error(Throwable failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof Error error) {
                return Optional.of(error);
            }
        }
        return Optional.empty();
    }

    /** The reason to abort a run, if the failure was an error of the virtual machine. */
    public static Optional<String> abortReason(Throwable failure) {
        return error(failure).map(error -> error + "; see the log. Restart Cotinga; if memory was short, raise -Xmx.");
    }

    /** Whether the work was abandoned because its run ended early, and nothing failed. */
    public static boolean isAbandoned(Throwable failure) {
        return Stream.iterate(failure, Objects::nonNull, Throwable::getCause)
                .anyMatch(cause -> cause instanceof AbandonedException || cause instanceof InterruptionException);
    }

    private static boolean isSelfExplanatory(Throwable cause) {
        return cause instanceof ArchiveException
                || cause instanceof AbandonedException
                || cause instanceof UpstreamException
                || cause instanceof StoreException
                || cause instanceof PriceException
                || cause instanceof InterruptionException
                || cause instanceof UncheckedIOException;
    }
}
