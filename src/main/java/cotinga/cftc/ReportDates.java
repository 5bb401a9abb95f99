package cotinga.cftc;

import java.time.LocalDate;

/**
 * The report dates that a file is responsible for, in days since 1970-01-01. A line with another date is put into quarantine, for a
 * file must not change the weeks of another.
 *
 * @param first the earliest
 * @param last the latest
 * @param shown how people are told them, such as {@code 2026}
 */
public record ReportDates(int first, int last, String shown) {
    /** Every report date. */
    public static final ReportDates ANY = new ReportDates(Integer.MIN_VALUE, Integer.MAX_VALUE, "any year");

    /** Those of calendar years, the last one included. */
    public static ReportDates ofYears(int first, int last) {
        return new ReportDates(
                (int) LocalDate.of(first, 1, 1).toEpochDay(),
                (int) LocalDate.of(last, 12, 31).toEpochDay(),
                first == last ? String.valueOf(first) : first + "-" + last);
    }

    /** A single one. */
    public static ReportDates of(LocalDate day) {
        return new ReportDates((int) day.toEpochDay(), (int) day.toEpochDay(), day.toString());
    }

    boolean hold(int reportDate) {
        return first <= reportDate && reportDate <= last;
    }

    /** Why a line is put into quarantine that is a week of another date. */
    String complaint(int reportDate) {
        return "its report date is " + LocalDate.ofEpochDay(reportDate) + ", expected one of " + shown
                + ": the file is responsible for no other";
    }
}
