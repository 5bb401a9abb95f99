package cotinga.payload;

import cotinga.measure.Comparison;
import cotinga.measure.Condition;
import cotinga.measure.MeasureKey;
import cotinga.measure.Truth;
import java.util.List;

/** A condition on the rows of a screener and the columns of measures beside them. */
final class RowCondition {
    private final List<Term> terms;

    /** A comparison of a row. */
    private interface Term {
        Truth test(ScreenerRow row);
    }

    /** @throws cotinga.measure.ConditionException if a field or column cannot be compared with its value */
    RowCondition(Condition condition, RowColumns columns) {
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
    boolean matches(ScreenerRow row) {
        return terms.stream().allMatch(term -> term.test(row) == Truth.TRUE);
    }
}
