package cotinga.payload;

import com.fasterxml.jackson.core.io.SerializedString;
import cotinga.measure.Kind;
import cotinga.snapshot.MarketMeta;
import java.io.IOException;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Writes the measures of one market, {@code {market, columns, exact_from?, weeks}}. Each instance writes one document. */
final class MarketMeasures {
    private static final SerializedString COLUMNS = new SerializedString("columns");
    private static final SerializedString EXACT_FROM = new SerializedString("exact_from");
    private static final String REASON = "_reason";
    private static final String WEEKS = "_weeks";

    private final JsonWriter json;
    private final MeasuredWeeks measured;
    private final List<Names> names;

    /**
     * The names of a column and of what stands beside a value that does not exist.
     *
     * @param weeks null if another column has this name
     */
    private record Names(SerializedString key, SerializedString reason, @Nullable SerializedString weeks) {
        static Names of(String key, Set<String> columns) {
            return new Names(
                    new SerializedString(key),
                    new SerializedString(key + REASON),
                    columns.contains(key + WEEKS) ? null : new SerializedString(key + WEEKS));
        }
    }

    MarketMeasures(JsonWriter json, MeasuredWeeks measured) {
        this.json = json;
        this.measured = measured;
        Set<String> columns = new HashSet<>(measured.keys());
        this.names = measured.keys().stream().map(key -> Names.of(key, columns)).toList();
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
                write(
                        names.get(column),
                        measured.columns().get(column).kind(),
                        week.values().get(column));
            }
            json.endObject();
        }
        json.endArray();
        json.endObject();
    }

    private void write(Names name, Kind kind, MeasuredWeeks.Value value) throws IOException {
        if (value.text().isEmpty()) {
            json.nothing(name.key());
            writeReason(name, value);
            return;
        }
        switch (kind) {
            case WHOLE, ONE_DECIMAL, TWO_DECIMALS -> json.decimal(name.key(), value.text());
            case FLAG -> json.flag(name.key(), Boolean.parseBoolean(value.text()));
            case WORD, DATE -> json.text(name.key(), value.text());
        }
    }

    private void writeReason(Names name, MeasuredWeeks.Value value) throws IOException {
        if (value.reason() == null) {
            return;
        }
        json.text(name.reason(), value.reason().key());
        if (name.weeks() != null && value.found().isPresent()) {
            json.count(name.weeks(), value.found().getAsInt());
        }
    }
}
