package cotinga.store;

import java.sql.SQLException;
import java.util.Set;
import org.h2.api.ErrorCode;
import org.h2.mvstore.DataUtils;
import org.h2.mvstore.MVStoreException;
import org.jspecify.annotations.Nullable;

/** What H2 says when the content of its file is not what it has written. */
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

    /** The damage that a failure is due to; null when it is due to something else. */
    static @Nullable String in(Throwable failure) {
        String found = null;
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if ((cause instanceof SQLException refusal && refusal.getErrorCode() == ErrorCode.FILE_CORRUPTED_1)
                    || (cause instanceof MVStoreException broken && DAMAGED.contains(broken.getErrorCode()))) {
                found = cause.getMessage();
            }
        }
        return found;
    }
}
