package cotinga.monitor;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/**
 * Something that an operator should know about, as long as it lasts.
 *
 * @param subject the variant, run kind, host or directory that it is about; empty if it is about the whole service
 * @param message what was found, and what to do
 */
public record Condition(Kind kind, String subject, String message) {
    /** How soon an operator should know. */
    public enum Severity {
        /** At once. */
        CRITICAL,
        /** Once a day. */
        MINOR
    }

    /** The kinds of conditions. */
    public enum Kind {
        DATABASE_UNAVAILABLE(Severity.CRITICAL),
        RUN_FAILED(Severity.CRITICAL),
        RUN_OVERDUE(Severity.MINOR),
        DATA_LATE(Severity.MINOR),
        DATA_STALE(Severity.CRITICAL),
        PRICES_STALE(Severity.MINOR),
        VARIANT_WITHHELD(Severity.CRITICAL),
        MUCH_QUARANTINED(Severity.MINOR),
        BREAKER_OPEN(Severity.MINOR),
        STORAGE_UNAVAILABLE(Severity.CRITICAL),
        DISK_LOW(Severity.CRITICAL),
        BACKGROUND_REDUCED(Severity.MINOR),
        BACKUP_FAILED(Severity.CRITICAL),
        BACKUP_OLD(Severity.CRITICAL);

        private final Severity severity;

        Kind(Severity severity) {
            this.severity = severity;
        }

        public Severity severity() {
            return severity;
        }

        /** Its name in settings, health checks and alerts, such as {@code data-late}. */
        public String key() {
            return name().toLowerCase(Locale.ROOT).replace('_', '-');
        }

        /** The kind with a name; empty if there is none. */
        public static Optional<Kind> ofKey(String key) {
            return Arrays.stream(values())
                    .filter(kind -> kind.key().equals(key))
                    .findFirst();
        }
    }

    /** Identifies it while it lasts: the kind and the subject. */
    public String id() {
        return subject.isEmpty() ? kind.key() : kind.key() + ":" + subject;
    }
}
