package cotinga.payload;

import cotinga.measure.MeasureColumn;
import cotinga.measure.MeasureKey;
import cotinga.measure.Reason;
import java.time.Instant;
import java.util.List;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;

/**
 * The measures of some weeks of a market.
 *
 * @param columns the names of the columns
 * @param exactFrom from when on the values of weeks as known at their publication are exact; null if they are not about that
 * @param weeks the weeks in the order of the response
 */
public record MeasuredWeeks(List<MeasureKey> columns, @Nullable Instant exactFrom, List<Week> weeks) {
    public MeasuredWeeks {
        columns = List.copyOf(columns);
        weeks = List.copyOf(weeks);
    }

    /**
     * A week.
     *
     * @param reportDate days since 1970-01-01
     * @param values one for each column
     */
    public record Week(int reportDate, List<Value> values) {
        public Week {
            values = List.copyOf(values);
        }

        /**
         * The values of a week in columns.
         *
         * @param index of the week in the columns
         */
        public static Week of(int reportDate, List<MeasureColumn> columns, int index) {
            return new Week(
                    reportDate,
                    columns.stream().map(column -> Value.of(column, index)).toList());
        }
    }

    /**
     * The value of a week in a column.
     *
     * @param text the rounded value; empty if there is none
     * @param reason why there is none; null if there is one, and if nothing is to be said
     * @param found the number of values in its window; empty without a window
     */
    public record Value(String text, @Nullable Reason reason, OptionalInt found) {
        static Value of(MeasureColumn column, int week) {
            return new Value(column.text(week), column.reason(week), column.weeks(week));
        }
    }

    /** The names, such as {@code index_156_g1}. */
    public List<String> keys() {
        return columns.stream().map(MeasureKey::key).toList();
    }
}
