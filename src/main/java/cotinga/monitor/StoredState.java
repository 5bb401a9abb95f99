package cotinga.monitor;

import cotinga.report.ReportVariant;
import cotinga.store.publications.WithheldVariant;
import cotinga.store.runs.RunEnd;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What only the database knows, as of one moment.
 *
 * @param withheld the withheld variants
 * @param newestPrices the date of the newest stored bar of any symbol; empty without prices
 * @param firstRun when the oldest recorded run began; empty before the first run
 * @param ends the last ends of runs
 * @param quarantined the malformed lines of the stored archives
 */
record StoredState(
        Map<ReportVariant, WithheldVariant> withheld,
        Optional<LocalDate> newestPrices,
        Optional<Instant> firstRun,
        List<RunEnd> ends,
        long quarantined) {}
