package cotinga.store;

import java.util.Locale;

/** Why a run began: its schedule, the start of the application, a request, or the form for cron. */
public enum RunCause {
    TIMER,
    START,
    MANUAL,
    ONCE;

    /** The name in the database and in answers: {@code timer}, {@code start}, {@code manual} or {@code once}. */
    public String key() {
        return name().toLowerCase(Locale.ROOT);
    }

    static RunCause ofKey(String key) {
        return valueOf(key.toUpperCase(Locale.ROOT));
    }
}
