package cotinga.store;

import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** The database did not do what it was asked for. */
public final class StoreException extends RuntimeException {
    private final String doing;

    /** What was asked for, as it completes "cannot …", and what the database said. */
    StoreException(String doing, Throwable cause) {
        super("cannot " + doing + ": " + cause.getMessage() + ofDisk(cause) + Damage.remedy(cause), cause);
        this.doing = doing;
    }

    /** What was asked for, as it completes "cannot …", and why it is refused: found, expected, remedy. */
    StoreException(String doing, String why, @Nullable Throwable cause) {
        super("cannot " + doing + ": " + why, cause);
        this.doing = doing;
    }

    /** What the disk said, which the database does not tell. */
    private static String ofDisk(Throwable failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof IOException) {
                return "; " + (cause.getMessage() == null ? cause : cause.getMessage());
            }
        }
        return "";
    }

    /** What was asked for, such as "store the weeks of deacot2021.zip". */
    public String doing() {
        return doing;
    }
}
