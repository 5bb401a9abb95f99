package cotinga.quality;

import static cotinga.report.QualityCheck.CHANGES;
import static cotinga.report.QualityCheck.MARKETS;
import static cotinga.report.QualityCheck.OPEN_INTEREST_LONG;
import static cotinga.report.QualityCheck.OPEN_INTEREST_SHORT;
import static cotinga.report.QualityCheck.REPORT_DATES;
import static cotinga.report.QualityCheck.WEEKS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import cotinga.analytics.HistoryBuilder;
import cotinga.release.ReleaseCalendar;
import cotinga.report.CheckResult;
import cotinga.report.Deviation;
import cotinga.report.MarketHistory;
import cotinga.report.QualityCheck;
import cotinga.report.ReportVariant;
import cotinga.report.WeekColumn;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class VariantChecksTest {
    private static final String GOLD = "088691";
    private static final String NEWEST = "2026-06-09";

    @ParameterizedTest
    @EnumSource(ReportVariant.class)
    void findsNothingInConsistentReports(ReportVariant variant) {
        List<CheckResult> results = check(
                variant,
                Map.of(GOLD, 3),
                weeks(variant, GOLD, List.of("2026-05-26", "2026-06-02", NEWEST), List.of(100, 130, 90)));

        assertThat(results).extracting(CheckResult::check).containsExactly(QualityCheck.values());
        assertThat(results).noneMatch(CheckResult::isWarning).allMatch(result -> result.examples()
                .isEmpty());
        assertThat(result(results, OPEN_INTEREST_LONG).checked()).isEqualTo(3);
        assertThat(result(results, CHANGES).checked())
                .isEqualTo(2L * (1 + 2L * variant.type().groups().size()));
        assertThat(result(results, CHANGES).newestChecked())
                .isEqualTo(1 + 2L * variant.type().groups().size());
        assertThat(result(results, WEEKS).checked()).isEqualTo(1);
        assertThat(result(results, MARKETS).checked()).isEqualTo(2);
        assertThat(result(results, REPORT_DATES).checked()).isEqualTo(3);
    }

    @ParameterizedTest
    @CsvSource({
        "LEGACY_FO, 2, 0",
        "LEGACY_FO, 3, 1",
        "LEGACY_CO, -2, 0",
        "DISAGG_CO, 4, 0",
        "DISAGG_FO, -5, 1",
        "TFF_CO, 5, 0",
        "TFF_FO, 6, 1",
        "CIT_CO, -2, 0",
        "CIT_CO, 3, 1"
    })
    void toleratesWhatRoundingExplainsOfASum(ReportVariant variant, int excess, int deviating) {
        HistoryBuilder history = new HistoryBuilder(variant).market(GOLD, "GOLD");
        consistentWeek(history, variant, NEWEST, 100, 0);
        history.set(WeekColumn.group(0, WeekColumn.LONG), 100 + excess);

        List<CheckResult> results = check(variant, Map.of(), history.build());

        CheckResult longs = result(results, OPEN_INTEREST_LONG);
        assertThat(longs.deviating()).isEqualTo(deviating);
        assertThat(longs.newestDeviating()).isEqualTo(deviating);
        assertThat(longs.isWarning()).isEqualTo(deviating > 0);
        assertThat(result(results, OPEN_INTEREST_SHORT).isWarning()).isFalse();
        if (deviating > 0) {
            int sum = 100 + excess + openInterest(variant, 100) - 100;
            assertThat(longs.examples())
                    .containsExactly(new Deviation(
                            GOLD,
                            LocalDate.parse(NEWEST),
                            "longs and spreads",
                            String.valueOf(sum),
                            String.valueOf(openInterest(variant, 100))));
        }
    }

    @Test
    void skipsSumsWithAMissingNumber() {
        HistoryBuilder history = new HistoryBuilder(ReportVariant.TFF_FO).market(GOLD, "GOLD");
        consistentWeek(history, ReportVariant.TFF_FO, NEWEST, 100, 0);
        history.set(WeekColumn.group(1, WeekColumn.SHORT), WeekColumn.MISSING);

        List<CheckResult> results = check(ReportVariant.TFF_FO, Map.of(), history.build());

        assertThat(result(results, OPEN_INTEREST_LONG).checked()).isEqualTo(1);
        assertThat(result(results, OPEN_INTEREST_SHORT).checked()).isZero();
    }

    @Test
    void reportsAChangeThatDoesNotFit() {
        MarketHistory history = changes("2026-05-26 100 .", "2026-06-02 130 30", NEWEST + " 90 -41", "2026-06-16 95 2");

        CheckResult changes = changes(history);

        assertThat(changes.checked()).isEqualTo(3);
        assertThat(changes.deviating()).as("rounding explains the one").isEqualTo(1);
        assertThat(changes.newestDeviating()).isEqualTo(1);
        assertThat(changes.isWarning()).isTrue();
        assertThat(changes.examples())
                .containsExactly(new Deviation(GOLD, LocalDate.of(2026, 6, 16), "oi_change", "2", "5"));
    }

    @Test
    void doesNotCompareWithAWeekThatIsNotTheReleaseBefore() {
        assertThat(changes(changes("2026-05-26 100 .", NEWEST + " 900 4")).checked())
                .isZero();
        assertThat(changes(changes("2026-06-06 100 .", NEWEST + " 900 4")).checked())
                .isZero();
        assertThat(changes(changes("2018-12-18 100 .", "2018-12-24 104 4", "2018-12-31 103 -1", "2019-01-08 110 7"))
                        .checked())
                .isEqualTo(3);
    }

    @Test
    void explainsAChangeThatRefersToTheReleaseBeforeLast() {
        CheckResult changes = changes(changes("2026-05-26 100 .", "2026-06-02 130 30", NEWEST + " 90 -10"));

        assertThat(changes.deviating()).isZero();
        assertThat(changes.explained()).isEqualTo(1);
        assertThat(changes.isWarning()).isFalse();
    }

    @Test
    void explainsChangesAroundAWeekThatWasRevised() {
        CheckResult changes =
                changes(changes("2026-05-26 100 .", "2026-06-02 150 30", NEWEST + " 90 -40", "2026-06-16 95 5"));

        assertThat(changes.deviating()).isZero();
        assertThat(changes.explained()).isEqualTo(2);
    }

    @Test
    void keepsTheNewestTenExamples() {
        HistoryBuilder history = new HistoryBuilder(ReportVariant.LEGACY_FO).market(GOLD, "GOLD");
        LocalDate date = LocalDate.parse(NEWEST).minusWeeks(39);
        for (int week = 0; week < 40; week++) {
            history.week(date.plusWeeks(week).toString()).openInterest(week * 100, week * week);
        }

        CheckResult changes = changes(history.build());

        assertThat(changes.examples()).hasSize(10);
        assertThat(changes.examples().get(0).reportDate()).isEqualTo(NEWEST);
        assertThat(changes.examples().get(9).reportDate())
                .isEqualTo(LocalDate.parse(NEWEST).minusWeeks(9));
    }

    @Test
    void warnsOfManyOldDeviationsButNotOfFew() {
        assertThat(oldDeviations(1).isWarning()).isFalse();
        assertThat(oldDeviations(8).isWarning()).isTrue();
        assertThat(oldDeviations(8).newestDeviating()).isZero();
    }

    /** {@code deviating} of 400 old changes deviate. */
    private static CheckResult oldDeviations(int deviating) {
        HistoryBuilder history = new HistoryBuilder(ReportVariant.LEGACY_FO).market(GOLD, "GOLD");
        LocalDate date = LocalDate.parse(NEWEST).minusWeeks(400);
        for (int week = 0; week <= 400; week++) {
            boolean deviates = week % 5 == 1 && week < deviating * 5;
            history.week(date.plusWeeks(week).toString()).openInterest(week * 100, deviates ? 7 + week : 100);
        }
        return changes(history.build());
    }

    @Test
    void reportsMarketsThatLostWeeksOrDisappeared() {
        ReportVariant variant = ReportVariant.LEGACY_FO;
        List<CheckResult> results = check(
                variant,
                Map.of(GOLD, 3, "001602", 1, "067651", 7),
                weeks(variant, GOLD, List.of("2026-06-02", NEWEST), List.of(100, 130)),
                weeks(variant, "001602", List.of("2026-06-02", NEWEST), List.of(100, 130)),
                weeks(variant, "099741", List.of(NEWEST), List.of(100)));

        CheckResult weeks = result(results, WEEKS);
        assertThat(weeks.checked()).isEqualTo(3);
        assertThat(weeks.examples())
                .extracting(Deviation::code, Deviation::found, Deviation::expected)
                .containsExactly(tuple("067651", "0", "at least 7"), tuple(GOLD, "2", "at least 3"));
        assertThat(weeks.isWarning()).isTrue();
    }

    @Test
    void reportsAReleaseThatLacksManyMarkets() {
        assertThat(sizes(10, 7)).satisfies(sizes -> {
            assertThat(sizes.isWarning()).isTrue();
            assertThat(sizes.examples())
                    .containsExactly(
                            new Deviation(null, LocalDate.parse(NEWEST), "markets", "7", "about 10, as on 2026-06-02"));
        });
        assertThat(sizes(10, 8).isWarning()).isFalse();
        assertThat(sizes(3, 1).isWarning()).as("a few are no share of anything").isFalse();
        assertThat(sizes(10, 30).isWarning()).isFalse();
    }

    @Test
    void reportsAnOldSmallReleaseWithoutWarning() {
        ReportVariant variant = ReportVariant.LEGACY_FO;
        List<MarketHistory> markets = new ArrayList<>();
        for (int market = 0; market < 10; market++) {
            List<String> dates =
                    market < 5 ? List.of("2026-05-26", "2026-06-02", NEWEST) : List.of("2026-05-26", NEWEST);
            markets.add(weeks(variant, code(market), dates, List.of(100, 100, 100)));
        }

        CheckResult sizes = result(check(variant, Map.of(), markets.toArray(MarketHistory[]::new)), MARKETS);

        assertThat(sizes.deviating()).isEqualTo(1);
        assertThat(sizes.isWarning()).isFalse();
    }

    @ParameterizedTest
    @CsvSource({
        "2026-06-02 2026-06-09, false",
        "2026-06-02 2026-06-10, true",
        "2026-06-01 2026-06-09, false",
        "2026-05-26 2026-06-09, true",
        "2018-12-18 2018-12-24 2018-12-31 2019-01-08, false",
        "2025-11-04 2025-11-10 2025-11-18, false",
        "2025-11-04 2025-11-17, true",
        "2004-12-28 2021-01-05, false",
        "1990-01-15 1990-01-31, false"
    })
    void warnsOfAnUnexpectedDayOrGapInTheNewestRelease(String dates, boolean warning) {
        ReportVariant variant = ReportVariant.LEGACY_FO;
        List<String> reportDates = List.of(dates.split(" ", -1));
        CheckResult result = result(
                check(
                        variant,
                        reportDates.get(reportDates.size() - 1),
                        Map.of(),
                        weeks(variant, GOLD, reportDates, List.of(100, 100, 100, 100))),
                REPORT_DATES);

        assertThat(result.isWarning()).isEqualTo(warning);
    }

    @Test
    void explainsAnUnexpectedDate() {
        ReportVariant variant = ReportVariant.LEGACY_FO;
        CheckResult result = result(
                check(
                        variant,
                        "2026-06-11",
                        Map.of(),
                        weeks(variant, GOLD, List.of("2026-06-02", "2026-06-11"), List.of(100, 100))),
                REPORT_DATES);

        LocalDate date = LocalDate.of(2026, 6, 11);
        assertThat(result.examples())
                .containsExactly(
                        new Deviation(null, date, "days since the release before", "9", "at most 8"),
                        new Deviation(null, date, "weekday", "Thursday", "Tuesday, or Monday before a holiday"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "1990-03-30 1990-04-12 1990-04-30 1990-05-15", // twice a month
                "1992-09-15 1992-09-30 1992-10-06 1992-10-13",
                "1997-12-16 1997-12-19 1997-12-23", // one beside the Tuesday
                "1997-12-16 1997-12-23",
                "2001-12-18 2001-12-21 2001-12-28 2002-01-08",
                "2006-12-26 2007-01-03 2007-01-09",
                "2008-12-16 2008-12-22 2008-12-30",
                "2009-11-03 2009-11-09 2009-11-17",
                "2014-11-04 2014-11-11" // Veterans Day
            })
    void acceptsTheRealReportDates(String dates) {
        assertThat(reportDates(dates).deviating()).isZero();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "1990-04-12 1990-04-27 | 1990-04-27 | weekday | Friday | the day of a report in the middle or at the end of a month",
                "1990-03-30 1990-04-30 | 1990-04-30 | days since the release before | 31 | at most 13",
                "2018-12-18 2018-12-25 | 2018-12-25 | weekday | Tuesday | the day that the report of this week was made as of",
                "2014-11-04 2014-11-10 | 2014-11-10 | weekday | Monday | Tuesday, or Monday before a holiday",
                "2001-12-28 2002-01-15 | 2002-01-15 | days since the release before | 18 | at most 11"
            })
    void reportsAnUnexpectedReportDate(String dates, LocalDate date, String field, String found, String expected) {
        assertThat(reportDates(dates).examples()).containsExactly(new Deviation(null, date, field, found, expected));
    }

    private static CheckResult reportDates(String dates) {
        List<String> all = List.of(dates.split(" ", -1));
        ReportVariant variant = ReportVariant.LEGACY_FO;
        return result(
                check(
                        variant,
                        all.get(all.size() - 1),
                        Map.of(),
                        weeks(variant, GOLD, all, Collections.nCopies(all.size(), 100))),
                REPORT_DATES);
    }

    @Test
    void skipsAMarketWithoutWeeks() {
        assertThat(check(ReportVariant.LEGACY_FO, Map.of(), new HistoryBuilder(ReportVariant.LEGACY_FO).build()))
                .allMatch(result -> result.checked() == 0);
    }

    @Test
    void checksDistantDates() {
        ReportVariant variant = ReportVariant.LEGACY_FO;
        assertThat(result(
                                check(
                                        variant,
                                        "2085-12-25",
                                        Map.of(),
                                        weeks(variant, GOLD, List.of("2085-12-25"), List.of(100))),
                                REPORT_DATES)
                        .newestChecked())
                .isEqualTo(1);
    }

    private static CheckResult sizes(int before, int newest) {
        ReportVariant variant = ReportVariant.LEGACY_FO;
        MarketHistory[] markets = IntStream.range(0, Math.max(before, newest))
                .mapToObj(market -> {
                    List<String> dates = new ArrayList<>();
                    if (market < before) {
                        dates.add("2026-06-02");
                    }
                    if (market < newest) {
                        dates.add(NEWEST);
                    }
                    return weeks(variant, code(market), dates, List.of(100, 100));
                })
                .toArray(MarketHistory[]::new);
        return result(check(variant, Map.of(), markets), MARKETS);
    }

    private static String code(int market) {
        return String.format(Locale.ROOT, "%06d", market);
    }

    /** Of legacy/fo, with weeks "date open-interest change". */
    private static MarketHistory changes(String... weeks) {
        HistoryBuilder history = new HistoryBuilder(ReportVariant.LEGACY_FO).market(GOLD, "GOLD");
        for (String week : weeks) {
            String[] cells = week.split(" ", -1);
            history.week(cells[0])
                    .openInterest(
                            Integer.parseInt(cells[1]),
                            cells[2].equals(".") ? WeekColumn.MISSING : Integer.parseInt(cells[2]));
        }
        return history.build();
    }

    private static CheckResult changes(MarketHistory history) {
        int newest = history.reportDates()[history.size() - 1];
        return result(check(history.variant(), LocalDate.ofEpochDay(newest).toString(), Map.of(), history), CHANGES);
    }

    private static List<CheckResult> check(
            ReportVariant variant, Map<String, Integer> weeksBefore, MarketHistory... markets) {
        return check(variant, NEWEST, weeksBefore, markets);
    }

    private static List<CheckResult> check(
            ReportVariant variant, String newest, Map<String, Integer> weeksBefore, MarketHistory... markets) {
        Map<String, KnownMarket> known = weeksBefore.entrySet().stream()
                .collect(Collectors.toMap(
                        Map.Entry::getKey,
                        market -> new KnownMarket(
                                "NAME",
                                "CMX",
                                market.getValue(),
                                LocalDate.parse(newest).minusWeeks(1))));
        VariantChecks checks = new VariantChecks(
                variant,
                LocalDate.parse(newest),
                known,
                new ShrinkLimit(0.2),
                ReleaseCalendar.shipped().reportDays());
        for (MarketHistory market : markets) {
            checks.add(market);
        }
        return checks.results();
    }

    private static CheckResult result(List<CheckResult> results, QualityCheck check) {
        return results.stream()
                .filter(result -> result.check() == check)
                .findFirst()
                .orElseThrow();
    }

    /** Consistent weeks with {@code positions} for each group on each side. */
    private static MarketHistory weeks(
            ReportVariant variant, String code, List<String> dates, List<Integer> positions) {
        HistoryBuilder history = new HistoryBuilder(variant).market(code, "NAME");
        for (int week = 0; week < dates.size(); week++) {
            int before = week == 0 ? 0 : positions.get(week - 1);
            consistentWeek(history, variant, dates.get(week), positions.get(week), positions.get(week) - before);
        }
        return history.build();
    }

    private static void consistentWeek(
            HistoryBuilder history, ReportVariant variant, String date, int positions, int change) {
        history.week(date)
                .openInterest(
                        openInterest(variant, positions),
                        variant.type().groups().size() * change);
        for (int group = 0; group < variant.type().groups().size(); group++) {
            history.positions(group, positions, positions).changes(group, change, change);
            if (variant.type().groups().get(group).hasSpread()) {
                history.set(WeekColumn.group(group, WeekColumn.SPREAD), 5);
            }
        }
    }

    private static int openInterest(ReportVariant variant, int positions) {
        int spreads = (int) variant.type().groups().stream()
                .filter(group -> group.hasSpread())
                .count();
        return variant.type().groups().size() * positions + spreads * 5;
    }
}
