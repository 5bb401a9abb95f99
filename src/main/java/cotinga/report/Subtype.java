package cotinga.report;

import java.util.Locale;

/** Whether a report counts futures only, or futures and options combined. */
public enum Subtype {
    FO("Futures Only"),
    CO("Futures + Options Combined");

    private final String displayName;

    Subtype(String displayName) {
        this.displayName = displayName;
    }

    /** The name in paths and payloads: {@code fo} or {@code co}. */
    public String key() {
        return name().toLowerCase(Locale.ROOT);
    }

    public String displayName() {
        return displayName;
    }
}
