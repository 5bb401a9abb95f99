package cotinga.release;

import cotinga.report.ReportVariant;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * What a watch knows when it decides.
 *
 * @param newest the newest stored report date of each variant that has any
 * @param lookedAt when each variant's weekly file was last asked for, whatever came of it; it may lack looks before a restart
 * @param failing variants whose last look had no answer
 * @param newsAt when the newest week of all was stored first; empty without any
 */
public record WatchState(
        Map<ReportVariant, LocalDate> newest,
        Map<ReportVariant, Instant> lookedAt,
        Set<ReportVariant> failing,
        Optional<Instant> newsAt) {
    public WatchState {
        newest = Map.copyOf(newest);
        lookedAt = Map.copyOf(lookedAt);
        failing = Set.copyOf(failing);
    }
}
