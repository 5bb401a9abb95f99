package cotinga.payload;

import cotinga.measure.MeasureColumn;
import cotinga.measure.MeasureKey;
import cotinga.measure.MeasureValue;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The measures of some weeks of a market.
 *
 * @param columns the names of the columns
 * @param notional that the values are in money; null for contracts
 * @param exactFrom from when on the values of weeks as known at their publication are exact; null if they are not about that
 * @param hasCodes whether each week names the contract code that it comes from
 * @param weeks the weeks in the order of the response
 */
public record MeasuredWeeks(
        List<MeasureKey> columns,
        @Nullable Notional notional,
        @Nullable Instant exactFrom,
        boolean hasCodes,
        List<Week> weeks) {
    public MeasuredWeeks {
        columns = List.copyOf(columns);
        weeks = List.copyOf(weeks);
    }

    /**
     * A week.
     *
     * @param reportDate days since 1970-01-01
     * @param code the contract code that it comes from; null if weeks do not name it
     * @param values one for each column
     */
    public record Week(int reportDate, @Nullable String code, List<MeasureValue> values) {
        public Week {
            values = List.copyOf(values);
        }

        /**
         * The values of a week in columns.
         *
         * @param index of the week in the columns
         */
        public static Week of(int reportDate, @Nullable String code, List<MeasureColumn> columns, int index) {
            return new Week(
                    reportDate,
                    code,
                    columns.stream().map(column -> column.shown(index)).toList());
        }
    }

    /** The names, such as {@code index_156_g1}. */
    public List<String> keys() {
        return columns.stream().map(MeasureKey::key).toList();
    }
}
