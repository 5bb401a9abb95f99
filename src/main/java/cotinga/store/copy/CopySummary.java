package cotinga.store.copy;

import cotinga.base.Counted;
import cotinga.base.TimeSpan;
import java.time.Duration;
import java.util.Locale;
import java.util.Map;

/**
 * What a complete copy has copied.
 *
 * @param rowsByTable in the order in which they were copied
 * @param resumed how many rows an earlier, interrupted command had copied
 */
public record CopySummary(
        String source,
        String target,
        long dataVersion,
        Map<String, Long> rowsByTable,
        long resumed,
        Duration duration) {

    /** Several lines for an operator. */
    public String text() {
        StringBuilder text = new StringBuilder();
        long rows = rowsByTable.values().stream().mapToLong(Long::longValue).sum();
        text.append("Copied ")
                .append(Counted.of(rows, "row"))
                .append(" of ")
                .append(Counted.of(rowsByTable.size(), "table"))
                .append(" with data version ")
                .append(dataVersion)
                .append(" from ")
                .append(source)
                .append(" to ")
                .append(target)
                .append(" in ")
                .append(TimeSpan.text(duration));
        if (resumed > 0) {
            text.append(" (").append(Counted.of(resumed, "row")).append(" before the interruption)");
        }
        text.append(". The count and the SHA-256 of each table are the same in both:");
        rowsByTable.forEach((table, count) -> text.append(String.format(Locale.ROOT, "%n  %-20s %,12d", table, count)));
        return text.toString();
    }
}
