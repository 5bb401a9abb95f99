package cotinga.flow;

import static cotinga.report.ReportVariant.CIT_CO;
import static cotinga.report.ReportVariant.DISAGG_FO;
import static cotinga.report.ReportVariant.LEGACY_CO;
import static cotinga.report.ReportVariant.LEGACY_FO;
import static cotinga.report.ReportVariant.TFF_FO;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import cotinga.RunningApplication;
import cotinga.cftc.Archive;
import cotinga.cftc.ReportText;
import cotinga.release.ReleaseCalendar;
import cotinga.report.QualityCheck;
import cotinga.report.ReportDays;
import cotinga.report.ReportType;
import cotinga.report.ReportVariant;
import cotinga.run.RunScope;
import cotinga.run.RunSummary;
import cotinga.store.runs.RunStatus;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * One market of each report since the first report of all, from bundles and yearly zips in the forms of their time. The open interest of a
 * week is the number of its report date. The longs of the first group grow by 10 each report date, but are 50,000 at the end of 1986.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class HistoryFrom1986Test {
    private static final String WHEAT = "001602";
    private static final LocalDate FIRST = LocalDate.of(1986, 1, 15);
    private static final LocalDate FIRST_OF_2006 = LocalDate.of(2006, 6, 13);
    private static final LocalDate FIRST_TFF_ZIP = LocalDate.of(2010, 7, 20);
    private static final LocalDate END_OF_BUNDLES = LocalDate.of(2016, 12, 31);
    private static final LocalDate LAST_WEEKLY = LocalDate.of(2026, 6, 9);
    private static final LocalDate OUTLIER = LocalDate.of(1986, 12, 31);
    private static final LocalDate CORRECTED = LocalDate.of(2004, 6, 1);
    private static final int CORRECTION = 777;
    private static final int LAST_YEAR = 2017;
    private static final List<ReportVariant> VARIANTS = List.of(LEGACY_FO, LEGACY_CO, DISAGG_FO, TFF_FO, CIT_CO);
    private static final ReportDays REPORT_DAYS = ReleaseCalendar.shipped().reportDays();
    private static final List<LocalDate> REPORT_DATES = FIRST.datesUntil(LocalDate.of(2026, 6, 16))
            .filter(REPORT_DAYS::isReportDay)
            .toList();
    private static final DateTimeFormatter SHORT = DateTimeFormatter.ofPattern("yyMMdd", Locale.ROOT);
    private static final DateTimeFormatter MONTH_FIRST = DateTimeFormatter.ofPattern("M/d/yyyy", Locale.ROOT);

    @AutoClose
    private Flow flow;

    private RunningApplication service;
    private RunSummary first;

    @BeforeAll
    void load(@TempDir Path directory) {
        flow = new Flow(directory)
                .variants(VARIANTS.toArray(ReportVariant[]::new))
                .years(1986, LAST_YEAR);
        releaseBundle(flow, LEGACY_FO, "FUT86_16.txt", FIRST, HistoryFrom1986Test::iso);
        releaseBundle(flow, LEGACY_CO, "Com95_16.txt", LocalDate.of(1995, 3, 21), HistoryFrom1986Test::iso);
        releaseBundle(flow, DISAGG_FO, "F_DisAgg06_16.txt", FIRST_OF_2006, HistoryFrom1986Test::iso);
        releaseBundle(flow, TFF_FO, "F_TFF_2006_2016.txt", FIRST_OF_2006, HistoryFrom1986Test::monthFirst);
        releaseBundle(flow, CIT_CO, "CIT06_16.txt", LocalDate.of(2006, 1, 3), HistoryFrom1986Test::iso);
        releaseYear(flow, LEGACY_FO, 2004, LocalDate.of(2004, 1, 1));
        for (int year = 2010; year <= 2016; year++) {
            releaseYear(flow, DISAGG_FO, year, LocalDate.of(year, 1, 1));
            releaseYear(flow, TFF_FO, year, year == 2010 ? FIRST_TFF_ZIP : LocalDate.of(year, 1, 1));
        }
        for (ReportVariant variant : VARIANTS) {
            releaseYear(flow, variant, LAST_YEAR, LocalDate.of(LAST_YEAR, 1, 1));
            flow.release(Archive.weekly(variant), week(variant, LAST_WEEKLY));
        }
        service = flow.serve();
        first = service.refreshReports();
    }

    @Test
    void requestsTheYearsOfEachReportAndOneBundleForThoseThatAreMissing() {
        assertThat(first.status()).as(first.text()).isEqualTo(RunStatus.SUCCESS);
        assertThat(first.flaws()).isEmpty();
        assertThat(first.outcomes())
                .filteredOn(outcome -> outcome.archive().isFallback())
                .isEmpty();
        assertThat(first.outcomes())
                .extracting(outcome -> outcome.archive().label())
                .filteredOn(label -> label.endsWith("bundle"))
                .containsExactlyInAnyOrder(
                        "legacy/fo 1986-2016 bundle",
                        "legacy/co 1995-2016 bundle",
                        "disagg/fo 2006-2009 bundle",
                        "tff/fo 2006-2010 bundle",
                        "cit/co 2006-2016 bundle");
        assertThat(first.outcomes())
                .extracting(outcome -> outcome.archive().label())
                .contains("legacy/fo 1986", "legacy/co 1995", "disagg/fo 2006", "tff/fo 2006", "cit/co 2006")
                .doesNotContain("legacy/fo 1985", "legacy/co 1994", "disagg/fo 2005", "tff/fo 2005", "cit/co 2005");
    }

    @ParameterizedTest
    @CsvSource({
        "legacy/fo, 1986-01-15",
        "legacy/co, 1995-03-21",
        "disagg/fo, 2006-06-13",
        "tff/fo, 2006-06-13",
        "cit/co, 2006-01-03"
    })
    void everyReportDateIsStoredOnceWithItsOwnNumbers(String path, LocalDate begin) {
        ReportVariant variant = ReportVariant.ofPath(path).orElseThrow();
        Map<LocalDate, Integer> expected = REPORT_DATES.stream()
                .filter(date -> !date.isBefore(begin))
                .filter(date -> date.getYear() <= LAST_YEAR || date.equals(LAST_WEEKLY))
                .collect(Collectors.toMap(
                        date -> date,
                        date -> variant == LEGACY_FO && date.equals(CORRECTED) ? CORRECTION : number(date)));

        assertThat(Flow.openInterest(service, variant, WHEAT)).isEqualTo(expected);
    }

    @Test
    void aWeekThatIsInABundleAndInAYearlyZipHasTheNumbersOfTheNewerFile() {
        assertThat(outcome("legacy/fo 1986-2016 bundle"))
                .as("the other weeks of 2004 are equal")
                .contains(", 0 changed, 0 malformed, 1 skipped because a newer file has them");
        assertThat(Flow.openInterest(service, LEGACY_FO, WHEAT)).containsEntry(CORRECTED, CORRECTION);
    }

    @ParameterizedTest
    @CsvSource({
        "legacy/fo, 1986-01-15, 1986-02-12T20:30:00Z, until 1990 on the 12th of the following month",
        "legacy/fo, 1991-01-15, 1991-01-24T20:30:00Z, until September 1992 on the sixth working day",
        "legacy/fo, 1992-09-30, 1992-10-08T19:30:00Z, the last semi-monthly report",
        "legacy/fo, 1992-10-06, 1992-10-16T19:30:00Z, until 2000 a week later than by the present rule",
        "legacy/co, 1995-03-21, 1995-03-31T20:30:00Z, the first combined report",
        "legacy/fo, 2001-01-02, 2001-01-05T20:30:00Z, on Friday since 2001",
        "disagg/fo, 2006-06-13, 2010-05-07T19:30:00Z, with the history of its report type",
        "tff/fo, 2010-07-13, 2010-12-03T20:30:00Z, with the history of its report type",
        "tff/fo, 2010-07-20, 2010-07-23T19:30:00Z, on the Friday of its week",
        "cit/co, 2006-01-03, 2007-01-05T20:30:00Z, with the history of its report type"
    })
    void aWeekHasTheReleaseTimeOfItsAge(String variant, String date, String publishedAt, String rule) {
        JsonNode week = json("/markets/" + variant + "/" + WHEAT + "?from=" + date + "&to=" + date)
                .at("/weeks/0");

        assertThat(week.get("date").textValue()).isEqualTo(date);
        assertThat(week.get("published_at").textValue()).as(rule).isEqualTo(publishedAt);
        assertThat(week.get("published_at_derived").booleanValue()).isTrue();
    }

    @Test
    void onlyWhatWasPublishedIsKnownInTheTimeOfTwoReportsAMonth() {
        assertThat(json("/markets/legacy/fo/" + WHEAT + "?known_at=1986-03-31")
                        .get("weeks")
                        .findValuesAsText("date"))
                .containsExactly("1986-02-28", "1986-02-14", "1986-01-31", "1986-01-15");
    }

    @Test
    void aWindowIsCalendarTimeAlsoWithTwoReportsAMonth() {
        ObjectNode weeks = measured("1986-01-01", "1988-12-31");

        assertThat(weeks).hasSize(72);
        assertThat(weeks.get("1986-12-15").get("index_52_g1_reason").textValue())
                .as("it would begin before the first report")
                .isEqualTo("insufficient_history");
        assertThat(weeks.get("1987-01-15").get("index_52_g1").doubleValue())
                .as("the outlier of two weeks ago is the highest, and the report of 31 January 1986 the lowest of 24")
                .isEqualTo(0.6);
        assertThat(weeks.get("1987-12-15").get("index_52_g1").doubleValue())
                .as("360 days before is 20 December 1986")
                .isLessThan(1);
        assertThat(weeks.get("1987-12-31").get("index_52_g1").doubleValue())
                .as("360 days before is 5 January 1987, after the outlier; 52 reports before would be in 1985")
                .isEqualTo(100);
        assertThat(weeks.valueStream().skip(24)).allMatch(week -> week.hasNonNull("index_52_g1"));
    }

    @Test
    void aWindowMayContainBothSemiMonthlyAndWeeklyReports() {
        ObjectNode weeks = measured("1992-08-01", "1993-10-31");

        assertThat(weeks).hasSize(4 + 56);
        assertThat(weeks.valueStream()).allMatch(week -> week.get("index_52_g1").doubleValue() == 100);
        assertThat(weeks.get("1992-10-20").get("change_4w_g1_reason").textValue())
                .as("there is no report of four weeks before")
                .isEqualTo("missing");
        assertThat(weeks.get("1992-10-27").get("change_4w_g1").intValue()).isEqualTo(40);
    }

    @Test
    void theChecksFindNoFlawInTheIrregularReportDates() {
        List<JsonNode> checks = json("/quality").findParents("rule").stream()
                .filter(check -> check.get("check").textValue().equals(QualityCheck.REPORT_DATES.key()))
                .toList();

        assertThat(checks).hasSize(VARIANTS.size());
        assertThat(checks.stream()
                        .flatMap(check -> check.get("examples").findValuesAsText("report_date").stream())
                        .map(LocalDate::parse)
                        .filter(date -> date.isBefore(LocalDate.of(LAST_YEAR, 12, 26))))
                .isEmpty();
    }

    @Test
    void nothingIsRequestedInVainAgain() {
        flow.upstream.forgetRequests();

        RunSummary second = service.refreshReports();

        assertThat(second.published()).isFalse();
        assertThat(flow.upstream.requests())
                .extracting(StandInUpstream.Request::status)
                .containsOnly(304, 404);
    }

    @Test
    void theFirstHalfOf2010IsRequestedUntilItsBundleIsStored(@TempDir Path directory) {
        Archive bundle = Archive.bundle(TFF_FO, 2010, 2010);
        try (Flow tff = new Flow(directory).years(2010, 2011)) {
            releaseYear(tff, TFF_FO, 2010, FIRST_TFF_ZIP);
            releaseYear(tff, TFF_FO, 2011, LocalDate.of(2011, 1, 1));
            tff.release(Archive.weekly(TFF_FO), week(TFF_FO, LAST_WEEKLY));
            RunningApplication application = tff.start();

            assertThat(application.refreshReports().flaws())
                    .containsExactly("tff/fo 2010-2010 bundle: 404 for " + bundle.path() + ", expected a file");
            assertThat(Flow.openInterest(application, TFF_FO, WHEAT)).hasSize(24 + 52 + 1);
            assertThat(Flow.reportRuns(application).scopeOfSchedule().kind()).isEqualTo(RunScope.Kind.EVERYTHING);
            assertThat(Flow.reportRuns(application).isDueAtStart()).isTrue();

            releaseBundle(tff, TFF_FO, "F_TFF_2006_2016.txt", FIRST_OF_2006, HistoryFrom1986Test::monthFirst);
            assertThat(application.refreshReports().flaws()).isEmpty();
            assertThat(Flow.openInterest(application, TFF_FO, WHEAT)).hasSize(52 + 52 + 1);
            assertThat(Flow.reportRuns(application).scopeOfSchedule().kind()).isEqualTo(RunScope.Kind.FULL_CHECK);
            assertThat(Flow.reportRuns(application).isDueAtStart()).isFalse();

            releaseYear(tff, TFF_FO, 2010, FIRST_TFF_ZIP.plusWeeks(1));
            assertThat(application.refreshReports().flaws()).isEmpty();
            assertThat(Flow.openInterest(application, TFF_FO, WHEAT).keySet())
                    .as("a new edition of the zip of a part of the year")
                    .filteredOn(date -> date.isBefore(FIRST_TFF_ZIP))
                    .hasSize(28);
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
            FUT86_16.txt | Report_Date | 1986-01-15           | and lacks 'As of Date in Form YYMMDD' or 'As of Date in Form YYYY-MM-DD', expected all stored columns
            FUT86_16.txt | As of Date in Form YYYY-MM-DD | 15.01.1986 | 'As of Date in Form YYYY-MM-DD' is '15.01.1986', expected a date that exists, as YYYY-MM-DD, YYMMDD or M/D/YYYY
            FUT86_16.txt | As of Date in Form YYYY-MM-DD | 1/15/86    | 'As of Date in Form YYYY-MM-DD' is '1/15/86', expected a date that exists, as YYYY-MM-DD, YYMMDD or M/D/YYYY
            FUT86_16.txt | As of Date in Form YYYY-MM-DD | 1985-12-31 | 'As of Date in Form YYYY-MM-DD' is '1985-12-31', expected a date from 1986-01-01 to 2026-06-16
            FUT86_16.txt | As of Date in Form YYYY-MM-DD | 2017-01-03 | found no week of 1986-2016, expected some
            FUT86_16.xls | As of Date in Form YYYY-MM-DD | 1986-01-15 | found a zip archive with 'FUT86_16.xls', expected one text file
            """)
    void rejectsABundleOfAnUnknownForm(
            String member, String dateColumn, String date, String reason, @TempDir Path directory) {
        try (Flow legacy = new Flow(directory).variants(LEGACY_FO).years(1986, 1986)) {
            Archive bundle = Archive.bundle(LEGACY_FO, 1986, 1986);
            List<String> header = new ArrayList<>(ReportText.columns(ReportType.LEGACY));
            header.set(2, dateColumn);
            if (!dateColumn.startsWith("As of")) {
                header.set(1, "Date");
            }
            ReportText.Line line = week(LEGACY_FO, FIRST)
                    .withRaw("As of Date in Form YYMMDD", "")
                    .withRaw("As of Date in Form YYYY-MM-DD", date);
            legacy.upstream.release(bundle.path(), zip(member, header, List.of(line)));
            legacy.release(Archive.weekly(LEGACY_FO), week(LEGACY_FO, LAST_WEEKLY));
            RunningApplication application = legacy.start();

            RunSummary summary = application.refreshReports();

            assertThat(summary.status()).isEqualTo(RunStatus.PARTIAL);
            assertThat(summary.flaws()).singleElement().asString().contains(reason);
            assertThat(Flow.openInterest(application, LEGACY_FO, WHEAT)).containsOnlyKeys(LAST_WEEKLY);
            assertThat(directory.resolve("data/rejected").resolve(bundle.fileName()))
                    .isRegularFile();
        }
    }

    /** The measures of the first group, by report date, earliest first. */
    private ObjectNode measured(String from, String to) {
        ObjectNode weeks = JsonNodeFactory.instance.objectNode();
        json("/markets/legacy/fo/" + WHEAT + "/analytics?measures=index.52,change_4w&groups=g1&order=asc&from=" + from
                        + "&to=" + to)
                .get("weeks")
                .forEach(week -> weeks.set(week.get("date").textValue(), week));
        return weeks;
    }

    private String outcome(String label) {
        return first.outcomes().stream()
                .filter(outcome -> outcome.archive().label().equals(label))
                .findFirst()
                .orElseThrow()
                .message();
    }

    private JsonNode json(String path) {
        return Flow.json(service.get(path).body());
    }

    private static int number(LocalDate date) {
        return 10_000 + 10 * REPORT_DATES.indexOf(date);
    }

    private static ReportText.Line week(ReportVariant variant, LocalDate date) {
        ReportText.Line line = CftcFiles.week(variant, WHEAT, date.toString(), number(date));
        return variant.type() == ReportType.LEGACY
                ? line.with(
                                "Noncommercial Positions-Long (All)",
                                String.valueOf(date.equals(OUTLIER) ? 50_000 : number(date)))
                        .with("Noncommercial Positions-Short (All)", "0")
                : line;
    }

    /** As in files up to 2014: a space stands behind quoted names, dates and codes. */
    private static ReportText.Line spaced(ReportVariant variant, LocalDate date, String reportDate) {
        List<String> columns = ReportText.columns(variant.type());
        return week(variant, date)
                .withRaw(columns.get(0), "\"WHEAT - CHICAGO BOARD OF TRADE\" ")
                .withRaw(columns.get(1), SHORT.format(date) + " ")
                .withRaw(columns.get(2), reportDate)
                .withRaw(columns.get(3), WHEAT + " ");
    }

    private static String iso(LocalDate date) {
        return date.toString();
    }

    private static String monthFirst(LocalDate date) {
        return MONTH_FIRST.format(date) + " 12:00:00 AM";
    }

    private static void releaseBundle(
            Flow to, ReportVariant variant, String member, LocalDate begin, Function<LocalDate, String> form) {
        List<Object> lines = new ArrayList<>();
        for (int index = REPORT_DATES.size() - 1; index >= 0; index--) {
            LocalDate date = REPORT_DATES.get(index);
            if (!date.isBefore(begin) && !date.isAfter(END_OF_BUNDLES)) {
                lines.add(spaced(variant, date, form.apply(date)));
            }
        }
        to.upstream.release(Archive.bundle(variant, 2006, 2016).path(), zip(member, oldHeader(variant.type()), lines));
    }

    private static void releaseYear(Flow to, ReportVariant variant, int year, LocalDate begin) {
        List<Object> lines = new ArrayList<>();
        for (LocalDate date : REPORT_DATES) {
            if (date.getYear() == year && !date.isBefore(begin)) {
                ReportText.Line line = year <= 2014 ? spaced(variant, date, iso(date)) : week(variant, date);
                lines.add(date.equals(CORRECTED) ? line.with("Open Interest (All)", String.valueOf(CORRECTION)) : line);
            }
        }
        List<String> header = year <= 2012 ? oldHeader(variant.type()) : ReportText.columns(variant.type());
        to.upstream.release(Archive.yearly(variant, year).path(), zip("annual.txt", header, lines));
    }

    /** As in files up to 2012. */
    private static List<String> oldHeader(ReportType type) {
        return ReportText.columns(type).stream()
                .map(name -> switch (name) {
                    case "Report_Date_as_YYYY-MM-DD" -> "Report_Date_as_MM_DD_YYYY";
                    case "CFTC Commodity Code (Quotes)" -> "CFTC Commodity Code (Quotes) ";
                    default -> name;
                })
                .toList();
    }

    private static byte[] zip(String member, List<String> header, List<Object> lines) {
        String text = Stream.concat(Stream.of(ReportText.header(header)), lines.stream())
                .map(line -> line + "\r\n")
                .collect(Collectors.joining());
        return CftcFiles.zip(Map.of(member, text.getBytes(StandardCharsets.ISO_8859_1)));
    }
}
