package cotinga.payload;

import cotinga.measure.Comparison;
import cotinga.measure.Condition;
import cotinga.measure.MeasureKey;
import cotinga.measure.Truth;
import java.math.BigDecimal;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A condition on the rows of a screener and the columns of measures beside them. */
public final class RowCondition {
    private final Condition condition;
    private final RowColumns columns;
    private final List<Term> terms;

    /** A comparison of a row. */
    private interface Term {
        Truth test(ScreenerRow row);
    }

    /** @throws cotinga.measure.ConditionException if a field or column cannot be compared with its value */
    public RowCondition(Condition condition, RowColumns columns) {
        this.condition = condition;
        this.columns = columns;
        terms = condition.comparisons().stream()
                .map(comparison -> term(comparison, columns))
                .toList();
    }

    private static Term term(Comparison comparison, RowColumns columns) {
        MeasureKey key = columns.keys().get(comparison.key());
        if (key != null) {
            double operand = comparison.operand(key);
            return row -> {
                NewestColumn.Value value = columns.value(row, key.key());
                return comparison.test(value.number(), value.shown().reason() != null, operand);
            };
        }
        double operand = comparison.number();
        return row -> {
            double number = ScreenerFields.number(row, comparison.key());
            return comparison.test(number, Double.isNaN(number), operand);
        };
    }

    /** Whether every comparison holds. One with a value that does not exist does not. */
    public boolean matches(ScreenerRow row) {
        return terms.stream().allMatch(term -> term.test(row) == Truth.TRUE);
    }

    /** What the condition compares in a row: numbers, words, dates and flags by the keys of their columns, null where there is none. */
    public Map<String, @Nullable Object> values(ScreenerRow row) {
        Map<String, @Nullable Object> values = new LinkedHashMap<>();
        for (String key : condition.keys()) {
            MeasureKey column = columns.keys().get(key);
            values.put(key, column == null ? number(ScreenerFields.number(row, key)) : value(row, column));
        }
        return values;
    }

    private static @Nullable Object number(double value) {
        return Double.isNaN(value) ? null : plain(BigDecimal.valueOf(value));
    }

    private static BigDecimal plain(BigDecimal number) {
        BigDecimal shortest = number.stripTrailingZeros();
        return shortest.scale() < 0 ? shortest.setScale(0) : shortest;
    }

    private @Nullable Object value(ScreenerRow row, MeasureKey column) {
        String text = columns.value(row, column.key()).shown().text();
        if (text.isEmpty()) {
            return null;
        }
        return switch (column.kind()) {
            case WHOLE, ONE_DECIMAL, TWO_DECIMALS -> new BigDecimal(text);
            case FLAG -> Boolean.valueOf(text);
            case WORD, DATE -> text;
        };
    }
}
