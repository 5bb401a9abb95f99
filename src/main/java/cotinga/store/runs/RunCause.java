package cotinga.store.runs;

import java.util.Locale;

/** Why a run began: its schedule, the start of the application, a request, the command {@code --once}, or a file in the inbox. */
public enum RunCause {
    TIMER,
    START,
    MANUAL,
    ONCE,
    INBOX;

    /** The name in the database and in answers: {@code timer}, {@code start}, {@code manual}, {@code once} or {@code inbox}. */
    public String key() {
        return name().toLowerCase(Locale.ROOT);
    }

    static RunCause ofKey(String key) {
        return valueOf(key.toUpperCase(Locale.ROOT));
    }
}
