package cotinga.study;

import cotinga.measure.Sessions;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.stream.IntStream;

/** The sessions that have a close, and the positions that they allow. */
final class Bars {
    static final int NONE = -1;

    /** How many days after the publication the entry can be. Prices that begin later say nothing about the week. */
    private static final int DAYS_UNTIL_ENTRY = 7;

    /** How old the close of an exit can be at the end of a horizon in weeks. */
    private static final int DAYS_WITHOUT_CLOSE = 5;

    private static final int DAYS_OF_WEEK = 7;
    private static final double PERCENT = 100.0;

    private final int[] dates;
    private final double[] closes;

    Bars(Sessions sessions) {
        int[] priced = IntStream.range(0, sessions.dates().length)
                .filter(session -> !Double.isNaN(sessions.closes()[session]))
                .toArray();
        dates = Arrays.stream(priced).map(session -> sessions.dates()[session]).toArray();
        closes = Arrays.stream(priced)
                .mapToDouble(session -> sessions.closes()[session])
                .toArray();
    }

    int size() {
        return dates.length;
    }

    LocalDate date(int bar) {
        return LocalDate.ofEpochDay(dates[bar]);
    }

    /** The return from one close to another in percent, NaN if one of them is not above zero. */
    double percent(int from, int to) {
        return closes[from] > 0.0 && closes[to] > 0.0 ? PERCENT * (closes[to] / closes[from] - 1.0) : Double.NaN;
    }

    /** The first bar after the day of a publication, {@link #NONE} if there is none soon enough. */
    int entry(int day) {
        int next = upTo(day);
        return next < dates.length && dates[next] <= day + DAYS_UNTIL_ENTRY ? next : NONE;
    }

    /** The position that begins after the day of a publication and lasts for a horizon. */
    Position position(int day, Horizon horizon) {
        int last = dates.length - 1;
        int entry = entry(day);
        if (entry == NONE) {
            return Position.none(last >= 0 && day >= dates[last] ? NoReturn.BEYOND_LAST_PRICE : NoReturn.NO_PRICE);
        }
        if (!horizon.isInWeeks()) {
            int exit = entry + horizon.length();
            return exit <= last ? position(entry, exit) : Position.none(NoReturn.BEYOND_LAST_PRICE);
        }
        int end = dates[entry] + DAYS_OF_WEEK * horizon.length();
        if (end > dates[last]) {
            return Position.none(NoReturn.BEYOND_LAST_PRICE);
        }
        int exit = upTo(end) - 1;
        return dates[exit] >= end - DAYS_WITHOUT_CLOSE ? position(entry, exit) : Position.none(NoReturn.NO_PRICE);
    }

    private Position position(int entry, int exit) {
        double percent = percent(entry, exit);
        return Double.isNaN(percent) ? Position.none(NoReturn.NOT_POSITIVE) : new Position(entry, exit, percent, null);
    }

    /** The number of bars up to a day, which is included. */
    private int upTo(int day) {
        int found = Arrays.binarySearch(dates, day);
        return found < 0 ? -found - 1 : found + 1;
    }
}
