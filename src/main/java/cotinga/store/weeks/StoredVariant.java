package cotinga.store.weeks;

import cotinga.report.ReportVariant;
import java.util.List;

/**
 * The stored state of a variant, compared with the published one.
 *
 * @param newestReleases its newest releases, the newest first, two at most; none when no week is left
 * @param lostWeeks weeks that readers see and that are no longer stored
 * @param oddMarkets markets of the newest release whose open interest is odd
 */
public record StoredVariant(
        ReportVariant variant, List<ReleaseSize> newestReleases, long lostWeeks, OddMarkets oddMarkets) {
    public StoredVariant {
        newestReleases = List.copyOf(newestReleases);
    }
}
