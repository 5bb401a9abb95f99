package cotinga.quality;

import cotinga.report.CheckResult;
import cotinga.report.Deviation;
import cotinga.report.MarketHistory;
import cotinga.report.QualityCheck;
import java.time.LocalDate;
import java.util.Map;
import java.util.TreeMap;

/** Checks that every market has at least as many weeks as in the previous publication. */
final class WeeksCheck {
    private final int newestReportDate;
    private final Map<String, Integer> notMet = new TreeMap<>();
    private final Tally tally;

    /** @param known the markets of the previous publication, by code */
    WeeksCheck(int newestReportDate, Map<String, KnownMarket> known) {
        this.newestReportDate = newestReportDate;
        known.forEach((code, market) -> notMet.put(code, market.weeks()));
        this.tally = new Tally(QualityCheck.WEEKS, newestReportDate);
    }

    void add(MarketHistory history) {
        Integer before = notMet.remove(history.code());
        if (before != null) {
            compare(history.code(), history.size(), before);
        }
    }

    CheckResult result() {
        notMet.forEach((code, before) -> compare(code, 0, before));
        notMet.clear();
        return tally.result();
    }

    private void compare(String code, int weeks, int before) {
        tally.checked(newestReportDate);
        if (weeks < before) {
            tally.deviates(
                    newestReportDate,
                    () -> new Deviation(
                            code,
                            LocalDate.ofEpochDay(newestReportDate),
                            "weeks",
                            String.valueOf(weeks),
                            "at least " + before));
        }
    }
}
