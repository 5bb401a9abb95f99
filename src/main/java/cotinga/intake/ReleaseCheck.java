package cotinga.intake;

import java.time.Instant;
import java.util.Locale;

/**
 * A release check: one conditional request for a weekly file.
 *
 * @param file the name of the weekly file
 * @param message the result for people
 */
public record ReleaseCheck(Instant at, String file, Outcome outcome, String message) {

    /** The result of a release check. */
    public enum Outcome {
        UNCHANGED,
        /** The file has changed. */
        CHANGED,
        FAILED;

        /** The name in responses: {@code unchanged}, {@code changed} or {@code failed}. */
        public String key() {
            return name().toLowerCase(Locale.ROOT);
        }
    }
}
