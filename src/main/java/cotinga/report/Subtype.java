package cotinga.report;

import java.util.Locale;

/** Whether a report counts futures alone or futures and options together. */
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
