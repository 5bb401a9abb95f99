package cotinga.alert;

import cotinga.monitor.Condition;
import java.time.Instant;
import java.util.List;
import java.util.stream.Collectors;

/**
 * A message to operators.
 *
 * @param id identifies it at every endpoint and in every attempt
 * @param conditions what it is about, at least one
 */
public record Alert(String id, Kind kind, Instant at, List<Condition> conditions) {
    /** The kinds of messages. */
    public enum Kind {
        /** Critical conditions have begun. */
        RAISED("alert.raised", "Alert"),
        /** Critical conditions have ended. */
        RECOVERED("alert.recovered", "Recovered"),
        /** The minor conditions of the last day. */
        DIGEST("alert.digest", "Digest");

        private final String type;
        private final String title;

        Kind(String type, String title) {
            this.type = type;
            this.title = title;
        }

        /** Its name in the message to a webhook. */
        public String type() {
            return type;
        }
    }

    /** The message as plain text: a title, then a line for each condition. */
    public String text() {
        return conditions.stream()
                .map(condition -> "- " + condition.kind().key() + ": " + condition.message())
                .collect(Collectors.joining("\n", "Cotinga: " + kind.title + "\n", ""));
    }
}
