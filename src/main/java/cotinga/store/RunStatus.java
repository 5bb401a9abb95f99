package cotinga.store;

import java.util.Locale;

/** How a run stands. */
public enum RunStatus {
    RUNNING,
    /** All that was asked for is there. */
    SUCCESS,
    /** Finished, but something is missing or failed. */
    PARTIAL,
    /** Nothing came of it. */
    ERROR;

    /** The name in the database and in answers: {@code running}, {@code success}, {@code partial} or {@code error}. */
    public String key() {
        return name().toLowerCase(Locale.ROOT);
    }

    static RunStatus ofKey(String key) {
        return valueOf(key.toUpperCase(Locale.ROOT));
    }
}
