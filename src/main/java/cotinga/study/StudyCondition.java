package cotinga.study;

import cotinga.measure.ColumnSelection;
import cotinga.measure.Comparison;
import cotinga.measure.Condition;
import cotinga.measure.ConditionException;
import cotinga.measure.MeasureException;
import cotinga.measure.MeasureKey;
import cotinga.report.ReportType;
import java.util.Optional;

/**
 * A condition on measures of markets of one report type.
 *
 * @param condition the comparisons
 * @param columns the columns that they need
 */
public record StudyCondition(Condition condition, ColumnSelection columns) {
    /**
     * Parses a condition.
     *
     * @throws ConditionException if it is none, or if a column cannot be compared with its value
     * @throws MeasureException if reports of the type do not have one of its columns
     */
    public static StudyCondition of(ReportType type, String text) {
        Condition condition = Condition.parse(text);
        ColumnSelection columns = ColumnSelection.of(type, condition.keys());
        for (Comparison comparison : condition.comparisons()) {
            Optional<MeasureKey> column = ColumnSelection.key(type, comparison.key());
            comparison.operand(column.orElseThrow());
        }
        return new StudyCondition(condition, columns);
    }
}
