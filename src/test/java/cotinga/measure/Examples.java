package cotinga.measure;

import cotinga.analytics.HistoryBuilder;
import cotinga.report.ReportVariant;
import cotinga.report.WeekColumn;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/** Small markets and what their columns say. */
final class Examples {
    /** A number that is not disclosed. */
    static final int DOT = WeekColumn.MISSING;

    static final LocalDate FIRST_TUESDAY = LocalDate.of(2010, 1, 5);

    private static final int NEUTRAL = 1_000_000;
    private static final Measures MEASURES = new Measures(ReportDateList.CALENDAR, 90);

    private Examples() {}

    /** The weeks of one group g1 with these nets, weekly since {@link #FIRST_TUESDAY}, at an open interest of 1,000. */
    static MarketWeeks nets(int... nets) {
        HistoryBuilder history = new HistoryBuilder(ReportVariant.LEGACY_FO);
        for (int week = 0; week < nets.length; week++) {
            history.week(FIRST_TUESDAY.plusWeeks(week).toString()).openInterest(1_000, DOT);
            if (nets[week] != DOT) {
                history.positions(0, NEUTRAL + nets[week], NEUTRAL);
            }
        }
        return MarketWeeks.of(history.build());
    }

    /** Runs of equal numbers, each as its length and its number. */
    static int[] steps(int... runs) {
        return IntStream.range(0, runs.length / 2)
                .flatMap(run -> IntStream.range(0, runs[2 * run]).map(week -> runs[2 * run + 1]))
                .toArray();
    }

    /** The same market with one session on each report date. */
    static MarketWeeks withCloses(MarketWeeks market, double... closes) {
        int[] dates = market.history().reportDates();
        double[] volumes = new double[dates.length];
        Arrays.fill(volumes, Double.NaN);
        return new MarketWeeks(market.history(), new Sessions(dates, closes, volumes));
    }

    /** The columns of a measure of all groups on the basis net. */
    static List<MeasureColumn> columns(MarketWeeks market, String measures) {
        return MEASURES.columns(
                market, MeasureRequest.of(market.history().variant().type(), measures));
    }

    /** What a column says in its newest weeks, oldest first: its text, or the reason for none. */
    static List<String> newest(MarketWeeks market, String measure, String key, int weeks) {
        return newest(columns(market, measure), key, weeks);
    }

    /** The same of a column on some basis. */
    static List<String> newest(MarketWeeks market, String measure, Basis basis, String key, int weeks) {
        MeasureRequest net = MeasureRequest.of(market.history().variant().type(), measure);
        return newest(
                MEASURES.columns(
                        market, new MeasureRequest(net.type(), net.terms(), net.groups(), List.of(basis), false)),
                key,
                weeks);
    }

    private static List<String> newest(List<MeasureColumn> columns, String key, int weeks) {
        MeasureColumn column = columns.stream()
                .filter(one -> one.key().equals(key))
                .findFirst()
                .orElseThrow();
        return IntStream.range(column.size() - weeks, column.size())
                .mapToObj(week -> said(column, week))
                .toList();
    }

    private static String said(MeasureColumn column, int week) {
        Reason reason = column.reason(week);
        if (reason == null) {
            return column.text(week);
        }
        return reason.key()
                + column.weeks(week).stream()
                        .mapToObj(found -> " " + found)
                        .findFirst()
                        .orElse("");
    }
}
