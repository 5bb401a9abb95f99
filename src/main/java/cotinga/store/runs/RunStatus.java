package cotinga.store.runs;

import java.util.Locale;

/** The status of a run. */
public enum RunStatus {
    RUNNING,
    /** Everything that was requested was stored. */
    SUCCESS,
    /** Finished, but something is missing or failed. */
    PARTIAL,
    /** Failed. */
    ERROR;

    /** The name in the database and in answers: {@code running}, {@code success}, {@code partial} or {@code error}. */
    public String key() {
        return name().toLowerCase(Locale.ROOT);
    }

    static RunStatus ofKey(String key) {
        return valueOf(key.toUpperCase(Locale.ROOT));
    }
}
