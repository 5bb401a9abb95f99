package cotinga.payload;

import com.fasterxml.jackson.core.io.SerializedString;
import cotinga.market.Contracts.Contract;
import cotinga.snapshot.MarketMeta;
import java.io.IOException;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Writes the measures of one market, {@code {market, unit?, contract?, columns, exact_from?, weeks}}. Each instance writes one document. */
final class MarketMeasures {
    private static final SerializedString COLUMNS = new SerializedString("columns");
    private static final SerializedString UNIT = new SerializedString("unit");
    private static final SerializedString CONTRACT = new SerializedString("contract");
    private static final SerializedString SIZE = new SerializedString("size");
    private static final SerializedString CURRENCY = new SerializedString("currency");
    private static final SerializedString SOURCE = new SerializedString("source");
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
        writeHead(json, meta, measured.notional());
        writeColumns(json, measured.keys());
        if (measured.exactFrom() != null) {
            json.text(EXACT_FROM, measured.exactFrom().toString());
        }
        json.startArray(Keys.WEEKS);
        for (MeasuredWeeks.Week week : measured.weeks()) {
            json.startObject();
            json.date(Keys.DATE, week.reportDate());
            if (measured.hasCodes()) {
                json.text(Keys.CODE, week.code());
            }
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

    /** The market and the unit of its values. */
    static void writeHead(JsonWriter json, MarketMeta meta, @Nullable Notional notional) throws IOException {
        json.startObject(Keys.MARKET);
        MetaJson.writeMeta(json, meta);
        json.endObject();
        if (notional == null) {
            return;
        }
        json.text(UNIT, "notional");
        Contract contract = notional.contract();
        if (contract == null) {
            json.nothing(CONTRACT);
            return;
        }
        json.startObject(CONTRACT);
        json.number(SIZE, contract.size());
        json.text(UNIT, contract.unit());
        json.text(CURRENCY, contract.currency());
        json.text(SOURCE, contract.source());
        json.endObject();
    }

    static void writeColumns(JsonWriter json, List<String> keys) throws IOException {
        json.startArray(COLUMNS);
        for (String key : keys) {
            json.text(key);
        }
        json.endArray();
    }
}
