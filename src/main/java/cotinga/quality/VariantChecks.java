package cotinga.quality;

import cotinga.report.CheckResult;
import cotinga.report.MarketHistory;
import cotinga.report.ReportDays;
import cotinga.report.ReportVariant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;

/** All checks of one variant, which receive its markets one by one. Not thread-safe. */
public final class VariantChecks {
    private final IdentityCheck longs;
    private final IdentityCheck shorts;
    private final ChangeCheck changes;
    private final WeeksCheck weeks;
    private final ReleaseChecks releases;
    private final OpenInterestCheck openInterest;
    private final MarketListCheck list;

    /**
     * @param newestReportDate the variant's newest report date
     * @param known the markets of the previous publication, by code
     * @param limit how much smaller than the previous one a release may be
     * @param reportDays the possible report dates
     */
    public VariantChecks(
            ReportVariant variant,
            LocalDate newestReportDate,
            Map<String, KnownMarket> known,
            ShrinkLimit limit,
            ReportDays reportDays) {
        int newest = (int) newestReportDate.toEpochDay();
        this.longs = IdentityCheck.ofLongs(variant, newest);
        this.shorts = IdentityCheck.ofShorts(variant, newest);
        this.changes = new ChangeCheck(variant, newest);
        this.weeks = new WeeksCheck(newest, known);
        this.releases = new ReleaseChecks(newest, limit, reportDays);
        this.openInterest = new OpenInterestCheck(newest);
        this.list = new MarketListCheck(newest, known);
    }

    /** Checks a market. A market without weeks is skipped. */
    public void add(MarketHistory history) {
        if (history.size() == 0) {
            return;
        }
        longs.add(history);
        shorts.add(history);
        changes.add(history);
        weeks.add(history);
        releases.add(history);
        openInterest.add(history);
        list.add(history);
    }

    /** The results, after the last market. */
    public List<CheckResult> results() {
        releases.walk();
        return List.of(
                longs.result(),
                shorts.result(),
                changes.result(),
                weeks.result(),
                releases.sizes(),
                releases.dates(),
                openInterest.result(),
                list.result());
    }
}
