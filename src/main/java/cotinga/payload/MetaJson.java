package cotinga.payload;

import com.fasterxml.jackson.core.io.SerializedString;
import cotinga.report.ReportType;
import cotinga.report.TraderGroup;
import cotinga.snapshot.MarketMeta;
import java.io.IOException;

/** The JSON of market metas and trader groups. */
final class MetaJson {
    private static final SerializedString EXCHANGE = new SerializedString("exchange");
    private static final SerializedString REPORT_TYPE_DISPLAY = new SerializedString("report_type_display");
    private static final SerializedString SUBTYPE_DISPLAY = new SerializedString("subtype_display");
    private static final SerializedString KEY = new SerializedString("key");
    private static final SerializedString SHORT = new SerializedString("short");
    private static final SerializedString ROLE = new SerializedString("role");
    private static final SerializedString PRIMARY = new SerializedString("primary");
    private static final SerializedString HAS_SPREAD = new SerializedString("has_spread");

    private MetaJson() {}

    /** {@code code, name, exchange, category, … , weeks_behind}: the inside of an object. */
    static void writeMeta(JsonWriter json, MarketMeta meta) throws IOException {
        json.text(Keys.CODE, meta.code());
        json.text(Keys.NAME, meta.displayName());
        json.text(EXCHANGE, meta.exchange());
        json.text(Keys.CATEGORY, meta.category().key());
        json.text(Keys.CATEGORY_DISPLAY, meta.category().displayName());
        json.text(Keys.REPORT_TYPE, meta.variant().type().key());
        json.text(REPORT_TYPE_DISPLAY, meta.variant().type().displayName());
        json.text(Keys.SUBTYPE, meta.variant().subtype().key());
        json.text(SUBTYPE_DISPLAY, meta.variant().subtype().displayName());
        json.count(Keys.WEEKS_BEHIND, meta.weeksBehind());
    }

    /** {@code primary}, after the fields of a meta. */
    static void writePrimary(JsonWriter json, boolean primary) throws IOException {
        json.flag(PRIMARY, primary);
    }

    /** One {@code {key, name, short, role, has_spread}} per group: the inside of an array. */
    static void writeGroups(JsonWriter json, ReportType type) throws IOException {
        for (TraderGroup group : type.groups()) {
            json.startObject();
            json.text(KEY, group.key());
            json.text(Keys.NAME, group.name());
            json.text(SHORT, group.shortName());
            json.text(ROLE, group.role().key());
            json.flag(HAS_SPREAD, group.hasSpread());
            json.endObject();
        }
    }
}
