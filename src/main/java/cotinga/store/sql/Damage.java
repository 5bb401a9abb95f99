package cotinga.store.sql;

import java.nio.channels.ClosedChannelException;
import java.sql.SQLException;
import java.util.Set;
import org.h2.api.ErrorCode;
import org.h2.mvstore.DataUtils;
import org.h2.mvstore.MVStoreException;
import org.jspecify.annotations.Nullable;

/**
 * Recognizes the errors of H2 that mean a damaged file. H2 reports the same errors when the virtual machine has an error or an interrupt
 * closes the file; those are not damage.
 */
final class Damage {
    private static final Set<Integer> DAMAGED = Set.of(
            DataUtils.ERROR_READING_FAILED,
            DataUtils.ERROR_INTERNAL,
            DataUtils.ERROR_FILE_CORRUPT,
            DataUtils.ERROR_SERIALIZATION,
            DataUtils.ERROR_CHUNK_NOT_FOUND,
            DataUtils.ERROR_BLOCK_NOT_FOUND,
            DataUtils.ERROR_UNKNOWN_DATA_TYPE);

    private Damage() {}

    /** The damage that caused a failure; null when the cause is another one. */
    static @Nullable String in(Throwable failure) {
        String found = null;
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (isOfProcess(cause)) {
                return null;
            }
            if ((cause instanceof SQLException sql && sql.getErrorCode() == ErrorCode.FILE_CORRUPTED_1)
                    || (cause instanceof MVStoreException broken && DAMAGED.contains(broken.getErrorCode()))) {
                found = cause.getMessage();
            }
        }
        return found;
    }

    /** What to do about a failure, as a suffix of its message; empty when that is unknown. */
    static String remedy(Throwable failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof Error) {
                return "; " + cause + ": restart Cotinga, with more memory if that was short";
            }
            if (isOfProcess(cause)) {
                return "; an interrupt has closed the file of the database, which is not damaged: restart Cotinga";
            }
        }
        return in(failure) == null ? "" : "; the database is damaged: restore a backup (docs/operations.md)";
    }

    /** Whether a cause lies in this process and not in the file. */
    private static boolean isOfProcess(Throwable cause) {
        return cause instanceof Error || cause instanceof ClosedChannelException;
    }
}
