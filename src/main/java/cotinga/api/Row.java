package cotinga.api;

import java.sql.Timestamp;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A row that a step of a route has read.
 *
 * @param columns the values by the names of their columns; {@code NULL} is absent or null
 */
record Row(Map<String, Object> columns) {
    String text(String column) {
        return Objects.requireNonNull(textOrNull(column), column);
    }

    @Nullable
    String textOrNull(String column) {
        return (String) columns.get(column);
    }

    /** A whole number; sums are of another type than columns. */
    long number(String column) {
        return ((Number) Objects.requireNonNull(columns.get(column), column)).longValue();
    }

    Instant instant(String column) {
        return Objects.requireNonNull(instantOrNull(column), column);
    }

    @Nullable
    Instant instantOrNull(String column) {
        Object time = columns.get(column); // of the type that the driver prefers
        return time instanceof Timestamp timestamp
                ? timestamp.toInstant()
                : time == null ? null : ((OffsetDateTime) time).toInstant();
    }
}
