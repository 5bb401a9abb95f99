package cotinga.sandbox;

import static cotinga.report.ReportVariant.CIT_CO;
import static cotinga.report.ReportVariant.DISAGG_CO;
import static cotinga.report.ReportVariant.DISAGG_FO;
import static cotinga.report.ReportVariant.LEGACY_CO;
import static cotinga.report.ReportVariant.LEGACY_FO;
import static cotinga.report.ReportVariant.TFF_CO;
import static cotinga.report.ReportVariant.TFF_FO;
import static java.util.stream.Collectors.collectingAndThen;
import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.mapping;
import static java.util.stream.Collectors.toCollection;
import static java.util.stream.Collectors.toMap;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.offset;

import cotinga.report.ReportVariant;
import cotinga.sandbox.ReportReader.Line;
import java.nio.charset.StandardCharsets;
import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Reads the content of the sandbox's files by column name. */
class SandboxReportsTest {
    private static final SandboxReports REPORTS = Sandboxes.reports("2026-11-20T09:00:00");

    @Nested
    class TheRange {
        @Test
        void fiveYearsHaveArchivesInEveryVariantAndNoOtherYearHas() {
            for (ReportVariant variant : ReportVariant.values()) {
                assertThat(IntStream.rangeClosed(2018, 2028)
                                .filter(year -> REPORTS.file(Sandboxes.archivePath(variant, year))
                                        .isPresent()))
                        .as(variant.path())
                        .containsExactly(2022, 2023, 2024, 2025, 2026);
            }
        }

        @Test
        void servesOnlyTheFilesOfTheCftc() {
            assertThat(Stream.of(
                            "/files/dea/history/deacot1986_2016.zip",
                            "/files/dea/history/fut_fin_txt_2006_2016.zip",
                            "/files/dea/history/deacot2026.zip/x",
                            "/files/dea/history/deacot.zip",
                            "/dea/newcot/other.txt",
                            "/dea/newcot/",
                            "/",
                            ""))
                    .allSatisfy(path -> assertThat(REPORTS.file(path)).isEmpty());
        }

        @Test
        void aWeekAppearsOnFridayAtHalfPastThreeInNewYork() {
            assertThat(newest("2026-11-20T15:29:59")).isEqualTo("2026-11-10");
            assertThat(newest("2026-11-20T15:30:00")).isEqualTo("2026-11-17");
            assertThat(newest("2026-11-17T12:00:00")).isEqualTo("2026-11-10");
        }

        @Test
        void aLateReleaseDoesNotAppear() {
            SandboxReports late = new SandboxReports(Sandboxes.clock("2026-11-20T15:30:00"), Scenario.LATE);

            assertThat(Sandboxes.lines(late, TFF_FO, 2026))
                    .extracting(Line::reportDate)
                    .contains(LocalDate.of(2026, 11, 10))
                    .doesNotContain(LocalDate.of(2026, 11, 17));
        }

        @Test
        void aCorrectionMovesLongsBetweenGroupsOfFewMarketsInTheWeekBefore() {
            SandboxReports revised = new SandboxReports(Sandboxes.clock("2026-11-20T15:30:00"), Scenario.REVISED);
            String path = Sandboxes.archivePath(DISAGG_FO, 2026);
            List<Line> uncorrected = ReportReader.lines(
                    ReportReader.text(revised.earlier(path).orElseThrow().bytes()));
            List<Line> corrected = Sandboxes.lines(revised, DISAGG_FO, 2026);
            List<Line> different = IntStream.range(0, corrected.size())
                    .filter(line -> !uncorrected
                            .get(line)
                            .cell("M_Money_Positions_Long_All")
                            .equals(corrected.get(line).cell("M_Money_Positions_Long_All")))
                    .mapToObj(uncorrected::get)
                    .toList();

            assertThat(different).hasSize(4).extracting(Line::reportDate).containsOnly(LocalDate.of(2026, 11, 10));
            assertThat(different).extracting(Line::code).contains("088691", "001602");
            assertThat(uncorrected).hasSameSizeAs(corrected);
            assertThat(revised.earlier(Sandboxes.archivePath(DISAGG_FO, 2025))).isEmpty();
            assertThat(revised.earlier(Sandboxes.weeklyPath(DISAGG_FO))).isEmpty();
            assertThat(REPORTS.earlier(path)).isEmpty();
        }

        @Test
        void anIncompleteReleaseHasFewMarketsInOneVariantOnly() {
            SandboxReports withheld = new SandboxReports(Sandboxes.clock("2026-11-20T15:30:00"), Scenario.WITHHELD);

            assertThat(marketsOfNewest(withheld, TFF_FO)).isBetween(5L, 12L);
            assertThat(marketsOfNewest(withheld, DISAGG_FO)).isGreaterThan(30);
            assertThat(withheld.earlier(Sandboxes.archivePath(DISAGG_FO, 2026))).isEmpty();
            assertThat(ReportReader.weekly(
                            new String(
                                    withheld.earlier(Sandboxes.weeklyPath(TFF_FO))
                                            .orElseThrow()
                                            .bytes(),
                                    StandardCharsets.US_ASCII),
                            SandboxResource.columns("tff")))
                    .hasSizeGreaterThan(30)
                    .extracting(Line::reportDate)
                    .containsOnly(LocalDate.of(2026, 11, 10));
        }

        private long marketsOfNewest(SandboxReports reports, ReportVariant variant) {
            return Sandboxes.lines(reports, variant, 2026).stream()
                    .filter(line -> line.reportDate().equals(LocalDate.of(2026, 11, 17)))
                    .count();
        }

        @Test
        void aHolidayDelaysTheReleaseToMonday() {
            assertThat(newest("2026-11-28T12:00:00")).isEqualTo("2026-11-17");
            assertThat(newest("2026-11-30T15:30:00")).isEqualTo("2026-11-24");
        }

        @Test
        void theReleaseFollowsDaylightSaving() {
            assertThat(lastModified("2026-11-21T00:00:00", 2026)).isEqualTo("2026-11-20T20:30:00Z");
            assertThat(lastModified("2026-07-11T00:00:00", 2026)).isEqualTo("2026-07-10T19:30:00Z");
            assertThat(newest("2026-03-13T15:29:59")).isEqualTo("2026-03-03");
            assertThat(newest("2026-03-13T15:30:00")).isEqualTo("2026-03-10");
        }

        @Test
        void theNewYearsArchiveDoesNotExistBeforeItsFirstRelease() {
            SandboxReports before = Sandboxes.reports("2026-01-09T15:29:59");
            SandboxReports after = Sandboxes.reports("2026-01-09T15:30:00");
            String path = Sandboxes.archivePath(TFF_FO, 2026);

            assertThat(before.file(path)).isEmpty();
            assertThat(Sandboxes.lines(before, TFF_FO, 2025))
                    .extracting(Line::reportDate)
                    .contains(LocalDate.of(2025, 12, 30));
            assertThat(Sandboxes.lines(after, TFF_FO, 2026))
                    .extracting(Line::reportDate)
                    .containsOnly(LocalDate.of(2026, 1, 6));
        }

        @Test
        void theLastWeekOfAYearIsReleasedInTheNext() {
            assertThat(newest("2026-01-05T15:29:59")).isEqualTo("2025-12-23");
            assertThat(newest("2026-01-05T15:30:00")).isEqualTo("2025-12-30");
            assertThat(Sandboxes.archive(Sandboxes.reports("2026-01-05T15:30:00"), TFF_FO, 2025)
                            .lastModified())
                    .isEqualTo("2026-01-05T20:30:00Z");
        }

        @Test
        void aWholeYearHasEveryTuesday() {
            assertThat(Sandboxes.lines(REPORTS, LEGACY_FO, 2024).stream()
                            .map(Line::reportDate)
                            .distinct())
                    .hasSize(53)
                    .allSatisfy(date -> {
                        assertThat(date.getYear()).isEqualTo(2024);
                        assertThat(date.getDayOfWeek()).isEqualTo(DayOfWeek.TUESDAY);
                    });
        }

        private static String newest(String newYork) {
            SandboxReports reports = Sandboxes.reports(newYork);
            List<LocalDate> weekly =
                    ReportReader.weekly(Sandboxes.weeklyText(reports, TFF_FO), SandboxResource.columns("tff")).stream()
                            .map(Line::reportDate)
                            .distinct()
                            .toList();
            LocalDate newest = weekly.get(0);
            assertThat(weekly).hasSize(1);
            assertThat(Sandboxes.lines(reports, TFF_FO, newest.getYear()).get(0).reportDate())
                    .isEqualTo(newest);
            return newest.toString();
        }

        private static Instant lastModified(String newYork, int year) {
            return Sandboxes.archive(Sandboxes.reports(newYork), DISAGG_FO, year)
                    .lastModified();
        }
    }

    @Nested
    class TheBytes {
        @ParameterizedTest
        @EnumSource(ReportVariant.class)
        void areTheSameEachTime(ReportVariant variant) {
            SandboxFile first = Sandboxes.archive(REPORTS, variant, 2025);
            SandboxFile second = Sandboxes.archive(Sandboxes.reports("2026-11-20T09:00:00"), variant, 2025);

            assertThat(second.bytes()).isEqualTo(first.bytes());
            assertThat(second.etag()).isEqualTo(first.etag()).matches("\"[0-9a-f]{64}\"");
        }

        @Test
        void ofAPastYearDoNotChangeWithTheReleasesOfTheCurrentOne() {
            SandboxReports later = Sandboxes.reports("2026-12-24T00:00:00");

            assertThat(Sandboxes.archive(later, LEGACY_FO, 2025).etag())
                    .isEqualTo(Sandboxes.archive(REPORTS, LEGACY_FO, 2025).etag());
            assertThat(Sandboxes.archive(later, LEGACY_FO, 2026).etag())
                    .isNotEqualTo(Sandboxes.archive(REPORTS, LEGACY_FO, 2026).etag());
        }

        @Test
        void haveTheCftcsMemberNamesAndTheReleaseAsMemberTime() {
            assertThat(Stream.of(ReportVariant.values())
                            .map(variant -> ReportReader.member(
                                    Sandboxes.archive(REPORTS, variant, 2026).bytes())))
                    .allSatisfy(member ->
                            assertThat(member.getTimeLocal()).isEqualTo(LocalDateTime.parse("2026-11-16T15:30:00")))
                    .extracting("name")
                    .containsExactly(
                            "annual.txt",
                            "annualof.txt",
                            "f_year.txt",
                            "c_year.txt",
                            "FinFutYY.txt",
                            "FinComYY.txt",
                            "annualci.txt");
        }

        @Test
        void changeTheirDateAndTagTogetherWhenAYearTakesTheEarlyForm() {
            SandboxReports before = Sandboxes.reports("2026-01-09T15:29:59");
            SandboxReports after = Sandboxes.reports("2026-01-09T15:30:00");
            SandboxFile modern = Sandboxes.archive(before, TFF_FO, 2023);
            SandboxFile early = Sandboxes.archive(after, TFF_FO, 2023);

            assertThat(modern.lastModified()).isEqualTo("2023-12-29T20:30:00Z");
            assertThat(early.lastModified()).isEqualTo("2026-01-09T20:30:00Z");
            assertThat(early.etag()).isNotEqualTo(modern.etag());
            assertThat(cells(Sandboxes.lines(after, TFF_FO, 2023)))
                    .isEqualTo(cells(Sandboxes.lines(before, TFF_FO, 2023)));
        }
    }

    @Nested
    class TheForm {
        @ParameterizedTest
        @EnumSource(ReportVariant.class)
        void hasTheColumnsOfTheReportType(ReportVariant variant) {
            int columns =
                    switch (variant.type()) {
                        case LEGACY -> 129;
                        case DISAGG -> 191;
                        case TFF -> 87;
                        case CIT -> 54;
                    };
            for (int year : new int[] {2022, 2026}) {
                assertThat(Sandboxes.lines(REPORTS, variant, year))
                        .isNotEmpty()
                        .allSatisfy(line -> assertThat(line.cells()).hasSize(columns));
            }
        }

        @Test
        void ofTheLegacyHeaderHasALeadingBlankInOneName() {
            assertThat(Sandboxes.text(REPORTS, LEGACY_FO, 2026))
                    .startsWith("\"Market and Exchange Names\",\"As of Date in Form YYMMDD\",")
                    .contains(",\" Total Reportable Positions-Long (All)\",\"Total Reportable Positions-Short (All)\",")
                    .contains(",\"CFTC Commodity Code (Quotes)\"\r\n");
            assertThat(Sandboxes.text(REPORTS, LEGACY_FO, 2022)).contains(",\"CFTC Commodity Code (Quotes)\" \r\n");
        }

        @Test
        void ofTheTwoOldestYearsHasBlanksBeforeCommasAndAnotherDateColumn() {
            for (int year : new int[] {2022, 2023}) {
                assertThat(Sandboxes.text(REPORTS, DISAGG_FO, year))
                        .contains("\"Report_Date_as_MM_DD_YYYY\"")
                        .containsPattern("(?m)^\"GOLD \\(SYNTHETIC\\) - COMMODITY EXCHANGE INC\\.\" ,"
                                + "\\d{6} ,\\d{4}-\\d\\d-\\d\\d,088691 ,CMX ,01 ,088 ,  \\d{6},")
                        .contains(
                                ",\"(CONTRACTS OF 100 TROY OUNCES)\" ,\"088691\" ,\"CMX\" ,\"088\" ,\"N20\" ,\"FutOnly\"\r\n")
                        .contains(",      .,");
            }
        }

        @Test
        void ofLaterYearsIsTheModernOne() {
            for (int year : new int[] {2024, 2025, 2026}) {
                assertThat(Sandboxes.text(REPORTS, TFF_CO, year))
                        .contains("\"Report_Date_as_YYYY-MM-DD\"")
                        .contains("\"EURO FX (SYNTHETIC) - CHICAGO MERCANTILE EXCHANGE\",")
                        .contains(",099741,CME ,00,099 ,")
                        .contains(",\"(CONTRACTS OF EUR 125,000)\",\"099741\",\"CME \",\"099 \",\"F10\",\"Combined\"\n")
                        .contains(",.,")
                        .doesNotContain("\r", " ,\"", "\" ,");
            }
        }

        @Test
        void ofAWeeklyFileHasNoHeaderAndQuotesOnlyWhereNeededExceptInLegacy() {
            String legacy = Sandboxes.weeklyText(REPORTS, LEGACY_FO);
            String disagg = Sandboxes.weeklyText(REPORTS, DISAGG_FO);

            assertThat(legacy)
                    .startsWith(
                            "\"WHEAT-SRW (SYNTHETIC) - CHICAGO BOARD OF TRADE\",261110,2026-11-10,001602,CBT ,00,001 ,")
                    .contains(",\"088691\",\"CMX \",\"088 \"\r\n");
            assertThat(disagg)
                    .startsWith("WHEAT-SRW (SYNTHETIC) - CHICAGO BOARD OF TRADE,261110,2026-11-10,001602,CBT ,00,001 ,")
                    .contains("\n\"CRUDE OIL, LIGHT SWEET-WTI (SYNTHETIC) - ICE FUTURES EUROPE\",261110,")
                    .contains(",\"(CONTRACTS OF 1,000 BARRELS)\",067411,ICEU,067 ,N10,FutOnly\r\n")
                    .contains(",(CONTRACTS OF 100 TROY OUNCES),088691,CMX ,088 ,N20,FutOnly\r\n");
        }

        @Test
        void ofTheSupplementalReportQuotesCodesAndHasOtherNamesInTheOldestYears() {
            assertThat(Sandboxes.text(REPORTS, CIT_CO, 2026))
                    .contains("\"As_of_Date_In_Form_YYYY-MM-DD\"", "\"Change_Comm_Short_All_NoCIT \"")
                    .contains("\"Traders_Tot_Rept_Long_All\"")
                    .contains(",2026-11-10,\"001602\",\"CBT \",00,\"001 \",")
                    .contains(",\"(CONTRACTS OF 5,000 BUSHELS)\"\n");
            assertThat(Sandboxes.text(REPORTS, CIT_CO, 2022))
                    .contains("\"As_of_Date_In_Form_MM/DD/YYYY\"")
                    .contains("\"Traders_Tot_Rept_Long_All_NoCIT\",\"Traders_Tot_Rept_Short_All_NoCIT\"");
        }

        @ParameterizedTest
        @EnumSource(ReportVariant.class)
        void ofAWeeklyFileHasTheNumbersOfTheArchive(ReportVariant variant) {
            List<Line> weekly = ReportReader.weekly(
                    Sandboxes.weeklyText(REPORTS, variant),
                    SandboxResource.columns(variant.type().key()));
            List<Line> newest = Sandboxes.lines(REPORTS, variant, 2026).stream()
                    .filter(line -> line.reportDate().equals(LocalDate.of(2026, 11, 10)))
                    .toList();

            assertThat(cells(weekly)).isEqualTo(cells(newest));
        }

        @Test
        void ordersByMarketAndThenNewestFirst() {
            List<Line> lines = Sandboxes.lines(REPORTS, DISAGG_FO, 2025);

            List<String> markets = lines.stream().map(Line::code).distinct().toList();
            Map<String, List<Line>> byMarket = lines.stream().collect(groupingBy(Line::code));
            List<Line> expected = new ArrayList<>();
            for (String market : markets) {
                Objects.requireNonNull(byMarket.get(market)).stream()
                        .sorted((left, right) -> right.reportDate().compareTo(left.reportDate()))
                        .forEach(expected::add);
            }
            assertThat(lines).isEqualTo(expected);
        }

        @Test
        void repeatsTheDateAndTheCodesAsTheCftcDoes() {
            assertThat(Sandboxes.lines(REPORTS, DISAGG_CO, 2026)).allSatisfy(line -> {
                assertThat(line.cell("As_of_Date_In_Form_YYMMDD"))
                        .isEqualTo(line.reportDate().toString().substring(2).replace("-", ""));
                assertThat(line.cell("CFTC_Contract_Market_Code_Quotes")).isEqualTo(line.code());
                assertThat(line.cell("CFTC_Commodity_Code"))
                        .isEqualTo(line.code().substring(0, 3));
                assertThat(line.cell("FutOnly_or_Combined")).isEqualTo("Combined");
            });
        }
    }

    @Nested
    class TheNumbers {
        @ParameterizedTest
        @EnumSource(ReportVariant.class)
        void addUpToTheOpenInterestOnEitherSide(ReportVariant variant) {
            for (int year : new int[] {2022, 2025}) {
                assertThat(Sandboxes.lines(REPORTS, variant, year)).allSatisfy(line -> {
                    Book book = Book.of(variant);
                    int openInterest = line.count(book.openInterest());
                    assertThat(openInterest).isPositive();
                    assertThat(line.count(book.longs().reportable())
                                    + line.count(book.longs().small()))
                            .isEqualTo(openInterest);
                    assertThat(line.count(book.shorts().reportable())
                                    + line.count(book.shorts().small()))
                            .isEqualTo(openInterest);
                    assertThat(sum(line, book.longs().groups()) + sum(line, book.spreads()))
                            .isEqualTo(line.count(book.longs().reportable()));
                    assertThat(sum(line, book.shorts().groups()) + sum(line, book.spreads()))
                            .isEqualTo(line.count(book.shorts().reportable()));
                    assertThat(book.positions())
                            .allSatisfy(column -> assertThat(line.count(column)).isNotNegative());
                });
            }
        }

        @ParameterizedTest
        @EnumSource(ReportVariant.class)
        void changeByExactlyWhatIsPublished(ReportVariant variant) {
            Book book = Book.of(variant);
            Map<String, Line> weeks = weeks(variant, 2024, 2025);
            int compared = 0;
            for (Line line : weeks.values()) {
                Line before = weeks.get(line.code() + " " + line.reportDate().minusWeeks(1));
                if (before == null) {
                    continue;
                }
                for (int i = 0; i < book.positions().size(); i++) {
                    String column = book.positions().get(i);
                    assertThat(line.count(book.changes().get(i)))
                            .as("%s %s", line.week(), column)
                            .isEqualTo(line.count(column) - before.count(column));
                    compared++;
                }
            }
            assertThat(compared).isGreaterThan(10_000);
        }

        @Test
        void ofAMarketsFirstWeekHaveNoChange() {
            Book book = Book.of(TFF_FO);
            List<Line> ofSolana = Sandboxes.lines(REPORTS, TFF_FO, 2025).stream()
                    .filter(line -> line.code().equals("177741"))
                    .toList();
            Line first = ofSolana.get(ofSolana.size() - 1);

            assertThat(first.reportDate()).isEqualTo("2025-04-01");
            assertThat(book.changes())
                    .allSatisfy(column -> assertThat(first.cell(column)).isEqualTo("."));
            assertThat(ofSolana.get(ofSolana.size() - 2).cell(book.changes().get(0)))
                    .matches("-?\\d+");
        }

        @Test
        void ofAWeekStayTheSameWhateverTodayIs() {
            SandboxReports inSpring = Sandboxes.reports("2026-05-01T12:00:00");
            SandboxReports twoYearsOn = Sandboxes.reports("2028-11-20T12:00:00");
            Map<String, List<String>> then = numbers(Sandboxes.lines(inSpring, DISAGG_CO, 2026));
            Map<String, List<String>> now = numbers(Sandboxes.lines(REPORTS, DISAGG_CO, 2026));
            Map<String, List<String>> later = numbers(Sandboxes.lines(twoYearsOn, DISAGG_CO, 2026));

            assertThat(then).hasSizeGreaterThan(400);
            assertThat(now).containsAllEntriesOf(then).hasSizeGreaterThan(then.size());
            assertThat(later).containsAllEntriesOf(now).hasSizeGreaterThan(now.size());
        }

        @Test
        void ofBothReportTypesOfAMarketAgree() {
            Map<String, Line> legacy = weeks(LEGACY_FO, 2026);
            Map<String, Line> disagg = weeks(DISAGG_FO, 2026);
            Map<String, Line> tff = weeks(TFF_FO, 2026);

            assertThat(legacy).hasSize(disagg.size() + tff.size());
            Stream.of(disagg, tff).flatMap(weeks -> weeks.values().stream()).forEach(line -> {
                Line same = Objects.requireNonNull(legacy.get(line.week()), line.week());
                assertThat(same.cell("Open Interest (All)")).isEqualTo(line.cell("Open_Interest_All"));
                assertThat(same.cell("Nonreportable Positions-Long (All)"))
                        .isEqualTo(line.cell("NonRept_Positions_Long_All"));
                assertThat(same.cell("Total Reportable Positions-Short (All)"))
                        .isEqualTo(line.cell("Tot_Rept_Positions_Short_All"));
                assertThat(same.cell("Traders-Total (All)")).isEqualTo(line.cell("Traders_Tot_All"));
                assertThat(same.cell("Concentration-Gross LT =8 TDR-Long (All)"))
                        .isEqualTo(line.cell("Conc_Gross_LE_8_TDR_Long_All"));
            });
        }

        @Test
        void ofTheLegacyReportCountSwapDealersSpreadsOnBothSides() {
            Line legacy = Objects.requireNonNull(weeks(LEGACY_FO, 2026).get("088691 2026-11-10"));
            Line disagg = Objects.requireNonNull(weeks(DISAGG_FO, 2026).get("088691 2026-11-10"));

            assertThat(legacy.count("Commercial Positions-Long (All)"))
                    .isEqualTo(disagg.count("Prod_Merc_Positions_Long_All")
                            + disagg.count("Swap_Positions_Long_All")
                            + disagg.count("Swap__Positions_Spread_All"));
            assertThat(legacy.count("Noncommercial Positions-Spreading (All)"))
                    .isEqualTo(disagg.count("M_Money_Positions_Spread_All")
                            + disagg.count("Other_Rept_Positions_Spread_All"));
        }

        @Test
        void ofTheSupplementalReportSplitIndexTradersOffFromTheLegacyGroups() {
            Map<String, Line> legacy = weeks(LEGACY_CO, 2026);
            Map<String, Line> supplemental = weeks(CIT_CO, 2026);

            assertThat(supplemental.values().stream().map(Line::code).distinct())
                    .hasSize(13);
            supplemental.forEach((week, line) -> {
                Line same = Objects.requireNonNull(legacy.get(week), week);
                int index = line.count("CIT_Positions_Long_All");
                assertThat(line.cell("Open_Interest_All")).isEqualTo(same.cell("Open Interest (All)"));
                assertThat(line.cell("NonRept_Positions_Long_All"))
                        .isEqualTo(same.cell("Nonreportable Positions-Long (All)"));
                assertThat(index).isPositive().isGreaterThan(line.count("CIT_Positions_Short_All"));
                assertThat(line.count("NComm_Positions_Long_All_NoCIT")
                                + line.count("Comm_Positions_Long_All_NoCIT")
                                + index)
                        .isEqualTo(same.count("Noncommercial Positions-Long (All)")
                                + same.count("Commercial Positions-Long (All)"));
            });
        }

        @Test
        void ofACombinedReportAreNeverLessThanTheFuturesAlone() {
            assertNeverLess(weeks(LEGACY_CO, 2026), weeks(LEGACY_FO, 2026), Book.of(LEGACY_FO));
            assertNeverLess(weeks(DISAGG_CO, 2026), weeks(DISAGG_FO, 2026), Book.of(DISAGG_FO));
            assertNeverLess(weeks(TFF_CO, 2026), weeks(TFF_FO, 2026), Book.of(TFF_FO));
        }

        @ParameterizedTest
        @EnumSource(ReportVariant.class)
        void ofTradersArePlausibleAndFewAreNotDisclosed(ReportVariant variant) {
            Book book = Book.of(variant);
            List<Line> lines = Sandboxes.lines(REPORTS, variant, 2026);

            assertThat(lines).allSatisfy(line -> {
                int total = line.count(book.traders().get(0));
                assertThat(total).isBetween(20, 1000);
                assertThat(book.traders().stream().map(line::cell))
                        .allMatch(count -> count.equals(".")
                                || count.equals("0")
                                || (Integer.parseInt(count) >= 4 && Integer.parseInt(count) <= total));
            });
            if (variant == DISAGG_FO || variant == TFF_FO) {
                assertThat(lines.stream()
                                .flatMap(line -> book.traders().stream().map(line::cell)))
                        .contains(".");
            }
        }

        @ParameterizedTest
        @EnumSource(value = ReportVariant.class, mode = EnumSource.Mode.EXCLUDE, names = "CIT_CO")
        void ofTheLargestTradersAreTenthsOfAPercentAndGrowFromFourToEight(ReportVariant variant) {
            boolean legacy = variant == LEGACY_FO || variant == LEGACY_CO;
            List<String> columns = legacy
                    ? List.of(
                            "Concentration-Gross LT = 4 TDR-Long (All)",
                            "Concentration-Gross LT =8 TDR-Long (All)",
                            "Concentration-Net LT =4 TDR-Long (All)",
                            "Concentration-Net LT =8 TDR-Long (All)")
                    : List.of(
                            "Conc_Gross_LE_4_TDR_Long_All",
                            "Conc_Gross_LE_8_TDR_Long_All",
                            "Conc_Net_LE_4_TDR_Long_All",
                            "Conc_Net_LE_8_TDR_Long_All");
            assertThat(Sandboxes.lines(REPORTS, variant, 2026)).allSatisfy(line -> {
                assertThat(columns)
                        .allSatisfy(column -> assertThat(line.cell(column)).matches("\\d{1,2}\\.\\d"));
                double[] percent = columns.stream()
                        .mapToDouble(column -> Double.parseDouble(line.cell(column)))
                        .toArray();
                assertThat(percent[0]).isBetween(percent[2], percent[1]);
                assertThat(percent[3]).isBetween(percent[2], percent[1]);
            });
        }

        @ParameterizedTest
        @EnumSource(
                value = ReportVariant.class,
                names = {"LEGACY_FO", "DISAGG_CO"})
        void ofAllCropYearsAreTheOldOnesBecauseTheOtherIsEmpty(ReportVariant variant) {
            Line any = Sandboxes.lines(REPORTS, variant, 2026).get(0);
            List<String> all = any.columns().keySet().stream()
                    .filter(column -> column.endsWith("All)") || column.endsWith("_All"))
                    .filter(column -> !column.startsWith("Change"))
                    .filter(column -> any.has(old(column)))
                    .toList();

            assertThat(all).hasSizeGreaterThan(30);
            assertThat(Sandboxes.lines(REPORTS, variant, 2026))
                    .allSatisfy(line -> all.forEach(column ->
                            assertThat(line.cell(old(column))).as(column).isEqualTo(line.cell(column))));
            assertThat(any.cell(variant == LEGACY_FO ? "Open Interest (Other)" : "Open_Interest_Other"))
                    .isEqualTo("0");
        }

        @Test
        void asPercentagesAreOfTheOpenInterest() {
            assertThat(Sandboxes.lines(REPORTS, TFF_FO, 2026)).allSatisfy(line -> {
                double share = 100.0 * line.count("Lev_Money_Positions_Short_All") / line.count("Open_Interest_All");
                assertThat(line.cell("Pct_of_Open_Interest_All")).isEqualTo("100.0");
                assertThat(Double.parseDouble(line.cell("Pct_of_OI_Lev_Money_Short_All")))
                        .isCloseTo(share, offset(0.0501));
            });
        }

        @Test
        void wanderSoThatNetPositionsSwingWithoutJumping() {
            List<Line> gold = new ArrayList<>();
            for (int year = 2022; year <= 2026; year++) {
                Sandboxes.lines(REPORTS, DISAGG_FO, year).stream()
                        .filter(line -> line.code().equals("088691"))
                        .forEach(gold::add);
            }
            List<Double> share = gold.stream()
                    .sorted((left, right) -> left.reportDate().compareTo(right.reportDate()))
                    .map(line -> (double) (line.count("M_Money_Positions_Long_All")
                                    - line.count("M_Money_Positions_Short_All"))
                            / line.count("Open_Interest_All"))
                    .toList();
            double widest = share.stream()
                            .mapToDouble(Double::doubleValue)
                            .max()
                            .orElseThrow()
                    - share.stream().mapToDouble(Double::doubleValue).min().orElseThrow();
            double largestStep = IntStream.range(1, share.size())
                    .mapToDouble(week -> Math.abs(share.get(week) - share.get(week - 1)))
                    .max()
                    .orElseThrow();

            assertThat(widest).isGreaterThan(0.1);
            assertThat(largestStep).isLessThan(widest / 2);
        }
    }

    @Nested
    class TheMarkets {
        @Test
        void areSomeSixtyAndSaySyntheticInTheirNames() {
            List<Line> lines = Sandboxes.lines(REPORTS, LEGACY_FO, 2025);

            assertThat(lines.stream().map(Line::code).distinct()).hasSizeBetween(60, 75);
            assertThat(lines).allSatisfy(line -> assertThat(line.cell("Market and Exchange Names"))
                    .contains("(SYNTHETIC) - "));
        }

        @Test
        void appearLateVanishForWeeksAndGoForGood() {
            Map<String, List<String>> months = months();

            assertThat(months.get("177741")).startsWith("2025-04").endsWith("2026-11");
            assertThat(months.get("058643")).startsWith("2022-01").endsWith("2023-05");
            assertThat(months.get("039601")).hasSize(59);
            assertThat(months.get("004603"))
                    .hasSize(54)
                    .contains("2024-07", "2024-09")
                    .doesNotContain("2022-08", "2023-08", "2024-08", "2025-08", "2026-08");
        }

        @Test
        void areRenamedMidHistory() {
            Map<String, List<Line>> names = Sandboxes.lines(REPORTS, DISAGG_FO, 2024).stream()
                    .filter(line -> line.code().equals("067651"))
                    .collect(groupingBy(line -> line.cell("Market_and_Exchange_Names")));

            assertThat(names)
                    .containsOnlyKeys(
                            "CRUDE OIL, LIGHT SWEET (SYNTHETIC) - NEW YORK MERCANTILE EXCHANGE",
                            "WTI-PHYSICAL (SYNTHETIC) - NEW YORK MERCANTILE EXCHANGE");
            assertThat(Objects.requireNonNull(names.get("WTI-PHYSICAL (SYNTHETIC) - NEW YORK MERCANTILE EXCHANGE")))
                    .extracting(Line::reportDate)
                    .contains(LocalDate.of(2024, 2, 6))
                    .allSatisfy(date -> assertThat(date).isAfterOrEqualTo("2024-02-06"));
        }

        @Test
        void haveNoWeekTwice() {
            assertThat(Sandboxes.lines(REPORTS, LEGACY_CO, 2025))
                    .extracting(Line::week)
                    .doesNotHaveDuplicates();
        }

        private static Map<String, List<String>> months() {
            return IntStream.rangeClosed(2022, 2026)
                    .boxed()
                    .flatMap(year -> Sandboxes.lines(REPORTS, LEGACY_FO, year).stream())
                    .collect(groupingBy(
                            Line::code,
                            mapping(
                                    line -> line.reportDate().toString().substring(0, 7),
                                    collectingAndThen(toCollection(TreeSet::new), List::copyOf))));
        }
    }

    private static String old(String column) {
        return column.replaceFirst("\\(All\\)$", "(Old)").replaceFirst("_All$", "_Old");
    }

    private static void assertNeverLess(Map<String, Line> combined, Map<String, Line> futures, Book book) {
        assertThat(combined.keySet()).isEqualTo(futures.keySet());
        combined.forEach((week, line) -> {
            Line alone = Objects.requireNonNull(futures.get(week));
            assertThat(book.positions()).allSatisfy(column -> assertThat(line.count(column))
                    .as("%s %s", week, column)
                    .isGreaterThanOrEqualTo(alone.count(column)));
        });
    }

    private static int sum(Line line, List<String> columns) {
        return columns.stream().mapToInt(line::count).sum();
    }

    private static Map<String, Line> weeks(ReportVariant variant, int... years) {
        return IntStream.of(years)
                .boxed()
                .flatMap(year -> Sandboxes.lines(REPORTS, variant, year).stream())
                .collect(toMap(Line::week, Function.identity()));
    }

    private static Map<String, List<String>> numbers(List<Line> lines) {
        return lines.stream()
                .collect(toMap(
                        Line::week, line -> line.cells().subList(7, line.cells().size()).stream()
                                .map(String::strip)
                                .toList()));
    }

    private static List<List<String>> cells(List<Line> lines) {
        return lines.stream()
                .map(line -> line.cells().stream().map(String::strip).toList())
                .toList();
    }

    /** The names of the columns that must agree with each other. */
    private record Book(
            String openInterest,
            Side longs,
            Side shorts,
            List<String> spreads,
            List<String> changes,
            List<String> traders) {

        /** The columns of one side: those of the groups, of all reportable traders, and of the small ones. */
        private record Side(List<String> groups, String reportable, String small) {}

        static Book of(ReportVariant variant) {
            return switch (variant) {
                case LEGACY_FO, LEGACY_CO ->
                    new Book(
                            "Open Interest (All)",
                            spaced("Long"),
                            spaced("Short"),
                            List.of("Noncommercial Positions-Spreading (All)"),
                            List.of(
                                    "Change in Open Interest (All)",
                                    "Change in Noncommercial-Long (All)",
                                    "Change in Commercial-Long (All)",
                                    "Change in Noncommercial-Short (All)",
                                    "Change in Commercial-Short (All)",
                                    "Change in Noncommercial-Spreading (All)",
                                    "Change in Total Reportable-Long (All)",
                                    "Change in Total Reportable-Short (All)",
                                    "Change in Nonreportable-Long (All)",
                                    "Change in Nonreportable-Short (All)"),
                            List.of(
                                    "Traders-Total (All)",
                                    "Traders-Noncommercial-Long (All)",
                                    "Traders-Noncommercial-Spreading (All)",
                                    "Traders-Commercial-Short (All)",
                                    "Traders-Total Reportable-Long (All)",
                                    "Traders-Total Reportable-Short (All)"));
                case DISAGG_FO, DISAGG_CO ->
                    underscored(
                            List.of("Prod_Merc", "Swap", "M_Money", "Other_Rept"),
                            List.of("Swap", "M_Money", "Other_Rept"));
                case TFF_FO, TFF_CO ->
                    underscored(
                            List.of("Dealer", "Asset_Mgr", "Lev_Money", "Other_Rept"),
                            List.of("Dealer", "Asset_Mgr", "Lev_Money", "Other_Rept"));
                case CIT_CO ->
                    new Book(
                            "Open_Interest_All",
                            supplemental("Long"),
                            supplemental("Short"),
                            List.of("NComm_Postions_Spread_All_NoCIT"),
                            List.of(
                                    "Change_Open_Interest_All",
                                    "Change_NonComm_Long_All_NoCIT",
                                    "Change_Comm_Long_All_NoCIT",
                                    "Change_CIT_Long_All",
                                    "Change_NonComm_Short_All_NoCIT",
                                    "Change_Comm_Short_All_NoCIT",
                                    "Change_CIT_Short_All",
                                    "Change_NonComm_Spead_All_NoCIT",
                                    "Change_Tot_Rept_Long_All",
                                    "Change_Tot_Rept_Short_All",
                                    "Change_NonRept_Long_All",
                                    "Change_NonRept_Short_All"),
                            List.of(
                                    "Traders_Tot_All",
                                    "Traders_NonComm_Long_All_NoCIT",
                                    "Traders_NonComm_Spread_All_NoCIT",
                                    "Traders_Comm_Short_All_NoCIT",
                                    "Traders_CIT_Long_All",
                                    "Traders_Tot_Rept_Long_All",
                                    "Traders_Tot_Rept_Short_All"));
            };
        }

        private static Side supplemental(String side) {
            return new Side(
                    List.of(
                            "NComm_Positions_" + side + "_All_NoCIT",
                            "Comm_Positions_" + side + "_All_NoCIT",
                            "CIT_Positions_" + side + "_All"),
                    "Tot_Rept_Positions_" + side + "_All",
                    "NonRept_Positions_" + side + "_All");
        }

        private static Book underscored(List<String> groups, List<String> spreading) {
            List<String> changes = new ArrayList<>(List.of("Change_in_Open_Interest_All"));
            groups.forEach(group -> changes.add("Change_in_" + group + "_Long_All"));
            groups.forEach(group -> changes.add("Change_in_" + group + "_Short_All"));
            spreading.forEach(group -> changes.add("Change_in_" + group + "_Spread_All"));
            changes.addAll(List.of(
                    "Change_in_Tot_Rept_Long_All",
                    "Change_in_Tot_Rept_Short_All",
                    "Change_in_NonRept_Long_All",
                    "Change_in_NonRept_Short_All"));
            List<String> traders = new ArrayList<>(
                    List.of("Traders_Tot_All", "Traders_Tot_Rept_Long_All", "Traders_Tot_Rept_Short_All"));
            groups.forEach(group -> traders.add("Traders_" + group + "_Long_All"));
            spreading.forEach(group -> traders.add("Traders_" + group + "_Spread_All"));
            return new Book(
                    "Open_Interest_All",
                    underscored(groups, "Long"),
                    underscored(groups, "Short"),
                    positions(spreading, "Spread"),
                    changes,
                    traders);
        }

        private static Side spaced(String side) {
            return new Side(
                    List.of("Noncommercial Positions-" + side + " (All)", "Commercial Positions-" + side + " (All)"),
                    "Total Reportable Positions-" + side + " (All)",
                    "Nonreportable Positions-" + side + " (All)");
        }

        private static Side underscored(List<String> groups, String side) {
            return new Side(
                    positions(groups, side),
                    "Tot_Rept_Positions_" + side + "_All",
                    "NonRept_Positions_" + side + "_All");
        }

        /** Two of the real names have two underscores. */
        private static List<String> positions(List<String> groups, String side) {
            return groups.stream()
                    .map(group -> group + "_Positions_" + side + "_All")
                    .map(column -> column.replaceFirst("^Swap_Positions_(Short|Spread)", "Swap__Positions_$1"))
                    .toList();
        }

        /** All position columns, in the order of {@link #changes}. */
        List<String> positions() {
            return Stream.of(
                            List.of(openInterest),
                            longs.groups(),
                            shorts.groups(),
                            spreads,
                            List.of(longs.reportable(), shorts.reportable(), longs.small(), shorts.small()))
                    .flatMap(List::stream)
                    .toList();
        }
    }
}
