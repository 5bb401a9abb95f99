package cotinga.store.runs;

import java.util.Locale;

/** What a run brings up to date. */
public enum RunKind {
    REPORTS,
    PRICES;

    /** The name in the database and in answers: {@code reports} or {@code prices}. */
    public String key() {
        return name().toLowerCase(Locale.ROOT);
    }

    public static RunKind ofKey(String key) {
        return valueOf(key.toUpperCase(Locale.ROOT));
    }
}
