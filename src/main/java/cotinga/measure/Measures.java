package cotinga.measure;

import cotinga.report.ReportDays;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;

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
        if (market.history().variant().type() != request.type()) {
            throw new IllegalArgumentException("The market is of the report type '"
                    + market.history().variant().type().key() + "', expected that of the request, '"
                    + request.type().key() + "'");
        }
        MarketSeries series = new MarketSeries(market, rule, request.ofSample());
        List<MeasureColumn> columns = new ArrayList<>();
        request.forEach((measure, target) -> {
            Iterator<Values> values = measure.values(series, target).iterator();
            for (Part part : measure.parts(target)) {
                MeasureKey key = MeasureKey.of(measure, target, request.type().groups(), part);
                columns.add(new MeasureColumn(key, part, values.next()));
            }
        });
        return columns;
    }
}
