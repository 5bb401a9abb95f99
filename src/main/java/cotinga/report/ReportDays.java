package cotinga.report;

import java.time.LocalDate;

/** The days that the CFTC uses as report dates. */
public interface ReportDays {
    /** Whether a day is, or may become, a report date. */
    boolean isReportDay(LocalDate day);

    /** The maximum number of days from a report date to the next. */
    int longestGapAfter(LocalDate reportDate);
}
