package cotinga.store;

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

    static DownloadKind ofKey(String key) {
        return valueOf(key.toUpperCase(Locale.ROOT));
    }
}
