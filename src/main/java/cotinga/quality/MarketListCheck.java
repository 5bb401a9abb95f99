package cotinga.quality;

import cotinga.report.CheckResult;
import cotinga.report.Deviation;
import cotinga.report.MarketHistory;
import cotinga.report.QualityCheck;
import java.time.LocalDate;
import java.util.Map;

/**
 * Checks the list of markets: a market of all recent releases is absent from the newest, a market is new or renamed, or a week was added
 * after its release. Before the first publication there is nothing to compare with.
 */
final class MarketListCheck {
    /** A market in this many consecutive releases is expected in the next. Others come and go with their number of traders. */
    private static final int STEADY_RELEASES = 13;

    /** The period of these releases, including delays by holidays. */
    private static final int STEADY_DAYS = 7 * (STEADY_RELEASES - 1) + 3;

    private static final int LONGEST_GAP = 10;

    private final int newestReportDate;
    private final Map<String, KnownMarket> known;
    private final int newestKnown;
    private final Tally tally;

    MarketListCheck(int newestReportDate, Map<String, KnownMarket> known) {
        this.newestReportDate = newestReportDate;
        this.known = known;
        this.newestKnown = known.values().stream()
                .mapToInt(market -> (int) market.lastDate().toEpochDay())
                .max()
                .orElse(Integer.MAX_VALUE);
        this.tally = new Tally(QualityCheck.MARKET_LIST, newestReportDate);
    }

    void add(MarketHistory history) {
        if (known.isEmpty()) {
            return;
        }
        tally.checked(newestReportDate);
        KnownMarket before = known.get(history.code());
        if (before == null) {
            deviates(history, "market", "new: " + history.name(), "the markets published before");
            return;
        }
        compare(history, "name", history.name(), before.name());
        compare(history, "exchange", history.exchange(), before.exchange());
        if (isAbsentThoughSteady(history.reportDates())) {
            deviates(history, "market", "absent", "a week, as in the " + STEADY_RELEASES + " releases before");
        }
        for (int date : history.reportDates()) {
            if (date > before.lastDate().toEpochDay() && date <= newestKnown) {
                deviates(history, "late week", LocalDate.ofEpochDay(date).toString(), "with its release");
            }
        }
    }

    CheckResult result() {
        return tally.result();
    }

    private void compare(MarketHistory history, String subject, String found, String before) {
        if (!found.equals(before)) {
            deviates(history, subject, found, before);
        }
    }

    private boolean isAbsentThoughSteady(int[] dates) {
        int last = dates[dates.length - 1];
        return last < newestReportDate
                && newestReportDate - last <= LONGEST_GAP
                && dates.length >= STEADY_RELEASES
                && last - dates[dates.length - STEADY_RELEASES] <= STEADY_DAYS;
    }

    private void deviates(MarketHistory history, String subject, String found, String expected) {
        LocalDate date = LocalDate.ofEpochDay(newestReportDate);
        tally.deviates(newestReportDate, () -> new Deviation(history.code(), date, subject, found, expected));
    }
}
