package cotinga.cftc;

import java.time.LocalDate;

/**
 * The report dates that a file may contain, in days since 1970-01-01. A line with another date is quarantined, because a file must not
 * change the weeks of another.
 *
 * @param first the earliest
 * @param last the latest
 * @param shown their name in messages, such as {@code 2026}
 */
public record ReportDates(int first, int last, String shown) {
    /** Every report date. */
    public static final ReportDates ANY = new ReportDates(Integer.MIN_VALUE, Integer.MAX_VALUE, "any year");

    /** The report dates of calendar years, both inclusive. */
    public static ReportDates ofYears(int first, int last) {
        return new ReportDates(
                (int) LocalDate.of(first, 1, 1).toEpochDay(),
                (int) LocalDate.of(last, 12, 31).toEpochDay(),
                first == last ? String.valueOf(first) : first + "-" + last);
    }

    /** A single report date. */
    public static ReportDates of(LocalDate day) {
        return new ReportDates((int) day.toEpochDay(), (int) day.toEpochDay(), day.toString());
    }

    boolean include(int reportDate) {
        return first <= reportDate && reportDate <= last;
    }

    /** The reason for quarantining a week of another date. */
    String complaint(int reportDate) {
        return "its report date is " + LocalDate.ofEpochDay(reportDate) + ", expected one of " + shown
                + ", which is all that the file may contain";
    }
}
