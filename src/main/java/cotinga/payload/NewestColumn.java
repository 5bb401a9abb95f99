package cotinga.payload;

import cotinga.measure.MeasureColumn;
import cotinga.measure.MeasureKey;
import cotinga.measure.MeasureValue;
import java.util.Map;

/**
 * A column of measures of the markets of a variant, each in its newest week.
 *
 * @param values by the code of the market
 */
public record NewestColumn(MeasureKey key, Map<String, Value> values) {
    public NewestColumn {
        values = Map.copyOf(values);
    }

    /**
     * The value of a market.
     *
     * @param number the value before it is rounded, see {@link MeasureColumn#value}
     * @param shown the rounded value, or why there is none
     */
    public record Value(double number, MeasureValue shown) {
        /** The value of the newest week of a column. */
        public static Value of(MeasureColumn column) {
            int newest = column.size() - 1;
            return new Value(column.value(newest), column.shown(newest));
        }
    }
}
