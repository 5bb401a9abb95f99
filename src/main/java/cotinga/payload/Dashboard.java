package cotinga.payload;

import com.fasterxml.jackson.core.io.SerializedString;
import cotinga.price.PriceBar;
import cotinga.report.MarketHistory;
import cotinga.report.ReportType;
import cotinga.report.WeekColumn;
import cotinga.snapshot.MarketMeta;
import java.io.IOException;
import java.util.List;
import java.util.stream.DoubleStream;
import org.jspecify.annotations.Nullable;

/**
 * Writes one market's dashboard: {@code {market, groups, weeks (oldest first), prices, concentration|null, meta}}. Missing numbers are
 * 0, and a week omits a group without long positions. Each instance writes one document.
 */
final class Dashboard {
    private static final SerializedString SPECULATIVE_GROUP = new SerializedString("spec_group");
    private static final SerializedString COMMERCIAL_GROUP = new SerializedString("comm_group");
    private static final SerializedString AVAILABLE_REPORTS = new SerializedString("available_reports");
    private static final SerializedString CONCENTRATION = new SerializedString("concentration");
    private static final SerializedString TOP_4_LONG = new SerializedString("top4_long_pct");
    private static final SerializedString TOP_4_SHORT = new SerializedString("top4_short_pct");
    private static final SerializedString TOP_8_LONG = new SerializedString("top8_long_pct");
    private static final SerializedString TOP_8_SHORT = new SerializedString("top8_short_pct");
    private static final SerializedString META = new SerializedString("meta");
    private static final SerializedString DATA_AS_OF = new SerializedString("data_as_of");
    private static final SerializedString LATEST_WEEK_INDEX = new SerializedString("latest_week_index");

    private final JsonWriter json;
    private final List<GroupNames> names;
    private final MarketHistory history;

    Dashboard(JsonWriter json, MarketHistory history) {
        this.json = json;
        this.names = GroupNames.of(history.variant().type());
        this.history = history;
    }

    void write(
            MarketMeta meta,
            @Nullable ReportType primaryReport,
            Iterable<ReportType> availableReports,
            List<PriceBar> prices)
            throws IOException {
        json.startObject();
        writeMarket(meta, primaryReport, availableReports);
        json.startArray(Keys.GROUPS);
        MetaJson.writeGroups(json, history.variant().type());
        json.endArray();
        json.startArray(Keys.WEEKS);
        for (int week = 0; week < history.size(); week++) {
            writeWeek(week);
        }
        json.endArray();
        writePrices(prices);
        writeConcentration();
        writeMeta(meta);
        json.endObject();
    }

    private void writeMarket(MarketMeta meta, @Nullable ReportType primaryReport, Iterable<ReportType> availableReports)
            throws IOException {
        json.startObject(Keys.MARKET);
        json.text(Keys.CODE, meta.code());
        json.text(Keys.NAME, meta.displayName());
        json.text(Keys.EXCHANGE_CODE, meta.exchange());
        json.text(Keys.SECTOR, meta.category().displayName());
        json.text(Keys.PRIMARY_REPORT, primaryReport == null ? null : primaryReport.key());
        json.text(SPECULATIVE_GROUP, history.variant().type().speculativeGroup().key());
        json.text(COMMERCIAL_GROUP, history.variant().type().commercialGroup().key());
        json.startArray(AVAILABLE_REPORTS);
        for (ReportType report : availableReports) {
            json.text(report.key());
        }
        json.endArray();
        json.endObject();
    }

    private void writeWeek(int week) throws IOException {
        json.startObject();
        json.date(Keys.DATE, history.reportDates()[week]);
        json.count(Keys.OPEN_INTEREST, orZero(history.column(WeekColumn.OPEN_INTEREST)[week]));
        json.count(Keys.OPEN_INTEREST_CHANGE, orZero(history.column(WeekColumn.OPEN_INTEREST_CHANGE)[week]));
        for (int group = 0; group < names.size(); group++) {
            if (history.column(group, WeekColumn.LONG)[week] != WeekColumn.MISSING) {
                writeGroup(group, week);
            }
        }
        json.endObject();
    }

    private void writeGroup(int group, int week) throws IOException {
        GroupNames name = names.get(group);
        int longPositions = value(group, WeekColumn.LONG, week);
        int shortPositions = value(group, WeekColumn.SHORT, week);
        json.count(name.longPositions(), longPositions);
        json.count(name.shortPositions(), shortPositions);
        json.count(name.spread(), value(group, WeekColumn.SPREAD, week));
        json.count(name.net(), (long) longPositions - shortPositions);
        json.count(name.changeLong(), value(group, WeekColumn.CHANGE_LONG, week));
        json.count(name.changeShort(), value(group, WeekColumn.CHANGE_SHORT, week));
    }

    private void writePrices(List<PriceBar> prices) throws IOException {
        json.startArray(Keys.PRICES);
        for (PriceBar price : prices) {
            json.startObject();
            json.date(Keys.DATE, price.date().toEpochDay());
            json.price(Keys.CLOSE, price.close());
            json.endObject();
        }
        json.endArray();
    }

    private void writeConcentration() throws IOException {
        double top4Long = newestConcentration(WeekColumn.GROSS_4_LONG);
        double top4Short = newestConcentration(WeekColumn.GROSS_4_SHORT);
        double top8Long = newestConcentration(WeekColumn.GROSS_8_LONG);
        double top8Short = newestConcentration(WeekColumn.GROSS_8_SHORT);
        if (DoubleStream.of(top4Long, top4Short, top8Long, top8Short).allMatch(Double::isNaN)) {
            json.nothing(CONCENTRATION);
            return;
        }
        json.startObject(CONCENTRATION);
        json.number(TOP_4_LONG, top4Long);
        json.number(TOP_4_SHORT, top4Short);
        json.number(TOP_8_LONG, top8Long);
        json.number(TOP_8_SHORT, top8Short);
        json.endObject();
    }

    private double newestConcentration(int offset) {
        return history.concentration(offset)[history.size() - 1];
    }

    private void writeMeta(MarketMeta meta) throws IOException {
        int newest = history.size() - 1;
        json.startObject(META);
        json.date(DATA_AS_OF, history.reportDates()[newest]);
        json.moment(Keys.PUBLISHED_AT, history.publishedAt()[newest]);
        json.count(LATEST_WEEK_INDEX, newest);
        json.count(Keys.WEEKS_BEHIND, meta.weeksBehind());
        json.endObject();
    }

    /** Returns MISSING for the spreading of a group that has none. */
    private int value(int group, int offset, int week) {
        return orZero(history.column(group, offset)[week]);
    }

    private static int orZero(int count) {
        return count == WeekColumn.MISSING ? 0 : count;
    }
}
