package cotinga.flow;

import static cotinga.report.ReportVariant.LEGACY_FO;
import static cotinga.report.ReportVariant.TFF_CO;
import static cotinga.report.ReportVariant.TFF_FO;
import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import cotinga.RunningApplication;
import cotinga.cftc.Archive;
import cotinga.cftc.ReportText;
import cotinga.report.ReportType;
import cotinga.run.ArchiveOutcome;
import cotinga.run.ArchiveOutcome.Kind;
import cotinga.run.RunSummary;
import cotinga.store.runs.RunStatus;
import cotinga.store.runs.RunStore;
import cotinga.store.runs.StepStatus;
import cotinga.store.weeks.DownloadStore;
import cotinga.store.weeks.QuarantineStore;
import cotinga.store.weeks.QuarantinedLine;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Unusable archives replace usable ones. Each fails alone with its reason, and nothing stored is lost. All of them are in
 * one run, each in a year of its own. legacy/fo is usable, except for some lines.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class BadInputTest {
    private static final String EURO = "099741";
    private static final String WHEAT = "001602";
    private static final int FIRST_YEAR = 2013;
    private static final Archive LINES = Archive.yearly(LEGACY_FO, 2026);
    private static final Archive WEEKLY = Archive.weekly(TFF_FO);

    /** A newer edition of an archive that cannot be used, and the message of its outcome. */
    private enum Bad {
        EMPTY(new byte[0], "found an empty file, expected a zip archive with exactly one text file"),
        PAGE(bytes("<html><head><title>Access Denied</title></head></html>"), "found a web page, 'Access Denied'"),
        NO_ZIP(bytes("hello"), "found a file that begins with 'hello'"),
        TRUNCATED(firstHalf(CftcFiles.zip(TFF_FO, euro("2026-01-06"))), "found a truncated or damaged zip archive"),
        DAMAGED(damaged(CftcFiles.zip(TFF_FO, euro("2026-01-06"))), "found a damaged zip archive: its text has "),
        TWO_MEMBERS(
                CftcFiles.zip(members("annual.txt", bytes("x"), "other.txt", bytes("y"))),
                "found a zip archive with 2 members (annual.txt, other.txt)"),
        NO_MEMBER(CftcFiles.zip(Map.of()), "found a zip archive with no members"),
        FOREIGN_MEMBER(CftcFiles.zip(Map.of("../annual.txt", bytes("x"))), "found a zip archive with '../annual.txt'"),
        BOMB(
                CftcFiles.zip(Map.of("annual.txt", bomb())),
                "found text more than 200 times as long as its compressed form"),
        LACKS_A_COLUMN(CftcFiles.zip(Map.of("annual.txt", withoutColumn("Open_Interest_All"))), "'Open_Interest_All'"),
        NO_LINE(CftcFiles.zip(TFF_FO), "found no weeks, expected weeks of tff/fo"),
        NO_GOOD_LINE(
                CftcFiles.zip(TFF_FO, "one,two", "three"), "found no valid line (2 malformed, the first is line 2: "),
        OTHER_SUBTYPE(
                CftcFiles.zip(TFF_FO, euro("2026-01-06"), CftcFiles.week(TFF_CO, EURO, "2026-01-13", 1_000)),
                "found 'Combined' in line 3, expected 'FutOnly' in every line of tff/fo"),
        TOO_MANY_BAD_LINES(
                CftcFiles.zip(TFF_FO, lines(30, 11)),
                "found 11 malformed lines of 41, such as line 32 (it has 2 cells, expected 87), expected at most 1 % (cotinga.cftc.max-malformed)");

        private final byte[] content;
        private final String told;

        Bad(byte[] content, String told) {
            this.content = content;
            this.told = told;
        }

        private Archive archive() {
            return Archive.yearly(TFF_FO, FIRST_YEAR + List.of(values()).indexOf(this));
        }

        private LocalDate goodWeek() {
            return LocalDate.of(archive().firstYear(), 3, 3);
        }
    }

    @AutoClose
    private Flow flow;

    private RunningApplication application;
    private RunSummary summary;

    @BeforeAll
    void replaceGoodArchivesByBadOnes(@TempDir Path directory) {
        flow = new Flow(directory)
                .variants(TFF_FO, LEGACY_FO)
                .years(FIRST_YEAR, 2026)
                .release(WEEKLY, euro("2026-06-09"))
                .release(Archive.weekly(LEGACY_FO), CftcFiles.week(LEGACY_FO, WHEAT, "2026-06-09", 500));
        for (Bad bad : Bad.values()) {
            flow.release(bad.archive(), euro(bad.goodWeek().toString()));
            flow.release(
                    Archive.yearly(LEGACY_FO, bad.archive().firstYear()),
                    CftcFiles.week(LEGACY_FO, WHEAT, bad.goodWeek().toString(), 100));
        }
        application = flow.start();
        assertThat(application.refreshReports().flaws()).isEmpty();

        for (Bad bad : Bad.values()) {
            flow.upstream.release(bad.archive().path(), bad.content);
        }
        flow.upstream.release(WEEKLY.path(), CftcFiles.zip(TFF_FO, euro("2026-06-12")));
        flow.upstream.release(
                LINES.path(),
                CftcFiles.zip(Map.of("annual.txt", CftcFiles.text(ReportType.LEGACY, goodAndBadLines()))));
        summary = application.refreshReports();
    }

    @ParameterizedTest
    @EnumSource
    void aBrokenArchiveFailsAloneWithItsReason(Bad bad) {
        ArchiveOutcome outcome = Flow.outcome(summary, bad.archive());

        assertThat(outcome.kind()).isEqualTo(Kind.FAILED);
        assertThat(outcome.message())
                .startsWith(bad.archive().fileName() + ": found ")
                .contains(", expected ")
                .contains(bad.told)
                .matches("(?s).*\\. \\p{Lu}.*\\.");
        assertThat(summary.text()).contains(bad.archive().label() + ": " + outcome.message());
        assertThat(flow.directory()
                        .resolve("data")
                        .resolve("rejected")
                        .resolve(bad.archive().fileName()))
                .hasBinaryContent(bad.content);
        assertThat(new RunStore(application.database(), Flow.JUNE_2026).steps(summary.id()))
                .filteredOn(step -> step.name().equals(bad.archive().label()))
                .singleElement()
                .satisfies(step -> {
                    assertThat(step.status()).isEqualTo(StepStatus.FAILED);
                    assertThat(step.message()).isEqualTo(outcome.message());
                });
    }

    @ParameterizedTest
    @EnumSource
    void keepsTheStoredWeeksAndValidatorsOfABrokenArchive(Bad bad) {
        assertThat(Flow.openInterest(application, TFF_FO, EURO)).containsEntry(bad.goodWeek(), 1_000);
        assertThat(new DownloadStore(application.database(), Flow.JUNE_2026)
                        .find(
                                bad.archive().path(),
                                bad.archive().firstYear(),
                                bad.archive().lastYear()))
                .map(download -> download.edition().bytes())
                .hasValue((long) CftcFiles.zip(TFF_FO, euro(bad.goodWeek().toString())).length);
    }

    @Test
    void storesAndPublishesTheOtherArchives() {
        assertThat(summary.status()).isEqualTo(RunStatus.PARTIAL);
        assertThat(summary.flaws()).hasSize(Bad.values().length + 1);
        assertThat(Flow.outcome(summary, LINES).kind()).isEqualTo(Kind.STORED);
        assertThat(summary.dataVersion()).isEqualTo(2);
        assertThat(Flow.openInterest(application, LEGACY_FO, WHEAT)).containsEntry(LocalDate.of(2026, 3, 10), 200);
    }

    @Test
    void rejectsAZipInPlaceOfTheWeeklyFile() {
        assertThat(Flow.outcome(summary, WEEKLY).message())
                .startsWith("FinFutWk.txt: found a zip archive, expected the lines of the current week as plain text");
        assertThat(Flow.openInterest(application, TFF_FO, EURO))
                .containsKey(LocalDate.of(2026, 6, 9))
                .doesNotContainKey(LocalDate.of(2026, 6, 12));
    }

    @Test
    void quarantinesEveryMalformedLineWithItsNumberAndReason() {
        List<QuarantinedLine> quarantine = new QuarantineStore(application.database()).newest(100);

        assertThat(quarantine).allSatisfy(line -> {
            assertThat(line.file()).isEqualTo(LINES.fileName());
            assertThat(line.path()).isEqualTo(LINES.path());
            assertThat(line.variant()).isEqualTo(LEGACY_FO);
            assertThat(line.runId()).isEqualTo(summary.id());
        });
        assertThat(quarantine)
                .satisfiesExactlyInAnyOrder(
                        line -> assertThat(told(line)).startsWith("3: ").contains("5", "129"),
                        line -> assertThat(told(line)).startsWith("4: ").contains("130", "129"),
                        line -> assertThat(told(line)).startsWith("5: ").contains("Open Interest (All)", "1e3"),
                        line -> assertThat(told(line)).startsWith("6: ").contains("2026-99-99"),
                        line -> assertThat(told(line)).startsWith("7: ").contains("31/12/2025"),
                        line -> assertThat(told(line)).startsWith("8: ").contains("../HO5"),
                        line -> assertThat(told(line)).startsWith("12: ").contains("1965-01-05"),
                        line -> assertThat(told(line)).startsWith("13: ").contains("2099-01-06"));
    }

    @Test
    void publishesNothingOfAMalformedLine() {
        assertThat(Flow.openInterest(application, LEGACY_FO, WHEAT)).doesNotContainValue(999);
        assertThat(flow.exportedFiles())
                .containsOnlyKeys(
                        "groups_legacy.json",
                        "groups_tff.json",
                        "manifest.json",
                        "market_001602_legacy_fo.json",
                        "market_006742_legacy_fo.json",
                        "market_099741_tff_fo.json",
                        "markets_legacy_fo.json",
                        "markets_tff_fo.json",
                        "screener_legacy_fo.json",
                        "screener_tff_fo.json");
    }

    @Test
    void usesTheLaterOfTwoLinesForOneWeekAndReportsEveryPair() {
        assertThat(Flow.openInterest(application, LEGACY_FO, WHEAT)).containsEntry(LocalDate.of(2026, 3, 17), 302);
        assertThat(Flow.outcome(summary, LINES).message())
                .endsWith(
                        ", 8 malformed, 2 duplicates; legacy/fo 001602 2026-03-17: lines 9 and 10, the later was kept;"
                                + " legacy/fo 001602 2026-03-31: lines 14 and 15, the later was kept");
        assertThat(new RunStore(application.database(), Flow.JUNE_2026).steps(summary.id()))
                .filteredOn(step -> step.name().equals(LINES.label()))
                .singleElement()
                .satisfies(step -> assertThat(step.message())
                        .isEqualTo(Flow.outcome(summary, LINES).message()));
        assertThat(summary.text()).contains("8 lines malformed, 2 duplicates");
    }

    @Test
    void readsBytesThatAreNotUtf8AsLatin1() {
        assertThat(flow.exportedJson("market_006742_legacy_fo.json")
                        .at("/market/name")
                        .textValue())
                .isEqualTo("CAFÉ");
    }

    /** From line 2 on: a correct line, six malformed ones, two for one week, one with a byte of Latin-1, two of dates without reports, two for one week. */
    private static Object[] goodAndBadLines() {
        return new Object[] {
            CftcFiles.week(LEGACY_FO, WHEAT, "2026-03-10", 200),
            CftcFiles.week(LEGACY_FO, WHEAT, "2026-03-24", 999).first(5),
            CftcFiles.week(LEGACY_FO, WHEAT, "2026-03-24", 999).and("77"),
            CftcFiles.week(LEGACY_FO, WHEAT, "2026-03-24", 999).with("Open Interest (All)", "1e3"),
            dated("2026-99-99"),
            dated("31/12/2025"),
            CftcFiles.week(LEGACY_FO, "../HO5", "2026-03-24", 999),
            CftcFiles.week(LEGACY_FO, WHEAT, "2026-03-17", 301),
            CftcFiles.week(LEGACY_FO, WHEAT, "2026-03-17", 302),
            CftcFiles.week(LEGACY_FO, "006742", "2026-03-17", 400).with("Market and Exchange Names", "CAFÉ"),
            dated("1965-01-05").with("As of Date in Form YYMMDD", ""),
            dated("2099-01-06").with("As of Date in Form YYMMDD", ""),
            CftcFiles.week(LEGACY_FO, WHEAT, "2026-03-31", 303),
            CftcFiles.week(LEGACY_FO, WHEAT, "2026-03-31", 304),
        };
    }

    private static ReportText.Line dated(String reportDate) {
        return CftcFiles.week(LEGACY_FO, WHEAT, "2026-03-24", 999).with("As of Date in Form YYYY-MM-DD", reportDate);
    }

    private static String told(QuarantinedLine line) {
        return line.line() + ": " + line.reason();
    }

    private static ReportText.Line euro(String reportDate) {
        return CftcFiles.week(TFF_FO, EURO, reportDate, 1_000);
    }

    private static Object[] lines(int good, int malformed) {
        List<Object> lines = new ArrayList<>();
        IntStream.range(0, good)
                .forEach(week ->
                        lines.add(euro(LocalDate.of(2026, 1, 1).plusDays(week).toString())));
        lines.addAll(Collections.nCopies(malformed, "no,week"));
        return lines.toArray();
    }

    private static byte[] withoutColumn(String column) {
        List<String> columns = new ArrayList<>(ReportText.columns(ReportType.TFF));
        columns.remove(column);
        return (ReportText.header(columns) + "\r\n" + euro("2026-01-06") + "\r\n").getBytes(ISO_8859_1);
    }

    /** A header, then a long text without lines. */
    private static byte[] bomb() {
        byte[] text = new byte[20 << 20];
        Arrays.fill(text, (byte) '\n');
        byte[] header = ReportText.header(ReportType.TFF).getBytes(ISO_8859_1);
        System.arraycopy(header, 0, text, 0, header.length);
        return text;
    }

    private static byte[] firstHalf(byte[] bytes) {
        return Arrays.copyOf(bytes, bytes.length / 2);
    }

    /** Changes the checksum in the zip's directory, whose position is in the last bytes. */
    private static byte[] damaged(byte[] zip) {
        byte[] damaged = zip.clone();
        int directory = ByteBuffer.wrap(zip).order(ByteOrder.LITTLE_ENDIAN).getInt(zip.length - 6);
        damaged[directory + 16] ^= 0x55;
        return damaged;
    }

    private static Map<String, byte[]> members(String one, byte[] its, String other, byte[] others) {
        Map<String, byte[]> members = new LinkedHashMap<>();
        members.put(one, its);
        members.put(other, others);
        return members;
    }

    private static byte[] bytes(String text) {
        return text.getBytes(UTF_8);
    }
}
