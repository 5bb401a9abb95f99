package cotinga.payload;

import cotinga.measure.Basis;
import cotinga.measure.MeasureKey;
import cotinga.report.GroupChoice;
import cotinga.report.ReportType;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What the first page of a dashboard shows: all markets, and short lists of those that stand out. Lists contain the speculative groups of
 * markets that are up to date.
 *
 * @param rows the row of each market, in its primary report
 * @param columns at least those of {@link #keys}
 * @param divergences of the markets that are up to date
 */
public record Overview(Collection<ScreenerRow> rows, RowColumns columns, List<Divergence> divergences) {
    /** The measures of each group. */
    static final List<String> TERMS = List.of("index.156", "percentile.156", "zscore.156");

    /** The groups of each market. */
    static final List<GroupChoice> SIDES = List.of(GroupChoice.SPECULATIVE, GroupChoice.COMMERCIAL, GroupChoice.SMALL);

    /** An extreme is one from its second week on. */
    private static final int WEEKS_OF_NEW_EXTREME = 2;

    private static final int WEEKS_AT_EXTREME = 1;

    /** The keys of the columns that an overview depends on, of markets of a report type. */
    public static Set<String> keys(ReportType type) {
        Stream<MeasureKey> ofSides = SIDES.stream()
                .flatMap(side -> side.of(type).stream())
                .flatMap(group -> TERMS.stream().map(term -> MeasureKey.of(term, type, group, Basis.NET, "")));
        Stream<MeasureKey> ofLists = Arrays.stream(HighlightKind.values())
                .flatMap(kind -> kind.keys(type, type.speculativeGroup(), Basis.NET).stream());
        return Stream.of(ofSides, ofLists, Divergence.keys(type, Basis.NET).stream())
                .flatMap(keys -> keys)
                .map(MeasureKey::key)
                .collect(Collectors.toSet());
    }

    /** Whether a market belongs to the lists. */
    public static boolean isUpToDate(ScreenerRow row) {
        return row.meta().weeksBehind() == 0;
    }

    /** A list. Of extremes only those that are new. */
    List<Highlight> highlights(HighlightKind kind) {
        List<ScreenerRow> upToDate = rows.stream().filter(Overview::isUpToDate).toList();
        return Highlight.of(kind, upToDate, columns, GroupChoice.SPECULATIVE, Basis.NET).stream()
                .filter(highlight -> kind != HighlightKind.EXTREMES
                        || highlight.values().get(WEEKS_AT_EXTREME).number() == WEEKS_OF_NEW_EXTREME)
                .toList();
    }
}
