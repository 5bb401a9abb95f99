package cotinga.payload;

import com.fasterxml.jackson.core.io.SerializedString;
import cotinga.analytics.CrowdedThresholds;
import cotinga.analytics.GroupAnalysis;
import cotinga.analytics.MarketAnalysis;
import cotinga.analytics.Signal;
import cotinga.analytics.Statistics;
import cotinga.report.MarketHistory;
import cotinga.report.PriceBar;
import cotinga.report.WeekColumn;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.ToLongFunction;
import org.jspecify.annotations.Nullable;

/** Writes one market's detail: {@code {market, groups, weeks (newest first), stats, prices?}}. For one document. */
final class MarketDetail {
    private static final SerializedString OPEN_INTEREST_CHANGE_PERCENT = new SerializedString("oi_pct");
    private static final SerializedString VALUE = new SerializedString("value");
    private static final SerializedString PUBLISHED_AT_DERIVED = new SerializedString("published_at_derived");
    private static final SerializedString STATISTICS = new SerializedString("stats");
    private static final SerializedString MAXIMUM = new SerializedString("max");
    private static final SerializedString MINIMUM = new SerializedString("min");
    private static final SerializedString FIVE_YEAR_MAXIMUM = new SerializedString("max_5y");
    private static final SerializedString FIVE_YEAR_MINIMUM = new SerializedString("min_5y");
    private static final SerializedString AVERAGE = new SerializedString("avg_13w");
    private static final SerializedString OPEN = new SerializedString("open");
    private static final SerializedString HIGH = new SerializedString("high");
    private static final SerializedString LOW = new SerializedString("low");
    private static final SerializedString VOLUME = new SerializedString("volume");

    private final JsonWriter json;
    private final CrowdedThresholds thresholds;
    private final List<GroupNames> names;
    private final MarketAnalysis analysis;
    private final MarketHistory history;
    private final IndexWeeks indexWeeks;

    MarketDetail(JsonWriter json, CrowdedThresholds thresholds, IndexWeeks indexWeeks, MarketAnalysis analysis) {
        this.json = json;
        this.thresholds = thresholds;
        this.indexWeeks = indexWeeks;
        this.analysis = analysis;
        this.history = analysis.history();
        this.names = GroupNames.of(history.variant().type());
    }

    void write(MarketMeta meta, List<PriceBar> prices) throws IOException {
        json.startObject();
        json.startObject(Keys.MARKET);
        MetaJson.writeMeta(json, meta);
        json.endObject();
        json.startArray(Keys.GROUPS);
        MetaJson.writeGroups(json, history.variant().type());
        json.endArray();
        json.startArray(Keys.WEEKS);
        for (int week = analysis.newest(); week >= 0; week--) {
            writeWeek(week);
        }
        json.endArray();
        writeStatistics();
        if (!prices.isEmpty()) {
            writePrices(prices);
        }
        json.endObject();
    }

    private void writeWeek(int week) throws IOException {
        json.startObject();
        json.date(Keys.DATE, history.reportDates()[week]);
        json.count(Keys.OPEN_INTEREST, history.column(WeekColumn.OPEN_INTEREST)[week]);
        json.count(Keys.OPEN_INTEREST_CHANGE, history.column(WeekColumn.OPEN_INTEREST_CHANGE)[week]);
        json.tenths(OPEN_INTEREST_CHANGE_PERCENT, analysis.openInterestChangePercent()[week]);
        for (int group = 0; group < names.size(); group++) {
            writePositions(group, week);
        }
        for (int group = 0; group < names.size(); group++) {
            writeIndices(names.get(group), analysis.groups().get(group), week);
        }
        indexWeeks.write(json, names, analysis, week);
        json.moment(Keys.PUBLISHED_AT, history.publishedAt()[week]);
        json.flag(PUBLISHED_AT_DERIVED, history.publishedDerived()[week]);
        json.endObject();
    }

    private void writePositions(int number, int week) throws IOException {
        GroupNames name = names.get(number);
        GroupAnalysis group = analysis.groups().get(number);
        json.count(name.longPositions(), history.column(number, WeekColumn.LONG)[week]);
        json.count(name.shortPositions(), history.column(number, WeekColumn.SHORT)[week]);
        json.count(name.net(), group.net()[week]);
        json.count(name.change(), group.change()[week]);
        json.count(name.changeLong(), history.column(number, WeekColumn.CHANGE_LONG)[week]);
        json.count(name.changeShort(), history.column(number, WeekColumn.CHANGE_SHORT)[week]);
        json.tenths(name.netPercent(), group.netPercent()[week]);
    }

    private void writeIndices(GroupNames name, GroupAnalysis group, int week) throws IOException {
        long oneYear = group.oneYear().values()[week];
        json.tenths(name.threeMonths(), group.threeMonths().values()[week]);
        json.tenths(name.oneYear(), oneYear);
        json.tenths(name.threeYears(), group.threeYears().values()[week]);
        json.tenths(name.sixMonths(), group.sixMonths().values()[week]);
        json.startObject(name.crowded());
        json.tenths(VALUE, oneYear);
        writeSignal(thresholds.signal(group.group().role(), oneYear));
        json.endObject();
    }

    private void writeSignal(@Nullable Signal signal) throws IOException {
        json.text(Keys.SIGNAL, signal == null ? null : signal.name());
    }

    private void writeStatistics() throws IOException {
        List<Line> lines = lines();
        json.startObject(STATISTICS);
        writeStatistic(MAXIMUM, lines, Statistics::maximum);
        writeStatistic(MINIMUM, lines, Statistics::minimum);
        writeStatistic(FIVE_YEAR_MAXIMUM, lines, Statistics::fiveYearMaximum);
        writeStatistic(FIVE_YEAR_MINIMUM, lines, Statistics::fiveYearMinimum);
        writeStatistic(AVERAGE, lines, Statistics::average);
        json.endObject();
    }

    private void writeStatistic(SerializedString name, List<Line> lines, ToLongFunction<Statistics> statistic)
            throws IOException {
        json.startObject(name);
        for (Line line : lines) {
            long value = statistic.applyAsLong(line.statistics);
            if (line.tenths) {
                json.tenths(line.name, value);
            } else {
                json.count(line.name, value);
            }
        }
        json.endObject();
    }

    /** A column's statistics under its name. */
    private record Line(SerializedString name, Statistics statistics, boolean tenths) {
        static Line ofCounts(SerializedString name, int[] column) {
            return new Line(name, Statistics.ofCounts(column), false);
        }

        static Line ofCounts(SerializedString name, long[] column) {
            return new Line(name, Statistics.ofCounts(column), false);
        }

        static Line ofTenths(SerializedString name, long[] column) {
            return new Line(name, Statistics.ofTenths(column), true);
        }
    }

    private List<Line> lines() {
        List<Line> lines = new ArrayList<>();
        lines.add(Line.ofCounts(Keys.OPEN_INTEREST, history.column(WeekColumn.OPEN_INTEREST)));
        lines.add(Line.ofCounts(Keys.OPEN_INTEREST_CHANGE, history.column(WeekColumn.OPEN_INTEREST_CHANGE)));
        lines.add(Line.ofTenths(OPEN_INTEREST_CHANGE_PERCENT, analysis.openInterestChangePercent()));
        for (int number = 0; number < names.size(); number++) {
            GroupNames name = names.get(number);
            GroupAnalysis group = analysis.groups().get(number);
            lines.add(Line.ofCounts(name.net(), group.net()));
            lines.add(Line.ofCounts(name.change(), group.change()));
            lines.add(Line.ofCounts(name.changeLong(), history.column(number, WeekColumn.CHANGE_LONG)));
            lines.add(Line.ofCounts(name.changeShort(), history.column(number, WeekColumn.CHANGE_SHORT)));
            lines.add(Line.ofTenths(name.netPercent(), group.netPercent()));
        }
        return lines;
    }

    private void writePrices(List<PriceBar> prices) throws IOException {
        json.startArray(Keys.PRICES);
        for (PriceBar price : prices) {
            json.startObject();
            json.date(Keys.DATE, price.date().toEpochDay());
            json.price(OPEN, price.open());
            json.price(HIGH, price.high());
            json.price(LOW, price.low());
            json.price(Keys.CLOSE, price.close());
            if (price.volume().isPresent()) {
                json.count(VOLUME, price.volume().getAsLong());
            } else {
                json.nothing(VOLUME);
            }
            json.endObject();
        }
        json.endArray();
    }
}
