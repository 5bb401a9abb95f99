package cotinga.payload;

import com.fasterxml.jackson.core.io.SerializedString;
import cotinga.analytics.GroupAnalysis;
import cotinga.analytics.MarketAnalysis;
import cotinga.analytics.Tenths;
import cotinga.report.MarketHistory;
import cotinga.report.WeekColumn;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;

/** The numbers of one trader group in a screener row, in the order of the row; all of the newest week. */
enum ScreenerMeasure {
    LONG("g%d_long", false),
    SHORT("g%d_short", false),
    NET("g%d_net", false),
    CHANGE("g%d_change", false),
    CHANGE_LONG("g%d_change_long", false),
    CHANGE_SHORT("g%d_change_short", false),
    /** Net in percent of open interest. */
    PERCENT("g%d_pct_oi", true),
    /** Minus that of the previous week. */
    PERCENT_CHANGE("g%d_pct_oi_change", true),
    INDEX("cot_g%d_1y", true),
    /** The number of weeks in the index. */
    INDEX_WEEKS("cot_g%d_1y_weeks", false),
    /** The value that determines the signal: the index. */
    CROWDED("crowded_g%d", true);

    private final List<SerializedString> keys;
    private final boolean tenths;

    ScreenerMeasure(String pattern, boolean tenths) {
        this.keys = IntStream.rangeClosed(1, WeekColumn.MAX_GROUPS)
                .mapToObj(group -> new SerializedString(String.format(Locale.ROOT, pattern, group)))
                .toList();
        this.tenths = tenths;
    }

    /** The key in the row of a group, 0 for g1. */
    SerializedString key(int group) {
        return keys.get(group);
    }

    /** Whether {@link #of} returns tenths of a percent, not a count. */
    boolean isTenths() {
        return tenths;
    }

    /** The number of a group, 0 for g1; {@link Tenths#MISSING} if there is none. */
    long of(MarketAnalysis analysis, int number) {
        MarketHistory history = analysis.history();
        GroupAnalysis group = analysis.groups().get(number);
        int newest = analysis.newest();
        return switch (this) {
            case LONG -> count(history, number, WeekColumn.LONG);
            case SHORT -> count(history, number, WeekColumn.SHORT);
            case NET -> group.net()[newest];
            case CHANGE -> group.change()[newest];
            case CHANGE_LONG -> count(history, number, WeekColumn.CHANGE_LONG);
            case CHANGE_SHORT -> count(history, number, WeekColumn.CHANGE_SHORT);
            case PERCENT -> group.netPercent()[newest];
            case PERCENT_CHANGE -> changeOfNewest(group.netPercent());
            case INDEX, CROWDED -> group.oneYear().values()[newest];
            case INDEX_WEEKS -> group.oneYear().weeks()[newest];
        };
    }

    private static long count(MarketHistory history, int group, int offset) {
        int count = history.column(group, offset)[history.size() - 1];
        return count == WeekColumn.MISSING ? Tenths.MISSING : count;
    }

    private static long changeOfNewest(long[] column) {
        int newest = column.length - 1;
        boolean known = newest > 0 && column[newest] != Tenths.MISSING && column[newest - 1] != Tenths.MISSING;
        return known ? column[newest] - column[newest - 1] : Tenths.MISSING;
    }
}
