package cotinga.store.weeks;

import java.util.Locale;

/** What a downloaded file covers. */
public enum DownloadKind {
    YEARLY,
    BUNDLE,
    WEEKLY,
    FALLBACK;

    /** The name in the database: {@code yearly}, {@code bundle}, {@code weekly} or {@code fallback}. */
    public String key() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** Whether a week of the file's years that the file lacks does not exist. A weekly file and the fall-back hold the newest only. */
    boolean holdsAllOfItsYears() {
        return switch (this) {
            case YEARLY, BUNDLE -> true;
            case WEEKLY, FALLBACK -> false;
        };
    }

    static DownloadKind ofKey(String key) {
        return valueOf(key.toUpperCase(Locale.ROOT));
    }
}
