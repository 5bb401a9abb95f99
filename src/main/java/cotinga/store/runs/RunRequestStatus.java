package cotinga.store.runs;

import java.util.Locale;

/** The status of a request for a run. */
public enum RunRequestStatus {
    /** Nobody has taken it. */
    OPEN,
    /** The instance that leads has taken it, and has not answered yet. */
    TAKEN,
    /** The run has begun. */
    BEGUN,
    /** The run cannot begin now, as a run of its kind is active, for example. */
    REFUSED,
    /** The run could not begin, because of an internal failure. */
    FAILED;

    /** The name in the database. */
    public String key() {
        return name().toLowerCase(Locale.ROOT);
    }

    static RunRequestStatus ofKey(String key) {
        return valueOf(key.toUpperCase(Locale.ROOT));
    }
}
