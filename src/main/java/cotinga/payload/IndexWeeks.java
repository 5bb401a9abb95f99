package cotinga.payload;

import com.fasterxml.jackson.core.io.SerializedString;
import cotinga.analytics.GroupAnalysis;
import cotinga.analytics.IndexWindow;
import java.io.IOException;
import java.util.List;
import java.util.stream.IntStream;

/**
 * The number of weeks that a week's index windows contained: {@code "index_weeks":{"3m":13,"1y":52,"3y":104,"wci":26}} for all
 * groups, under the suffixes of the index keys. A group that has no net in some of those weeks adds its own numbers:
 * {@code "index_weeks_g2":{"3m":12,…}}.
 */
final class IndexWeeks {
    static final SerializedString NAME = new SerializedString("index_weeks");
    private static final SerializedString THREE_MONTHS = new SerializedString("3m");
    private static final SerializedString ONE_YEAR = new SerializedString("1y");
    private static final SerializedString THREE_YEARS = new SerializedString("3y");
    private static final SerializedString SIX_MONTHS = new SerializedString("wci");

    /** The windows in both objects, by their keys. */
    static final List<String> PARTS = List.of("3m", "1y", "3y", "wci");

    /** The common numbers as JSON, by the number of weeks up to a week. They are constant beyond the longest window. */
    private final List<SerializedString> common = IntStream.rangeClosed(0, IndexWindow.THREE_YEARS.weeks())
            .mapToObj(weeks -> new SerializedString("{\"3m\":" + common(IndexWindow.THREE_MONTHS, weeks)
                    + ",\"1y\":" + common(IndexWindow.ONE_YEAR, weeks)
                    + ",\"3y\":" + common(IndexWindow.THREE_YEARS, weeks)
                    + ",\"wci\":" + common(IndexWindow.SIX_MONTHS, weeks) + "}"))
            .toList();

    /** Writes the numbers of all groups. */
    void write(JsonWriter json, int week) throws IOException {
        json.json(NAME, common.get(upTo(week)));
    }

    /** Writes the numbers of one group, or nothing if they equal those of all groups. */
    static void writeOwn(JsonWriter json, SerializedString name, GroupAnalysis group, int week) throws IOException {
        if (group.threeYears().weeks()[week] == upTo(week)) {
            return;
        }
        json.startObject(name);
        json.count(THREE_MONTHS, group.threeMonths().weeks()[week]);
        json.count(ONE_YEAR, group.oneYear().weeks()[week]);
        json.count(THREE_YEARS, group.threeYears().weeks()[week]);
        json.count(SIX_MONTHS, group.sixMonths().weeks()[week]);
        json.endObject();
    }

    private static int upTo(int week) {
        return Math.min(week + 1, IndexWindow.THREE_YEARS.weeks());
    }

    private static int common(IndexWindow window, int weeks) {
        return Math.min(weeks, window.weeks());
    }
}
