package cotinga.store.weeks;

import cotinga.report.WeekColumn;
import cotinga.store.sql.Sql;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The lists of columns that statements share. A statement names a list in braces, such as {@code {week_columns}}; the lists follow
 * {@link WeekColumn}.
 */
public final class ColumnLists {
    private static final Pattern PLACEHOLDER = Pattern.compile("\\{([a-z0-9_]+)\\}");

    /** All numbers of a week, in the order in which {@link WeekStatement} and {@link StoredColumn} write and read them. */
    private static final List<String> WEEK = Stream.concat(
                    WeekColumn.storeNames().stream(), WeekColumn.concentrationNames().stream())
            .toList();

    private static final Map<String, String> LISTS = Map.of(
            "week_columns", list(WEEK, column -> column),
            "week_parameters", list(WEEK, column -> ":" + column),
            "week_assignments", list(WEEK, column -> column + " = :" + column),
            "payload_columns_of_3_groups", list(WeekRow.columns(3), column -> column),
            "payload_columns_of_4_groups", list(WeekRow.columns(4), column -> column),
            "payload_columns_of_5_groups", list(WeekRow.columns(5), column -> column));

    private ColumnLists() {}

    /** The statement of a file with such lists. */
    public static Sql statement(String name) {
        return Sql.named(name, source -> fill(name, source));
    }

    /**
     * Puts the lists in the place of their names.
     *
     * @param name the name of the statement
     */
    public static String fill(String name, String source) {
        return PLACEHOLDER.matcher(source).replaceAll(placeholder -> {
            String list = LISTS.get(placeholder.group(1));
            if (list == null) {
                throw new IllegalArgumentException("sql/" + name + ".sql has the placeholder " + placeholder.group()
                        + ": expected one of " + new TreeSet<>(LISTS.keySet()));
            }
            return Matcher.quoteReplacement(list);
        });
    }

    private static String list(List<String> columns, UnaryOperator<String> form) {
        return columns.stream().map(form).collect(Collectors.joining(", "));
    }
}
