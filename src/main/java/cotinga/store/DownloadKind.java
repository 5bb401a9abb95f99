package cotinga.store;

import java.util.Locale;

/** What a downloaded file covers. */
public enum DownloadKind {
    YEARLY,
    BUNDLE,
    WEEKLY;

    /** The name in the database: {@code yearly}, {@code bundle} or {@code weekly}. */
    public String key() {
        return name().toLowerCase(Locale.ROOT);
    }

    static DownloadKind ofKey(String key) {
        return valueOf(key.toUpperCase(Locale.ROOT));
    }
}
