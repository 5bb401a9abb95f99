package cotinga.run;

import cotinga.cftc.ArchiveException;
import cotinga.report.PriceException;
import cotinga.report.ShutdownException;
import cotinga.store.StoreException;
import cotinga.upstream.UpstreamException;
import java.io.UncheckedIOException;
import java.nio.file.FileSystemException;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import org.slf4j.Logger;

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

    /**
     * Logs why a run cannot go on, and returns the reason. The stack trace is logged too, unless the exception says what happened
     * outside of the program: nobody needs to read code because a disk is full.
     */
    static String log(Logger log, String run, Throwable failure) {
        String reason = reason(failure);
        boolean isExpected =
                Stream.iterate(failure, Objects::nonNull, Throwable::getCause).anyMatch(Failures::isTelling);
        log.error("{} cannot go on: {}", run, reason, isExpected ? null : failure);
        return reason;
    }

    /** Logs, for developers, where a stop of the application has cut a run off, and returns that. */
    static String logInterruption(Logger log, String run, Throwable failure) {
        String reason = reason(failure);
        log.debug("{} was cut off: {}", run, reason, failure);
        return reason;
    }

    /** What an archive's failure says: of what came, of this machine, or of the way between. */
    static ArchiveOutcome.Kind kind(Throwable failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof ArchiveException
                    || (cause instanceof UpstreamException ended && ended.isOfContent())) {
                return ArchiveOutcome.Kind.FAILED;
            }
            if (cause instanceof StoreException
                    || cause instanceof UncheckedIOException
                    || cause instanceof FileSystemException) {
                return ArchiveOutcome.Kind.OUT_OF_ORDER;
            }
        }
        return ArchiveOutcome.Kind.OUT_OF_REACH;
    }

    /** The error of the virtual machine behind a failure: out of memory, a stack that is too deep, a class that is missing. */
    static Optional<Error> error(Throwable failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof Error error) {
                return Optional.of(error);
            }
        }
        return Optional.empty();
    }

    /** What broke a run off, if it was an error. */
    static Optional<String> brokenBy(Throwable failure) {
        return error(failure)
                .map(error -> error + "; see the log. Restart Cotinga, with more memory if that was short.");
    }

    /** Whether nothing failed, but the work was not to be completed. */
    static boolean isAbandoned(Throwable failure) {
        return Stream.iterate(failure, Objects::nonNull, Throwable::getCause)
                .anyMatch(cause -> cause instanceof AbandonedException || cause instanceof ShutdownException);
    }

    private static boolean isTelling(Throwable cause) {
        return cause instanceof ArchiveException
                || cause instanceof AbandonedException
                || cause instanceof UpstreamException
                || cause instanceof StoreException
                || cause instanceof PriceException
                || cause instanceof ShutdownException
                || cause instanceof UncheckedIOException;
    }
}
