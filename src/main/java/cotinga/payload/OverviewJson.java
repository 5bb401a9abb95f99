package cotinga.payload;

import com.fasterxml.jackson.core.io.SerializedString;
import cotinga.measure.Basis;
import cotinga.measure.MeasureKey;
import cotinga.report.GroupChoice;
import cotinga.report.ReportType;
import cotinga.report.TraderGroup;
import java.io.IOException;
import java.util.List;

/** Writes an overview, {@code {data_version, markets, new_extremes, movers, flips, moves, divergences}}. */
final class OverviewJson {
    private static final SerializedString DATA_VERSION = new SerializedString("data_version");
    private static final SerializedString MARKETS = new SerializedString("markets");
    private static final SerializedString SPARKLINE = new SerializedString("sparkline");
    private static final SerializedString NEW_EXTREMES = new SerializedString("new_extremes");
    private static final SerializedString MOVERS = new SerializedString("movers");
    private static final SerializedString FLIPS = new SerializedString("flips");
    private static final SerializedString MOVES = new SerializedString("moves");
    private static final SerializedString DIVERGENCES = new SerializedString("divergences");
    private static final SerializedString ITEMS = new SerializedString("items");
    private static final SerializedString TOTAL = new SerializedString("total");
    private static final List<String> FIELDS =
            Overview.TERMS.stream().map(term -> term.replace('.', '_')).toList();
    private static final List<MeasureNames> NAMES =
            FIELDS.stream().map(field -> MeasureNames.of(field, FIELDS)).toList();
    private static final int MOST_IN_A_LIST = 100;

    private final JsonWriter json;
    private final Overview overview;

    OverviewJson(JsonWriter json, Overview overview) {
        this.json = json;
        this.overview = overview;
    }

    void write(long dataVersion) throws IOException {
        json.startObject();
        json.count(DATA_VERSION, dataVersion);
        json.startArray(MARKETS);
        for (ScreenerRow row : overview.rows()) {
            writeMarket(row);
        }
        json.endArray();
        for (HighlightKind kind : HighlightKind.values()) {
            List<Highlight> highlights = overview.highlights(kind);
            json.startObject(list(kind));
            json.startArray(ITEMS);
            HighlightJson.write(json, kind, highlights.subList(0, Math.min(MOST_IN_A_LIST, highlights.size())));
            json.endArray();
            json.count(TOTAL, highlights.size());
            json.endObject();
        }
        List<Divergence> divergences = overview.divergences();
        json.startObject(DIVERGENCES);
        json.startArray(ITEMS);
        HighlightJson.write(json, divergences.subList(0, Math.min(MOST_IN_A_LIST, divergences.size())));
        json.endArray();
        json.count(TOTAL, divergences.size());
        json.endObject();
        json.endObject();
    }

    private static SerializedString list(HighlightKind kind) {
        return switch (kind) {
            case EXTREMES -> NEW_EXTREMES;
            case MOVERS -> MOVERS;
            case FLIPS -> FLIPS;
            case MOVES -> MOVES;
        };
    }

    private void writeMarket(ScreenerRow row) throws IOException {
        ReportType type = row.meta().variant().type();
        json.startObject();
        HighlightJson.writeMarket(json, row);
        for (GroupChoice side : Overview.SIDES) {
            for (TraderGroup group : side.of(type)) {
                json.startObject(new SerializedString(side.key()));
                HighlightJson.writeGroup(json, row, group);
                for (int measure = 0; measure < NAMES.size(); measure++) {
                    MeasureKey key = MeasureKey.of(Overview.TERMS.get(measure), type, group, Basis.NET, "");
                    NAMES.get(measure)
                            .write(
                                    json,
                                    key.kind(),
                                    overview.columns().value(row, key.key()).shown());
                }
                json.endObject();
            }
        }
        json.startArray(SPARKLINE);
        for (int net : row.sparkline()) {
            json.count(net);
        }
        json.endArray();
        json.endObject();
    }
}
