package cotinga.alert;

import cotinga.base.Counted;
import cotinga.base.Excerpt;
import cotinga.monitor.Condition;
import cotinga.store.alerts.MarketAlert;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;

/**
 * A message to operators.
 *
 * @param id identifies it at every endpoint and in every attempt
 * @param conditions of the service that it is about; none in a message about watchlists
 * @param markets what became true in watchlists; none in a message about the service
 */
public record Alert(String id, Kind kind, Instant at, List<Condition> conditions, List<MarketAlert> markets) {
    private static final int LONGEST_MESSAGE = 500;

    /** The kinds of messages. */
    public enum Kind {
        /** Critical conditions have begun. */
        RAISED("alert.raised", "Alert", "other condition"),
        /** Critical conditions have ended. */
        RECOVERED("alert.recovered", "Recovered", "other condition"),
        /** The minor conditions of the last day. */
        DIGEST("alert.digest", "Digest", "other condition"),
        /** Conditions of watchlists have become true. */
        WATCHLIST("alert.watchlist", "Watchlist", "other alert");

        private final String type;
        private final String title;
        private final String others;

        Kind(String type, String title, String others) {
            this.type = type;
            this.title = title;
            this.others = others;
        }

        /** Its name in the message to a webhook. */
        public String type() {
            return type;
        }

        /**
         * The kind with a name.
         *
         * @throws IllegalArgumentException if no kind has it
         */
        static Kind ofType(String type) {
            return Arrays.stream(values())
                    .filter(kind -> kind.type.equals(type))
                    .findFirst()
                    .orElseThrow(() -> new IllegalArgumentException("found the type " + type));
        }
    }

    /** A message about conditions of the service, at least one. */
    public static Alert of(String id, Kind kind, Instant at, List<Condition> conditions) {
        return new Alert(id, kind, at, List.copyOf(conditions), List.of());
    }

    /** A message about watchlists. */
    public static Alert of(String id, Instant at, List<MarketAlert> markets) {
        return new Alert(id, Kind.WATCHLIST, at, List.of(), List.copyOf(markets));
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
        List<String> lines = Stream.concat(
                        conditions.stream()
                                .map(condition -> line(condition.kind().key(), condition.message(), form)),
                        markets.stream().map(market -> line(market.found().watchlist(), text(market.found()), form)))
                .toList();
        for (int shown = lines.size(); ; shown--) {
            String text =
                    "Cotinga: " + kind.title + String.join("", lines.subList(0, shown)) + rest(lines.size() - shown);
            if (text.length() <= most || shown == 0) {
                return text;
            }
        }
    }

    private static String line(String begin, String message, UnaryOperator<String> form) {
        return "\n- " + begin + ": " + form.apply(Excerpt.cut(message, LONGEST_MESSAGE));
    }

    private static String text(MarketAlert.Found found) {
        String label = found.label().isEmpty() ? "" : found.label() + ": ";
        return label + found.name() + " (" + found.code() + ", "
                + found.variant().path() + ", " + found.reportDate() + "): " + found.condition() + " with "
                + plain(found.values());
    }

    /** A JSON object of numbers and words in one line: {@code index_156_g1=97.3, flip_g1=long}. */
    private static String plain(String values) {
        return values.replaceAll("[{}\"]", "").replace(":", "=").replace(",", ", ");
    }

    private String rest(int others) {
        return others == 0 ? "" : "\n… and " + Counted.of(others, kind.others);
    }
}
