package cotinga.alert;

import cotinga.base.Counted;
import cotinga.base.Excerpt;
import cotinga.monitor.Condition;
import java.time.Instant;
import java.util.List;
import java.util.function.UnaryOperator;

/**
 * A message to operators.
 *
 * @param id identifies it at every endpoint and in every attempt
 * @param conditions what it is about, at least one
 */
public record Alert(String id, Kind kind, Instant at, List<Condition> conditions) {
    private static final int LONGEST_MESSAGE = 500;

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

    /** The message as plain text. */
    public String text() {
        return text(Integer.MAX_VALUE, UnaryOperator.identity());
    }

    /**
     * The message as plain text: a title, then a line for each condition.
     *
     * @param most the largest number of characters; if there are more, the last conditions are left out and counted
     * @param form escapes what has a meaning at the endpoint
     */
    String text(int most, UnaryOperator<String> form) {
        List<String> lines = conditions.stream()
                .map(condition -> "\n- " + condition.kind().key() + ": "
                        + form.apply(Excerpt.cut(condition.message(), LONGEST_MESSAGE)))
                .toList();
        for (int shown = lines.size(); ; shown--) {
            String text = "Cotinga: " + kind.title + String.join("", lines.subList(0, shown)) + rest(shown);
            if (text.length() <= most || shown == 0) {
                return text;
            }
        }
    }

    private String rest(int shown) {
        int others = conditions.size() - shown;
        return others == 0 ? "" : "\n… and " + Counted.of(others, "other condition");
    }
}
