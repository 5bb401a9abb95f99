package cotinga.flow;

import static cotinga.report.ReportVariant.TFF_FO;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.entry;

import com.fasterxml.jackson.databind.JsonNode;
import cotinga.RunningApplication;
import cotinga.cftc.Archive;
import cotinga.cftc.ReportText;
import cotinga.run.RunSummary;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.stream.IntStream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * The kinds of corrections of single markets that the CFTC announced from 2008 to 2024: {@code corrected, reclassified, adjusted,
 * concentration_corrected} and {@code deleted} are revisions of published weeks; {@code withheld, published_late, market_added,
 * renamed} are warnings; a {@code premature} report that is incomplete is withheld, and {@code format_changed} fails the archive.
 */
@Timeout(120)
class CorrectionsTest {
    private static final LocalDate NEWEST = LocalDate.of(2026, 6, 9);
    private static final int WEEKS = 16;
    private static final String OPEN_INTEREST = "Open_Interest_All";
    private static final String CONCENTRATION = "Conc_Gross_LE_4_TDR_Long_All";
    private static final String NAME = "Market_and_Exchange_Names";
    private static final Archive YEAR = Archive.yearly(TFF_FO, 2026);

    /** The lines of the archive, by code and report date. */
    private final Map<String, ReportText.Line> lines = new TreeMap<>();

    @AutoClose
    private Flow flow;

    @BeforeEach
    void release(@TempDir Path directory) {
        flow = new Flow(directory).years(2026, 2026);
        for (int market = 0; market < 20; market++) {
            for (int week = 1; week <= WEEKS; week++) {
                put(code(market), NEWEST.minusWeeks(week));
            }
        }
    }

    @Test
    void correctionsOfPublishedWeeksAreRevisions() {
        try (RunningApplication service = flow.serve()) {
            refresh(service);
            String published = NEWEST.minusWeeks(1).toString();
            line(0, 1).with(OPEN_INTEREST, "1999"); // corrected, adjusted
            line(1, 1)
                    .with("Dealer_Positions_Long_All", "70")
                    .with("Asset_Mgr_Positions_Long_All", "90"); // reclassified
            line(2, 1).with(CONCENTRATION, "33.3"); // concentration_corrected
            line(3, 1).with(NAME, "NEW NAME - CHICAGO BOARD OF TRADE"); // renamed
            lines.remove(key(4, 1)); // deleted

            refresh(service);

            JsonNode revisions =
                    Flow.json(service.get("/revisions?since=2026-01-01").body()).get("items");
            Map<String, String> found = new TreeMap<>();
            revisions.forEach(revision -> {
                assertThat(revision.get("date").textValue()).isEqualTo(published);
                List<String> fields = revision.get("changes").findValuesAsText("field");
                found.put(revision.get("code").textValue(), revision.get("kind").textValue() + " " + fields.size());
            });
            assertThat(found).containsOnlyKeys(code(0), code(1), code(2), code(3), code(4));
            assertThat(found)
                    .contains(entry(code(0), "changed 1"), entry(code(1), "changed 2"), entry(code(2), "changed 1"));
            assertThat(found.get(code(4))).startsWith("vanished");
            assertThat(found.get(code(3))).startsWith("changed");
        }
    }

    @Test
    void reportsChangesOfTheListOfMarketsAsWarnings() {
        try (RunningApplication service = flow.serve()) {
            refresh(service);
            for (int market = 1; market < 21; market++) {
                put(code(market), NEWEST); // 0 is withheld, 20 is added
            }
            Objects.requireNonNull(lines.get(code(5) + NEWEST))
                    .with(NAME, "SHORTER - CHICAGO BOARD OF TRADE"); // renamed

            refresh(service);

            assertThat(warnings(service))
                    .containsOnly(
                            entry(code(0), "market absent"),
                            entry(code(5), "name SHORTER - CHICAGO BOARD OF TRADE"),
                            entry(code(20), "market new: MARKET " + code(20) + " - CHICAGO BOARD OF TRADE"));

            put(code(0), NEWEST); // published_late
            refresh(service);

            assertThat(warnings(service)).containsOnly(entry(code(0), "late week " + NEWEST));
        }
    }

    @Test
    void withholdsAPrematureReportUntilItIsComplete() {
        try (RunningApplication service = flow.serve()) {
            refresh(service);
            for (int market = 0; market < 10; market++) {
                put(code(market), NEWEST);
            }

            assertThat(refresh(service).flaws())
                    .singleElement()
                    .asString()
                    .startsWith(
                            "tff/fo is withheld: found 10 markets in its release of " + NEWEST + ", expected about 20");
            for (int market = 10; market < 20; market++) {
                put(code(market), NEWEST);
            }
            assertThat(refresh(service).flaws()).isEmpty();
        }
    }

    @Test
    void rejectsAFileInAnotherFormatAndKeepsThePublishedData() {
        try (RunningApplication service = flow.serve()) {
            refresh(service);
            String before = service.get("/markets/tff/fo/" + code(0)).body();
            String renamed = new String(
                            CftcFiles.text(TFF_FO.type(), lines.values().toArray()), StandardCharsets.ISO_8859_1)
                    .replace(OPEN_INTEREST, "OI");
            flow.upstream.release(
                    YEAR.path(),
                    CftcFiles.zip(Map.of(CftcFiles.MEMBER, renamed.getBytes(StandardCharsets.ISO_8859_1))));

            RunSummary run = service.refreshReports();

            assertThat(run.flaws()).anyMatch(flaw -> flaw.contains(OPEN_INTEREST));
            assertThat(service.get("/markets/tff/fo/" + code(0)).body()).isEqualTo(before);
        }
    }

    private RunSummary refresh(RunningApplication service) {
        flow.release(YEAR, lines.values().toArray());
        String newest = new ArrayList<>(lines.keySet())
                .stream().map(key -> key.substring(6)).max(String::compareTo).orElseThrow();
        flow.release(
                Archive.weekly(TFF_FO),
                lines.entrySet().stream()
                        .filter(line -> line.getKey().endsWith(newest))
                        .map(Map.Entry::getValue)
                        .toArray());
        return service.refreshReports();
    }

    /** Subject and finding of each deviation in the list of markets, by code. */
    private static Map<String, String> warnings(RunningApplication service) {
        JsonNode checks = Flow.json(service.get("/quality").body()).at("/variants/tff_fo/checks");
        JsonNode check = StreamSupport.stream(checks.spliterator(), false)
                .filter(one -> one.get("check").textValue().equals("market_list"))
                .findFirst()
                .orElseThrow();
        assertThat(check.get("result").textValue()).isEqualTo("warning");
        JsonNode examples = check.get("examples");
        Map<String, String> warnings = new TreeMap<>();
        IntStream.range(0, examples.size())
                .mapToObj(examples::get)
                .forEach(example -> warnings.put(
                        example.get("code").textValue(),
                        example.get("subject").textValue() + " "
                                + example.get("found").textValue()));
        return warnings;
    }

    private ReportText.Line line(int market, int weeksBefore) {
        return Objects.requireNonNull(lines.get(key(market, weeksBefore)));
    }

    private static String key(int market, int weeksBefore) {
        return code(market) + NEWEST.minusWeeks(weeksBefore);
    }

    private void put(String code, LocalDate date) {
        lines.put(code + date, CftcFiles.week(TFF_FO, code, date.toString(), 2_000));
    }

    private static String code(int market) {
        return String.valueOf(100_001 + market);
    }
}
