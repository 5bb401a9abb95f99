package cotinga.study;

import cotinga.base.NewYork;
import cotinga.measure.Sessions;
import cotinga.measure.Truth;
import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import java.util.stream.Stream;

/** Small conditions and prices, and studies of them. */
final class StudyExamples {
    private StudyExamples() {}

    /** A condition that is true ({@code +}), false ({@code -}) or undefined ({@code ?}) in each week. */
    static List<Truth> condition(String weeks) {
        return weeks.chars()
                .mapToObj(week -> switch (week) {
                    case '+' -> Truth.TRUE;
                    case '-' -> Truth.FALSE;
                    default -> Truth.UNDEFINED;
                })
                .toList();
    }

    /** Weeks that are published on consecutive Fridays at 15:30 in New York. */
    static long[] fridays(String first, int weeks) {
        return IntStream.range(0, weeks)
                .mapToLong(week -> at(LocalDate.parse(first).plusWeeks(week) + "T15:30"))
                .toArray();
    }

    /** A time in New York. */
    static long at(String time) {
        return LocalDateTime.parse(time).atZone(NewYork.ZONE).toEpochSecond();
    }

    static long[] published(String... times) {
        return Stream.of(times).mapToLong(StudyExamples::at).toArray();
    }

    /** Sessions, each as a date and a close. */
    static Sessions sessions(String... datesAndCloses) {
        String[][] sessions =
                Stream.of(datesAndCloses).map(session -> session.split(" ")).toArray(String[][]::new);
        double[] unknown = new double[sessions.length];
        Arrays.fill(unknown, Double.NaN);
        return new Sessions(
                Stream.of(sessions)
                        .mapToInt(session -> (int) LocalDate.parse(session[0]).toEpochDay())
                        .toArray(),
                Stream.of(sessions)
                        .mapToDouble(session -> Double.parseDouble(session[1]))
                        .toArray(),
                unknown);
    }

    /** Sessions on all days but Saturdays and Sundays. */
    static Sessions weekdays(String first, double... closes) {
        int[] days = LongStream.iterate(LocalDate.parse(first).toEpochDay(), day -> day + 1)
                .filter(day -> LocalDate.ofEpochDay(day).getDayOfWeek().compareTo(DayOfWeek.FRIDAY) <= 0)
                .limit(closes.length)
                .mapToInt(day -> (int) day)
                .toArray();
        return new Sessions(days, closes, new double[closes.length]);
    }

    /** The study of one condition, one publication on each Friday since 2026-01-09. */
    static EventStudy study(String condition, Sessions sessions, String horizons) {
        return EventStudy.of(
                fridays("2026-01-09", condition.length()),
                condition(condition),
                new StudyPrices(sessions),
                Horizon.list(horizons));
    }

    /** What is known of each episode at the first horizon: its return or the reason for none. */
    static List<Object> returns(EventStudy study) {
        return study.episodes().stream()
                .map(episode -> episode.returns().get(0))
                .<Object>map(found -> found.hasReturn() ? found.percent() : found.reason())
                .toList();
    }
}
