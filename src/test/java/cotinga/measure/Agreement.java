package cotinga.measure;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.List;
import java.util.OptionalInt;
import java.util.function.IntPredicate;

/** Compares the columns of a market with the {@link Definitions}. */
final class Agreement {
    private static final int[] REPORT_DATES = ReportDateList.all();
    private static final double HALF = 0.5;
    private static final double CLOSE_TO_TIE = 1e-8;

    private final Measures measures;
    private final int percent;

    Agreement(int percent) {
        this.percent = percent;
        this.measures = new Measures(ReportDateList.CALENDAR, percent);
    }

    /**
     * Compares all columns of a request in some weeks.
     *
     * @return the number of values and reasons that were compared
     */
    int assertAgreement(String market, MarketWeeks weeks, MeasureRequest request, IntPredicate isCompared) {
        Definitions definitions = new Definitions(weeks, REPORT_DATES, percent, request.ofSample() ? 1 : 0);
        List<MeasureColumn> columns = measures.columns(weeks, request);
        assertThat(columns).extracting(MeasureColumn::key).isEqualTo(keys(request));
        int size = weeks.history().size();
        int compared = 0;
        for (MeasureColumn column : columns) {
            assertThat(column.size()).isEqualTo(size);
            definitions.choose(column.key());
            for (int week = 0; week < size; week++) {
                if (isCompared.test(week)) {
                    Definitions.Outcome expected = definitions.outcome(size - 1 - week);
                    if (!agrees(column, week, expected)) {
                        assertThat(found(column, week))
                                .as("%s in week %d of %d of %s", column.key(), week, size, market)
                                .isEqualTo(expected);
                    }
                    compared++;
                }
            }
        }
        return compared;
    }

    private static List<String> keys(MeasureRequest request) {
        return request.keys().stream().map(MeasureKey::key).toList();
    }

    private static Definitions.Outcome found(MeasureColumn column, int week) {
        Reason reason = column.reason(week);
        OptionalInt weeks = reason == null ? OptionalInt.empty() : column.weeks(week);
        double exact = column.kind().isNumber() ? column.value(week) : Double.NaN;
        return new Definitions.Outcome(
                column.text(week), exact, reason == null ? "" : reason.key(), weeks.orElse(Values.NO_WINDOW));
    }

    private static boolean agrees(MeasureColumn column, int week, Definitions.Outcome expected) {
        Definitions.Outcome found = found(column, week);
        if (!found.reason().equals(expected.reason()) || found.weeks() != expected.weeks()) {
            return false;
        }
        if (found.text().equals(expected.text())) {
            return Double.isNaN(expected.exact())
                    || Math.abs(found.exact() - expected.exact()) <= 1e-9 * Math.max(1, Math.abs(expected.exact()));
        }
        return column.kind().isNumber()
                && !found.text().isEmpty()
                && !expected.text().isEmpty()
                && isTie(expected.exact(), column.kind())
                && new BigDecimal(found.text())
                        .subtract(new BigDecimal(expected.text()))
                        .abs()
                        .unscaledValue()
                        .equals(BigInteger.ONE);
    }

    private static boolean isTie(double exact, Kind kind) {
        double scaled = exact * Math.pow(10, kind.decimals());
        return Math.abs(Math.abs(scaled - Math.rint(scaled)) - HALF) < CLOSE_TO_TIE;
    }
}
