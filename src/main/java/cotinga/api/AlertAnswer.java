package cotinga.api;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import cotinga.store.alerts.MarketAlert;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * An alert: a condition of a watchlist has become true for a market.
 *
 * @param values what the condition compares: numbers, words, dates and flags by the keys of their columns
 * @param text the values in one line
 */
public record AlertAnswer(
        long id,
        Instant createdAt,
        long dataVersion,
        String watchlist,
        String label,
        String code,
        String name,
        String reportType,
        String subtype,
        LocalDate date,
        String condition,
        Map<String, @Nullable Object> values,
        String text) {
    private static final TypeReference<Map<String, @Nullable Object>> VALUES = new TypeReference<>() {};

    static AlertAnswer of(MarketAlert alert) {
        MarketAlert.Found found = alert.found();
        Map<String, @Nullable Object> values = values(found.values());
        return new AlertAnswer(
                alert.id(),
                alert.createdAt(),
                alert.dataVersion(),
                found.watchlist(),
                found.label(),
                found.code(),
                found.name(),
                found.variant().type().key(),
                found.variant().subtype().key(),
                found.reportDate(),
                found.condition(),
                values,
                values.entrySet().stream()
                        .map(value -> value.getKey() + "=" + (value.getValue() == null ? "" : value.getValue()))
                        .collect(Collectors.joining(", ")));
    }

    private static Map<String, @Nullable Object> values(String json) {
        try {
            return ResponseJson.mapper().readValue(json, VALUES);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("The stored values of an alert are not JSON", e);
        }
    }
}
