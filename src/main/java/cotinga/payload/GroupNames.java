package cotinga.payload;

import com.fasterxml.jackson.core.io.SerializedString;
import cotinga.report.ReportType;
import cotinga.report.WeekColumn;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;

/** The keys of one trader group's values in a week, encoded once. */
record GroupNames(
        SerializedString longPositions,
        SerializedString shortPositions,
        SerializedString spread,
        SerializedString net,
        SerializedString change,
        SerializedString changeLong,
        SerializedString changeShort,
        SerializedString netPercent,
        SerializedString threeMonths,
        SerializedString oneYear,
        SerializedString threeYears,
        SerializedString sixMonths,
        SerializedString crowded,
        SerializedString indexWeeks) {

    private static final List<GroupNames> ALL = IntStream.rangeClosed(1, WeekColumn.MAX_GROUPS)
            .mapToObj(group -> of("g" + group))
            .toList();

    /** The names of a report type's groups, in the order of their keys. */
    static List<GroupNames> of(ReportType type) {
        return ALL.subList(0, type.groups().size());
    }

    private static GroupNames of(String key) {
        return new GroupNames(
                name("%s_long", key),
                name("%s_short", key),
                name("%s_spread", key),
                name("%s_net", key),
                name("%s_change", key),
                name("%s_change_long", key),
                name("%s_change_short", key),
                name("%s_pct_net_oi", key),
                name("cot_index_%s_3m", key),
                name("cot_index_%s_1y", key),
                name("cot_index_%s_3y", key),
                name("wci_%s", key),
                name("crowded_%s", key),
                name("index_weeks_%s", key));
    }

    private static SerializedString name(String pattern, String key) {
        return new SerializedString(String.format(Locale.ROOT, pattern, key));
    }
}
