package cotinga.payload;

import com.fasterxml.jackson.core.io.SerializedString;
import cotinga.analytics.Rounding;
import cotinga.measure.MeasureKey;
import cotinga.measure.PriceDivergence;
import cotinga.report.ReportType;
import cotinga.report.TraderGroup;
import cotinga.snapshot.MarketMeta;
import java.io.IOException;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The rows of lists of highlights. */
final class HighlightJson {
    private static final SerializedString GROUP = new SerializedString("group");
    private static final SerializedString GROUP_NAME = new SerializedString("group_name");
    private static final SerializedString BASIS = new SerializedString("basis");
    private static final SerializedString NET = new SerializedString("net");
    private static final SerializedString NET_CHANGE = new SerializedString("net_change");
    private static final SerializedString SPECULATIVE_GROUP = new SerializedString("speculative_group");
    private static final SerializedString COMMERCIAL_GROUP = new SerializedString("commercial_group");
    private static final SerializedString INDEX = new SerializedString("speculative_index_156");
    private static final SerializedString EARLIER_INDEX = new SerializedString("earlier_speculative_index_156");
    private static final SerializedString EARLIER = new SerializedString("earlier");
    private static final SerializedString EARLIER_CLOSE = new SerializedString("earlier_close");
    private static final List<String> MARKET_FIELDS = Stream.of(
                    Keys.CODE,
                    Keys.NAME,
                    Keys.EXCHANGE_CODE,
                    Keys.CATEGORY,
                    Keys.CATEGORY_DISPLAY,
                    Keys.REPORT_TYPE,
                    Keys.SUBTYPE,
                    Keys.DATE,
                    Keys.WEEKS_BEHIND)
            .map(SerializedString::getValue)
            .toList();
    private static final List<String> DIVERGENCE_FIELDS =
            List.of("divergence", "speculative_percentile_156", "commercial_percentile_156", "price_divergence");
    private static final List<MeasureNames> DIVERGENCE_NAMES = names(DIVERGENCE_FIELDS);
    private static final List<SerializedString> PRICE_FIELDS =
            List.of(Keys.CLOSE, INDEX, EARLIER, EARLIER_CLOSE, EARLIER_INDEX);
    private static final int TENTHS = 10;

    private HighlightJson() {}

    private static List<MeasureNames> names(List<String> fields) {
        return fields.stream().map(field -> MeasureNames.of(field, fields)).toList();
    }

    /** The names of the fields of a list. */
    static List<String> fields(HighlightKind kind) {
        return Stream.of(MARKET_FIELDS, List.of("group", "group_name", "basis", "net", "net_change"), kind.fields())
                .flatMap(List::stream)
                .toList();
    }

    /** The names of the fields of divergences. */
    static List<String> divergenceFields() {
        return Stream.of(
                        MARKET_FIELDS,
                        List.of("speculative_group", "commercial_group", "basis"),
                        DIVERGENCE_FIELDS,
                        PRICE_FIELDS.stream().map(SerializedString::getValue).toList())
                .flatMap(List::stream)
                .toList();
    }

    /** An array of highlights of one kind. */
    static void write(JsonWriter json, HighlightKind kind, List<Highlight> highlights) throws IOException {
        List<MeasureNames> names = names(kind.fields());
        for (Highlight highlight : highlights) {
            ScreenerRow row = highlight.row();
            ReportType type = row.meta().variant().type();
            json.startObject();
            writeMarket(json, row);
            writeGroup(json, row, highlight.group());
            json.text(BASIS, highlight.basis().key());
            List<MeasureKey> keys = kind.keys(type, highlight.group(), highlight.basis());
            for (int column = 0; column < names.size(); column++) {
                names.get(column)
                        .write(
                                json,
                                keys.get(column).kind(),
                                highlight.values().get(column).shown());
            }
            json.endObject();
        }
    }

    /** The inside of an object: a group, its net and the change of its net. */
    static void writeGroup(JsonWriter json, ScreenerRow row, TraderGroup group) throws IOException {
        json.text(GROUP, group.key());
        json.text(GROUP_NAME, group.name());
        writeWhole(json, NET, ScreenerFields.number(row, group.key() + "_net"));
        writeWhole(json, NET_CHANGE, ScreenerFields.number(row, group.key() + "_change"));
    }

    private static void writeWhole(JsonWriter json, SerializedString name, double number) throws IOException {
        if (Double.isNaN(number)) {
            json.nothing(name);
        } else {
            json.count(name, (long) number);
        }
    }

    /** The inside of an object: the market of a row and its newest report date. */
    static void writeMarket(JsonWriter json, ScreenerRow row) throws IOException {
        MarketMeta meta = row.meta();
        json.text(Keys.CODE, meta.code());
        json.text(Keys.NAME, meta.displayName());
        json.text(Keys.EXCHANGE_CODE, meta.exchange());
        json.text(Keys.CATEGORY, meta.category().key());
        json.text(Keys.CATEGORY_DISPLAY, meta.category().displayName());
        json.text(Keys.REPORT_TYPE, meta.variant().type().key());
        json.text(Keys.SUBTYPE, meta.variant().subtype().key());
        json.text(Keys.DATE, row.date());
        json.count(Keys.WEEKS_BEHIND, meta.weeksBehind());
    }

    /** An array of divergences. */
    static void write(JsonWriter json, List<Divergence> divergences) throws IOException {
        for (Divergence divergence : divergences) {
            ScreenerRow row = divergence.row();
            ReportType type = row.meta().variant().type();
            json.startObject();
            writeMarket(json, row);
            json.text(SPECULATIVE_GROUP, type.speculativeGroup().key());
            json.text(COMMERCIAL_GROUP, type.commercialGroup().key());
            json.text(BASIS, divergence.basis().key());
            List<MeasureKey> keys = Divergence.keys(type, divergence.basis());
            for (int column = 0; column < keys.size(); column++) {
                DIVERGENCE_NAMES
                        .get(column)
                        .write(
                                json,
                                keys.get(column).kind(),
                                divergence.values().get(column).shown());
            }
            writePrices(json, divergence.price());
            json.endObject();
        }
    }

    private static void writePrices(JsonWriter json, @Nullable PriceDivergence price) throws IOException {
        if (price == null) {
            for (SerializedString field : PRICE_FIELDS) {
                json.nothing(field);
            }
        } else {
            json.price(Keys.CLOSE, price.close());
            json.tenths(INDEX, Rounding.halfEven(price.index(), TENTHS));
            json.text(EARLIER, price.earlier().toString());
            json.price(EARLIER_CLOSE, price.earlierClose());
            json.tenths(EARLIER_INDEX, Rounding.halfEven(price.earlierIndex(), TENTHS));
        }
    }
}
