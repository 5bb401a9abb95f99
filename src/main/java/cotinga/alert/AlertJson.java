package cotinga.alert;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import cotinga.monitor.Condition;
import cotinga.report.ReportVariant;
import cotinga.store.alerts.AlertStateStore.Message;
import cotinga.store.alerts.MarketAlert;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;

/** Messages to operators as they are stored. */
final class AlertJson {
    private static final ObjectMapper JSON = JsonMapper.builder().build();

    private AlertJson() {}

    /** A message as it is stored. */
    static Message stored(Alert alert) {
        Content content = new Content(
                alert.conditions(), alert.markets().stream().map(Market::of).toList());
        try {
            return new Message(alert.kind().type(), alert.at(), JSON.writeValueAsString(content));
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }

    /**
     * A stored message.
     *
     * @throws IllegalArgumentException if this build does not understand it
     */
    static Alert read(String id, Message message) {
        try {
            Content content = JSON.readValue(message.content(), Content.class);
            return new Alert(
                    id,
                    Alert.Kind.ofType(message.type()),
                    message.createdAt(),
                    content.conditions(),
                    content.markets().stream().map(Market::alert).toList());
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException("found a message that this build does not know", e);
        }
    }

    private record Content(List<Condition> conditions, List<Market> markets) {
        private Content {
            conditions = List.copyOf(conditions);
            markets = List.copyOf(markets);
        }
    }

    private record Market(
            long id,
            String createdAt,
            long dataVersion,
            String watchlist,
            String entry,
            String label,
            String variant,
            String code,
            String name,
            String date,
            String condition,
            String values) {
        private static Market of(MarketAlert alert) {
            MarketAlert.Found found = alert.found();
            return new Market(
                    alert.id(),
                    alert.createdAt().toString(),
                    alert.dataVersion(),
                    found.watchlist(),
                    found.entry(),
                    found.label(),
                    found.variant().path(),
                    found.code(),
                    found.name(),
                    found.reportDate().toString(),
                    found.condition(),
                    found.values());
        }

        private MarketAlert alert() {
            return new MarketAlert(
                    id,
                    Instant.parse(createdAt),
                    dataVersion,
                    new MarketAlert.Found(
                            watchlist,
                            entry,
                            label,
                            ReportVariant.ofPath(variant)
                                    .orElseThrow(() -> new IllegalArgumentException("found the variant " + variant)),
                            code,
                            name,
                            LocalDate.parse(date),
                            condition,
                            values));
        }
    }
}
