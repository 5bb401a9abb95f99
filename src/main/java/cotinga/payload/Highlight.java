package cotinga.payload;

import cotinga.measure.Basis;
import cotinga.measure.MeasureKey;
import cotinga.report.GroupChoice;
import cotinga.report.TraderGroup;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;

/**
 * A trader group of a market in a list.
 *
 * @param row the market's row in the screener
 * @param values one for each column of the list
 */
public record Highlight(ScreenerRow row, TraderGroup group, Basis basis, List<NewestColumn.Value> values) {
    public Highlight {
        values = List.copyOf(values);
    }

    /**
     * The list of a kind, in its order, then by code and group.
     *
     * @param columns the columns of the kind
     */
    public static List<Highlight> of(
            HighlightKind kind, Collection<ScreenerRow> rows, RowColumns columns, GroupChoice groups, Basis basis) {
        return rows.stream()
                .flatMap(row -> groups.of(row.meta().variant().type()).stream()
                        .map(group -> of(kind, row, columns, group, basis)))
                .filter(highlight -> kind.qualifies(highlight.values))
                .sorted(Comparator.comparingDouble((Highlight highlight) -> -kind.rank(highlight.values))
                        .thenComparing(highlight -> highlight.row.meta().code())
                        .thenComparing(highlight -> highlight.group.key()))
                .toList();
    }

    private static Highlight of(
            HighlightKind kind, ScreenerRow row, RowColumns columns, TraderGroup group, Basis basis) {
        return new Highlight(
                row,
                group,
                basis,
                kind.keys(row.meta().variant().type(), group, basis).stream()
                        .map(MeasureKey::key)
                        .map(key -> columns.value(row, key))
                        .toList());
    }
}
