package cotinga.release;

import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalDate;
import java.time.temporal.TemporalAdjusters;
import java.util.Optional;

/**
 * One weekly publication of the CFTC.
 *
 * @param reportDate the expected report date; the real one may be the Monday instead of the Tuesday, or vice versa
 * @param moment the expected time
 */
public record Release(LocalDate reportDate, Instant moment) {

    /** Whether data up to a report date include this release. Empty data include no release. */
    public boolean isIn(Optional<LocalDate> newestReportDate) {
        return newestReportDate.filter(newest -> !newest.isBefore(monday())).isPresent();
    }

    private LocalDate monday() {
        return reportDate.with(TemporalAdjusters.previousOrSame(DayOfWeek.MONDAY));
    }
}
