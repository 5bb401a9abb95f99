package cotinga.payload;

import cotinga.measure.MeasureKey;
import cotinga.measure.MeasureValue;
import cotinga.measure.Reason;
import cotinga.report.ReportVariant;
import java.util.Map;
import java.util.OptionalInt;

/**
 * Columns of measures beside the rows of screeners.
 *
 * @param keys the names of the columns by their keys
 * @param columns by the variant of the row and the key; reports have no columns of groups that they do not have
 */
public record RowColumns(Map<String, MeasureKey> keys, Map<ReportVariant, Map<String, NewestColumn>> columns) {
    /** No columns. */
    public static final RowColumns NONE = new RowColumns(Map.of(), Map.of());

    private static final NewestColumn.Value ABSENT =
            new NewestColumn.Value(Double.NaN, new MeasureValue("", Reason.MISSING, OptionalInt.empty()));

    public RowColumns {
        keys = Map.copyOf(keys);
        columns = Map.copyOf(columns);
    }

    /** The value of a row in a column. */
    NewestColumn.Value value(ScreenerRow row, String key) {
        NewestColumn column =
                columns.getOrDefault(row.meta().variant(), Map.of()).get(key);
        return column == null ? ABSENT : column.values().getOrDefault(row.meta().code(), ABSENT);
    }
}
