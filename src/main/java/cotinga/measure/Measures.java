package cotinga.measure;

import cotinga.report.ReportDays;
import cotinga.report.ReportType;
import cotinga.report.TraderGroup;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import java.util.stream.Collectors;

/** Computes the measures of markets. It can be used by several threads. */
public final class Measures {
    private final WindowRule rule;

    /**
     * @param reportDays the CFTC's report dates, from which windows know how many weeks they can have
     * @param minimumPercent how many percent of the report dates in a window must have a value, 1 to 100
     */
    public Measures(ReportDays reportDays, int minimumPercent) {
        this.rule = new WindowRule(new ReportDateCounts(reportDays), minimumPercent);
    }

    /**
     * Computes the columns of a request, in the order of {@link MeasureRequest#keys}. Each has a value, or a reason, for every week of the
     * market.
     *
     * @param market a market of the request's report type
     */
    public List<MeasureColumn> columns(MarketWeeks market, MeasureRequest request) {
        requireType(market, request.type());
        return columns(new MarketSeries(market, rule, request.ofSample()), request::forEach);
    }

    /** Computes the columns of a selection, in its order, of a market of its report type. */
    public List<MeasureColumn> columns(MarketWeeks market, ColumnSelection selection) {
        requireType(market, selection.type());
        return columns(new MarketSeries(market, rule, false), selection);
    }

    private static List<MeasureColumn> columns(MarketSeries series, ColumnSelection selection) {
        Map<MeasureKey, MeasureColumn> computed = columns(series, selection::forEach).stream()
                .collect(Collectors.toMap(MeasureColumn::measureKey, column -> column));
        return selection.keys().stream()
                .map(key -> Objects.requireNonNull(computed.get(key)))
                .toList();
    }

    /**
     * Likewise from the newest weeks of a market alone, for the values of its newest week; empty if these may depend on earlier weeks.
     *
     * @param newest as many weeks as the selection needs, or all if there are fewer; sessions may be left out before some day
     */
    public Optional<List<MeasureColumn>> columnsOfNewest(MarketWeeks newest, ColumnSelection selection) {
        requireType(newest, selection.type());
        MarketSeries series = new MarketSeries(newest, rule, false);
        return areEnough(series, selection) ? Optional.of(columns(series, selection)) : Optional.empty();
    }

    private static boolean areEnough(MarketSeries newest, ColumnSelection selection) {
        if (selection.needsPrices() && !newest.hasAllCloses()) {
            return false;
        }
        int[] dates = newest.weeks().dates();
        if (dates.length < selection.weeksNeeded().orElseThrow()) {
            return true;
        }
        if (!selection.isLongEnough(dates[0], dates[dates.length - 1])) {
            return false;
        }
        boolean[] enough = {true};
        selection.forEach((measure, target) -> enough[0] &= !measure.mayDependOnEarlier(newest, target));
        return enough[0];
    }

    private static List<MeasureColumn> columns(MarketSeries series, Consumer<BiConsumer<Measure, Target>> sources) {
        List<TraderGroup> groups = series.input().history().variant().type().groups();
        List<MeasureColumn> columns = new ArrayList<>();
        sources.accept((measure, target) -> {
            Iterator<Values> values = measure.values(series, target).iterator();
            for (Part part : measure.parts(target)) {
                columns.add(new MeasureColumn(MeasureKey.of(measure, target, groups, part), values.next()));
            }
        });
        return columns;
    }

    /**
     * The values of a market by ISO week.
     *
     * @param request the measure {@code seasonal} with one number of years
     */
    public Seasonality seasonality(MarketWeeks market, MeasureRequest request) {
        requireType(market, request.type());
        List<Target> targets = new ArrayList<>();
        request.forEach((measure, target) -> targets.add(target));
        return Seasonality.of(new MarketSeries(market, rule, false), targets, request.keys());
    }

    /** What makes the newest week of a market a divergence of price and positions, if it is one. */
    public Optional<PriceDivergence> priceDivergence(MarketWeeks market, Basis basis) {
        return PriceDivergenceMeasure.newest(new MarketSeries(market, rule, false), basis);
    }

    private static void requireType(MarketWeeks market, ReportType expected) {
        if (market.history().variant().type() != expected) {
            throw new IllegalArgumentException("The market is of the report type '"
                    + market.history().variant().type().key() + "', expected that of the request, '" + expected.key()
                    + "'");
        }
    }
}
