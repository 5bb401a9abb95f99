package cotinga.api;

import cotinga.measure.Condition;
import cotinga.measure.ConditionException;
import cotinga.measure.MeasureKey;
import cotinga.payload.RowFields;
import cotinga.payload.ScreenerQuery;
import cotinga.report.ReportType;
import java.util.Arrays;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Parses the parameters that name columns of measures beside the rows of a screener. */
final class RowColumnParameters {
    static final String COLUMNS = "columns";
    static final String WHERE = "where";

    /** The maximum number of columns of one response, with those of its condition. */
    private static final int MOST_COLUMNS = 60;

    private final RowFields available;
    private final Set<String> fields;

    /**
     * The parameters of rows.
     *
     * @param types the report types of the rows
     * @param fields the fields of the rows
     */
    RowColumnParameters(Collection<ReportType> types, Set<String> fields) {
        this.available = new RowFields(types, fields);
        this.fields = fields;
    }

    /** The keys of the columns to add. */
    List<String> columns(Query query) {
        String text = query.parameter(COLUMNS);
        if (text == null) {
            return List.of();
        }
        List<String> keys = Arrays.stream(text.split(",", -1)).distinct().toList();
        for (String key : keys) {
            if (fields.contains(key) || column(key).isEmpty()) {
                throw RequestException.badParameter(
                        COLUMNS,
                        key,
                        fields.contains(key)
                                ? RowFields.MEASURES + "; the fields of the rows are always returned"
                                : RowFields.MEASURES);
            }
        }
        return keys;
    }

    /** The condition on fields and columns; null without one. */
    @Nullable
    Condition where(Query query) {
        String text = query.parameter(WHERE);
        if (text == null) {
            return null;
        }
        try {
            return available.condition(text);
        } catch (ConditionException e) {
            throw RequestException.badParameter(WHERE, e.found(), e.expected());
        }
    }

    /** The field or column to sort by; null without one. */
    @Nullable
    String sortBy(Query query, String name) {
        String text = query.parameter(name);
        if (text != null && !fields.contains(text) && column(text).isEmpty()) {
            throw RequestException.badParameter(
                    name, text, RowFields.MEASURES + ", or one of " + String.join(", ", fields));
        }
        return text;
    }

    /** The same query; rejects one that depends on too many columns. */
    ScreenerQuery checked(ScreenerQuery query) {
        int columns = needed(query).size();
        if (columns > MOST_COLUMNS) {
            throw RequestException.badParameter(
                    COLUMNS, columns + " columns", "at most " + MOST_COLUMNS + ", with those of '" + WHERE + "'");
        }
        return query;
    }

    /** The keys of all columns that a response depends on. */
    Set<String> needed(ScreenerQuery query) {
        Set<String> keys = new LinkedHashSet<>(query.columns());
        if (query.where() != null) {
            keys.addAll(query.where().keys());
        }
        if (query.sortBy() != null) {
            keys.add(query.sortBy());
        }
        keys.removeIf(key -> column(key).isEmpty());
        return keys;
    }

    /** The fields of the rows, then some columns. */
    List<String> with(List<String> columns) {
        return Stream.concat(fields.stream(), columns.stream()).toList();
    }

    private Optional<MeasureKey> column(String key) {
        return available.column(key);
    }
}
