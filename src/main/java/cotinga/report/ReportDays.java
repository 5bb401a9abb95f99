package cotinga.report;

import java.time.LocalDate;

/** The days as of which the CFTC makes reports. */
public interface ReportDays {
    /** Whether a report was made as of a day, or may be. */
    boolean isReportDay(LocalDate day);

    /** How many days after a report date the next one is at the latest. */
    int longestGapAfter(LocalDate reportDate);
}
