package cotinga.quality;

import cotinga.report.CheckResult;
import cotinga.report.Deviation;
import cotinga.report.MarketHistory;
import cotinga.report.QualityCheck;
import cotinga.report.ReportDays;
import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.format.TextStyle;
import java.util.Arrays;
import java.util.Locale;

/** Checks that the report dates are the expected ones, and that each release has about as many markets as the previous one. */
final class ReleaseChecks {
    private static final LocalDate FIRST_WEEKLY = LocalDate.of(1992, 10, 6);

    /** The sizes of older releases are not compared, because they were not weekly. */
    private static final int FIRST_COMPARED = (int) LocalDate.of(1993, 1, 1).toEpochDay();

    private final ShrinkLimit limit;
    private final ReportDays reportDays;
    private final Tally sizes;
    private final Tally dates;

    /** The number of markets for each report date, by days since 1970-01-01. */
    private int[] markets = new int[1 << 15];

    /** @param reportDays the possible report dates */
    ReleaseChecks(int newestReportDate, ShrinkLimit limit, ReportDays reportDays) {
        this.limit = limit;
        this.reportDays = reportDays;
        this.sizes = new Tally(QualityCheck.MARKETS, newestReportDate);
        this.dates = new Tally(QualityCheck.REPORT_DATES, newestReportDate);
    }

    void add(MarketHistory history) {
        int newest = history.reportDates()[history.size() - 1];
        if (newest >= markets.length) {
            markets = Arrays.copyOf(markets, Math.max(newest + 1, markets.length * 2));
        }
        for (int date : history.reportDates()) {
            markets[date]++;
        }
    }

    /** Visits all releases once, for both results. */
    void walk() {
        int before = -1;
        for (int date = 0; date < markets.length; date++) {
            if (markets[date] > 0) {
                checkDay(date);
                if (before >= 0 && isLoadedBetween(before, date)) {
                    checkGap(before, date);
                    if (before >= FIRST_COMPARED) {
                        checkSize(before, date);
                    }
                }
                before = date;
            }
        }
    }

    CheckResult sizes() {
        return sizes.result();
    }

    CheckResult dates() {
        return dates.result();
    }

    /** Whether less than a whole year lies between two releases. Otherwise the year between was not requested. */
    private static boolean isLoadedBetween(int before, int date) {
        return LocalDate.ofEpochDay(date).getYear()
                        - LocalDate.ofEpochDay(before).getYear()
                <= 1;
    }

    private void checkDay(int date) {
        dates.checked(date);
        LocalDate day = LocalDate.ofEpochDay(date);
        if (!reportDays.isReportDay(day)) {
            dates.deviates(
                    date,
                    () -> new Deviation(
                            null,
                            day,
                            "weekday",
                            day.getDayOfWeek().getDisplayName(TextStyle.FULL, Locale.ENGLISH),
                            expected(day)));
        }
    }

    private static String expected(LocalDate day) {
        if (day.isBefore(FIRST_WEEKLY)) {
            return "the day of a report in the middle or at the end of a month";
        }
        return day.getDayOfWeek() == DayOfWeek.TUESDAY
                ? "the day that the report of this week was made as of"
                : "Tuesday, or Monday before a holiday";
    }

    private void checkGap(int before, int date) {
        int longest = reportDays.longestGapAfter(LocalDate.ofEpochDay(before));
        if (date - before > longest) {
            dates.deviates(
                    date,
                    () -> new Deviation(
                            null,
                            LocalDate.ofEpochDay(date),
                            "days since the release before",
                            String.valueOf(date - before),
                            "at most " + longest));
        }
    }

    private void checkSize(int before, int date) {
        sizes.checked(date);
        if (limit.isExceededBy(markets[before] - markets[date], markets[before])) {
            int found = markets[date];
            int expected = markets[before];
            sizes.deviates(
                    date,
                    () -> new Deviation(
                            null,
                            LocalDate.ofEpochDay(date),
                            "markets",
                            String.valueOf(found),
                            "about " + expected + ", as on " + LocalDate.ofEpochDay(before)));
        }
    }
}
