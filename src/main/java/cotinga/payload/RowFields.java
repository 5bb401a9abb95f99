package cotinga.payload;

import cotinga.measure.ColumnSelection;
import cotinga.measure.Comparison;
import cotinga.measure.Condition;
import cotinga.measure.ConditionException;
import cotinga.measure.MeasureKey;
import cotinga.report.ReportType;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * The fields of screener rows, and the columns of measures beside them.
 *
 * @param types the report types of the rows
 * @param fields the fields of the rows
 */
public record RowFields(Collection<ReportType> types, Set<String> fields) {
    /** What a column is, for messages. */
    public static final String MEASURES = "a column of measures such as index_156_g1, zscore_52_g3_net_oi or flip_g1";

    public RowFields {
        types = List.copyOf(types);
    }

    /** The column with a key, if one of the report types has it. */
    public Optional<MeasureKey> column(String key) {
        return types.stream()
                .flatMap(type -> ColumnSelection.key(type, key).stream())
                .findFirst();
    }

    /**
     * Parses a condition on fields and columns.
     *
     * @throws ConditionException if the text is none, or if a field or column does not exist or cannot be compared with its value
     */
    public Condition condition(String text) {
        Condition condition = Condition.parse(text);
        condition.comparisons().forEach(this::check);
        return condition;
    }

    private void check(Comparison comparison) {
        String key = comparison.key();
        Optional<MeasureKey> column = column(key);
        if (column.isPresent()) {
            comparison.operand(column.get());
        } else if (fields.contains(key) && ScreenerFields.isNumber(key)) {
            comparison.number();
        } else {
            throw new ConditionException(
                    key,
                    MEASURES + ", or a field with numbers: "
                            + fields.stream().filter(ScreenerFields::isNumber).collect(Collectors.joining(", ")));
        }
    }
}
