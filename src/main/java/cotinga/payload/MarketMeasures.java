package cotinga.payload;

import com.fasterxml.jackson.core.io.SerializedString;
import cotinga.snapshot.MarketMeta;
import java.io.IOException;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Writes the measures of one market, {@code {market, columns, exact_from?, weeks}}. Each instance writes one document. */
final class MarketMeasures {
    private static final SerializedString COLUMNS = new SerializedString("columns");
    private static final SerializedString EXACT_FROM = new SerializedString("exact_from");

    private final JsonWriter json;
    private final MeasuredWeeks measured;
    private final List<MeasureNames> names;

    MarketMeasures(JsonWriter json, MeasuredWeeks measured) {
        this.json = json;
        this.measured = measured;
        Set<String> columns = new HashSet<>(measured.keys());
        this.names = measured.keys().stream()
                .map(key -> MeasureNames.of(key, columns))
                .toList();
    }

    void write(MarketMeta meta) throws IOException {
        json.startObject();
        json.startObject(Keys.MARKET);
        MetaJson.writeMeta(json, meta);
        json.endObject();
        json.startArray(COLUMNS);
        for (String key : measured.keys()) {
            json.text(key);
        }
        json.endArray();
        if (measured.exactFrom() != null) {
            json.text(EXACT_FROM, measured.exactFrom().toString());
        }
        json.startArray(Keys.WEEKS);
        for (MeasuredWeeks.Week week : measured.weeks()) {
            json.startObject();
            json.date(Keys.DATE, week.reportDate());
            for (int column = 0; column < names.size(); column++) {
                names.get(column)
                        .write(
                                json,
                                measured.columns().get(column).kind(),
                                week.values().get(column));
            }
            json.endObject();
        }
        json.endArray();
        json.endObject();
    }
}
