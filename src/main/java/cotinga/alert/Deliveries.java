package cotinga.alert;

import com.fasterxml.jackson.annotation.JsonRawValue;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import cotinga.monitor.Condition;
import cotinga.store.alerts.MarketAlert;
import java.time.Clock;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;

/** Writes messages as endpoints expect them. */
public final class Deliveries {
    private static final ObjectMapper JSON = JsonMapper.builder().build();
    private static final String TYPE = "Content-Type";

    /** Longer texts are hard to read there, and cut at ten times this length. */
    private static final int MOST_OF_SLACK = 4_000;

    /** Longer messages are rejected. */
    private static final int MOST_OF_TELEGRAM = 4_096;

    private final Optional<WebhookKey> key;
    private final Clock clock;

    /**
     * @param key signs the messages to webhooks, which are not signed without one
     * @param clock the real time, which receivers compare with theirs
     */
    public Deliveries(Optional<WebhookKey> key, Clock clock) {
        this.key = key;
        this.clock = clock;
    }

    /** A message to an endpoint. */
    Delivery of(Endpoint endpoint, Alert alert) {
        return switch (endpoint.format()) {
            case WEBHOOK -> webhook(endpoint, alert);
            case SLACK -> chat(endpoint, alert, alert.text(MOST_OF_SLACK, Deliveries::escapedForSlack));
            case TELEGRAM -> chat(endpoint, alert, alert.text(MOST_OF_TELEGRAM, UnaryOperator.identity()));
            case CAMEL ->
                new Delivery(alert.id(), endpoint.name(), endpoint.uri(), Map.of(TYPE, "text/plain"), alert.text());
        };
    }

    private static Delivery chat(Endpoint endpoint, Alert alert, String text) {
        return new Delivery(
                alert.id(), endpoint.name(), endpoint.uri(), Map.of(TYPE, "application/json"), json(new Text(text)));
    }

    /** Slack takes these characters for its own marks. */
    private static String escapedForSlack(String text) {
        return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
    }

    private Delivery webhook(Endpoint endpoint, Alert alert) {
        String body = json(Event.of(alert));
        long timestamp = clock.instant().getEpochSecond();
        Map<String, Object> headers = new HashMap<>(Map.of(
                TYPE, "application/json", "webhook-id", alert.id(), "webhook-timestamp", String.valueOf(timestamp)));
        key.ifPresent(sign -> headers.put("webhook-signature", sign.signature(alert.id(), timestamp, body)));
        return new Delivery(alert.id(), endpoint.name(), endpoint.uri(), headers, body);
    }

    private static String json(Object value) {
        try {
            return JSON.writeValueAsString(value);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }

    /** A message of Slack and Telegram. */
    private record Text(String text) {}

    /** A message of Standard Webhooks. */
    private record Event(String type, String timestamp, Data data) {
        private static Event of(Alert alert) {
            Data data = alert.kind() == Alert.Kind.WATCHLIST
                    ? new Markets(alert.markets().stream().map(Market::of).toList())
                    : new Conditions(alert.conditions().stream().map(Entry::of).toList());
            return new Event(alert.kind().type(), alert.at().toString(), data);
        }
    }

    private sealed interface Data permits Conditions, Markets {}

    private record Conditions(List<Entry> conditions) implements Data {}

    private record Markets(List<Market> alerts) implements Data {}

    private record Entry(String kind, String severity, String subject, String message) {
        private static Entry of(Condition condition) {
            return new Entry(
                    condition.kind().key(),
                    condition.kind().severity().name().toLowerCase(Locale.ROOT),
                    condition.subject(),
                    condition.message());
        }
    }

    /** @param values a JSON object */
    private record Market(
            long id,
            String watchlist,
            String label,
            String code,
            String name,
            String report,
            String date,
            String condition,
            @JsonRawValue String values) {
        private static Market of(MarketAlert alert) {
            MarketAlert.Found found = alert.found();
            return new Market(
                    alert.id(),
                    found.watchlist(),
                    found.label(),
                    found.code(),
                    found.name(),
                    found.variant().path(),
                    found.reportDate().toString(),
                    found.condition(),
                    found.values());
        }
    }
}
