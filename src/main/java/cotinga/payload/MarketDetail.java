package cotinga.payload;

import com.fasterxml.jackson.core.io.SerializedString;
import cotinga.analytics.CrowdedThresholds;
import cotinga.analytics.GroupAnalysis;
import cotinga.analytics.MarketAnalysis;
import cotinga.analytics.Statistics;
import cotinga.price.PriceBar;
import cotinga.report.MarketHistory;
import cotinga.report.WeekColumn;
import cotinga.snapshot.MarketMeta;
import cotinga.snapshot.SymbolPrices;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.ToLongFunction;

/** Writes one market's detail: {@code {market, groups, weeks (newest first), stats, price_symbol?, price_currency?, prices?}}. For one document. */
final class MarketDetail {
    private static final SerializedString STATISTICS = new SerializedString("stats");
    private static final SerializedString MAXIMUM = new SerializedString("max");
    private static final SerializedString MINIMUM = new SerializedString("min");
    private static final SerializedString FIVE_YEAR_MAXIMUM = new SerializedString("max_5y");
    private static final SerializedString FIVE_YEAR_MINIMUM = new SerializedString("min_5y");
    private static final SerializedString AVERAGE = new SerializedString("avg_13w");
    private static final SerializedString PRICE_SYMBOL = new SerializedString("price_symbol");
    private static final SerializedString PRICE_CURRENCY = new SerializedString("price_currency");
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

    void write(MarketMeta meta, SymbolPrices prices, WeekSelection selection) throws IOException {
        json.startObject();
        json.startObject(Keys.MARKET);
        MetaJson.writeMeta(json, meta);
        json.endObject();
        json.startArray(Keys.GROUPS);
        MetaJson.writeGroups(json, history.variant().type());
        json.endArray();
        json.startArray(Keys.WEEKS);
        writeWeeks(selection);
        json.endArray();
        writeStatistics();
        if (!prices.bars().isEmpty()) {
            json.text(PRICE_SYMBOL, prices.symbol());
            json.text(PRICE_CURRENCY, prices.currency());
            json.startArray(Keys.PRICES);
            writeBars(json, prices.bars());
            json.endArray();
        }
        json.endObject();
    }

    private void writeWeeks(WeekSelection selection) throws IOException {
        List<WeekFields.Field> fields = WeekFields.chosen(history.variant().type(), selection.fields());
        WeekFields.Weeks weeks = new WeekFields.Weeks(json, analysis, thresholds, indexWeeks);
        int newest = analysis.newest();
        for (int step = 0; step <= newest; step++) {
            int week = selection.newestFirst() ? newest - step : step;
            if (selection.includes(history.reportDates()[week])) {
                json.startObject();
                for (WeekFields.Field field : fields) {
                    field.write(weeks, week);
                }
                json.endObject();
            }
        }
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
        lines.add(Line.ofTenths(WeekFields.OPEN_INTEREST_CHANGE_PERCENT, analysis.openInterestChangePercent()));
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

    /** One {@code {date, open, high, low, close, volume}} per bar: the inside of an array. */
    static void writeBars(JsonWriter json, List<PriceBar> prices) throws IOException {
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
    }
}
