package cotinga.store.runs;

import java.util.Locale;

/** The status of a step of a run. */
public enum StepStatus {
    PLANNED,
    STARTED,
    DONE,
    FAILED,
    SKIPPED;

    /** The name in the database and in answers: {@code planned}, {@code started}, {@code done}, {@code failed} or {@code skipped}. */
    public String key() {
        return name().toLowerCase(Locale.ROOT);
    }

    static StepStatus ofKey(String key) {
        return valueOf(key.toUpperCase(Locale.ROOT));
    }
}
