package cotinga.store.sql;

import java.io.IOException;
import java.sql.BatchUpdateException;
import java.sql.SQLException;
import java.sql.SQLTransientConnectionException;
import java.util.Objects;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The database failed. */
public final class StoreException extends RuntimeException {
    /** The begins of values of {@code SQLSTATE}. */
    private static final String CONNECTION_FAILURES = "08";

    private static final String SHUTDOWNS_OF_POSTGRESQL = "57P0";

    private static final String READ_ONLY_TRANSACTION = "25006";

    private final String doing;
    private final String why;

    /** The operation, as it completes "cannot …", and the message of the database. */
    public StoreException(String doing, Throwable cause) {
        this(doing, message(cause) + ofDisk(cause) + Damage.remedy(cause), cause);
    }

    /** The operation, as it completes "cannot …", and why it failed: found, expected, remedy. */
    public StoreException(String doing, String why, @Nullable Throwable cause) {
        super("cannot " + doing + ": " + why, cause);
        this.doing = doing;
        this.why = why;
    }

    /** Of a batch, PostgreSQL's message repeats the whole statement with its values before the one that says what failed. */
    private static @Nullable String message(Throwable cause) {
        SQLException failed = cause instanceof BatchUpdateException batch ? batch.getNextException() : null;
        return failed == null ? cause.getMessage() : failed.getMessage();
    }

    /** The message of an I/O error, which the message of the database lacks. */
    private static String ofDisk(Throwable failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof IOException) {
                return "; " + (cause.getMessage() == null ? cause : cause.getMessage());
            }
        }
        return "";
    }

    /** Whether all connections of the pool were in use for too long. The database itself may work. */
    public boolean isForLackOfConnections() {
        for (Throwable cause = getCause(); cause != null; cause = cause.getCause()) {
            if (cause instanceof SQLTransientConnectionException) {
                return cause.getCause() == null; // otherwise the cause is why no connection could be opened
            }
        }
        return false;
    }

    /**
     * Whether a failure means that the database cannot be reached, or that its server has ended the session, as it does when it stops. The
     * same work can succeed later.
     */
    public static boolean isOutage(@Nullable Throwable failure) {
        return hasCause(
                failure,
                cause -> cause instanceof SQLTransientConnectionException
                        || (cause instanceof SQLException ofDatabase && isOfConnection(ofDatabase.getSQLState())));
    }

    /** Whether no connection was given out because the outage was known. It was logged when it began. */
    public static boolean isOfKnownOutage(@Nullable Throwable failure) {
        return hasCause(failure, Pool.KnownOutage.class::isInstance);
    }

    /** Whether a failure means that the database only reads, as a standby server does. */
    public static boolean isOfReadOnlyDatabase(@Nullable Throwable failure) {
        return hasCause(
                failure,
                cause -> cause instanceof SQLException ofDatabase
                        && READ_ONLY_TRANSACTION.equals(ofDatabase.getSQLState()));
    }

    private static boolean hasCause(@Nullable Throwable failure, Predicate<Throwable> matching) {
        return Stream.iterate(failure, Objects::nonNull, Throwable::getCause).anyMatch(matching);
    }

    private static boolean isOfConnection(@Nullable String state) {
        return state != null && (state.startsWith(CONNECTION_FAILURES) || state.startsWith(SHUTDOWNS_OF_POSTGRESQL));
    }

    /** The operation, such as "store the weeks of deacot2021.zip". */
    public String doing() {
        return doing;
    }

    /** Why it failed. */
    public String why() {
        return why;
    }
}
