package cotinga.measure;

import java.time.LocalDate;
import java.time.temporal.IsoFields;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The report dates of a market, oldest first, and how its weeks relate to each other. */
final class Weeks {
    /** The index of a week that does not exist. */
    static final int NONE = -1;

    /** More than the weeks of any ISO year. */
    static final int ISO_WEEKS_OF_YEAR = 54;

    private static final int DAYS_OF_WEEK = 7;

    /** The week before is at most this many days older. */
    private static final int LONGEST_STEP = 11;

    private final int[] dates;
    private final WindowRule rule;
    private final Map<Integer, Window> windows = new HashMap<>();
    private final Map<Integer, int[]> earlier = new HashMap<>();
    private int @Nullable [] isoWeeks;

    Weeks(int[] dates, WindowRule rule) {
        this.dates = dates;
        this.rule = rule;
    }

    int size() {
        return dates.length;
    }

    /** The report dates, in days since 1970-01-01. */
    int[] dates() {
        return dates;
    }

    /** The report date of a week, in days since 1970-01-01. */
    int date(int week) {
        return dates[week];
    }

    /** The published week before, {@link #NONE} if there is none or it is too old. */
    int before(int week) {
        return week > 0 && dates[week] - dates[week - 1] <= LONGEST_STEP ? week - 1 : NONE;
    }

    /** For each week, the week whose report date is 7·count days earlier, give or take one day; {@link #NONE} without one. */
    int[] earlier(int count) {
        return earlier.computeIfAbsent(count, this::findEarlier);
    }

    /** The windows of a number of weeks. */
    Window window(int count) {
        return windows.computeIfAbsent(count, weeks -> Window.of(dates, weeks, rule));
    }

    /** The ISO week of each report date: the same week of the next ISO year is {@link #ISO_WEEKS_OF_YEAR} more. */
    int[] isoWeeks() {
        int[] found = isoWeeks == null
                ? Arrays.stream(dates)
                        .mapToObj(LocalDate::ofEpochDay)
                        .mapToInt(Weeks::isoWeek)
                        .toArray()
                : isoWeeks;
        isoWeeks = found;
        return found;
    }

    private static int isoWeek(LocalDate date) {
        return date.get(IsoFields.WEEK_BASED_YEAR) * ISO_WEEKS_OF_YEAR + date.get(IsoFields.WEEK_OF_WEEK_BASED_YEAR);
    }

    /** The number of weeks between the report dates of two weeks, rounded. */
    double between(int earlierWeek, int laterWeek) {
        return Math.rint((dates[laterWeek] - dates[earlierWeek]) / (double) DAYS_OF_WEEK);
    }

    private int[] findEarlier(int count) {
        int[] found = new int[dates.length];
        int begin = 0;
        for (int week = 0; week < dates.length; week++) {
            int day = dates[week] - DAYS_OF_WEEK * count;
            while (dates[begin] < day - 1) {
                begin++;
            }
            found[week] = nearest(begin, day);
        }
        return found;
    }

    /** The week on a day, else that of the day before, else that of the day after. */
    private int nearest(int begin, int day) {
        if (dates[begin] == day - 1 && dates[begin + 1] == day) {
            return begin + 1;
        }
        return dates[begin] <= day + 1 ? begin : NONE;
    }
}
