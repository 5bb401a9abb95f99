package cotinga.release;

import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalDate;
import java.time.temporal.TemporalAdjusters;
import java.util.Optional;

/**
 * One weekly publication of the CFTC.
 *
 * @param reportDate the as-of day that it is expected to have; a Monday may stand for the Tuesday and the other way round
 * @param moment when it is expected
 */
public record Release(LocalDate reportDate, Instant moment) {

    /** Whether data up to a report date include it; no data include none. */
    public boolean isIn(Optional<LocalDate> newestReportDate) {
        return newestReportDate.filter(newest -> !newest.isBefore(monday())).isPresent();
    }

    private LocalDate monday() {
        return reportDate.with(TemporalAdjusters.previousOrSame(DayOfWeek.MONDAY));
    }
}
