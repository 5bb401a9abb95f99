package cotinga.release;

import cotinga.report.ReportVariant;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The input of a {@link ReleaseWatch}.
 *
 * @param newest the newest stored report date of each variant that has any
 * @param checkedAt when each variant's weekly file was last requested, successfully or not; checks before a restart may be missing
 * @param failing variants whose last check failed
 * @param newWeekAt when the newest week of all variants was first stored; empty without weeks
 */
public record WatchState(
        Map<ReportVariant, LocalDate> newest,
        Map<ReportVariant, Instant> checkedAt,
        Set<ReportVariant> failing,
        Optional<Instant> newWeekAt) {
    public WatchState {
        newest = Map.copyOf(newest);
        checkedAt = Map.copyOf(checkedAt);
        failing = Set.copyOf(failing);
    }
}
