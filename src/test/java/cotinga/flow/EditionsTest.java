package cotinga.flow;

import static cotinga.report.ReportVariant.DISAGG_FO;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import cotinga.RunningApplication;
import cotinga.cftc.Archive;
import cotinga.run.RunSummary;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.zip.ZipInputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The CFTC's archive of a year in three editions: downloaded during the year, with a synthetic correction, and complete. Skipped if it is missing. */
class EditionsTest {
    private static final Path CFTC = Path.of("..", "shared", "data", "cftc");
    private static final Archive YEAR = Archive.yearly(DISAGG_FO, 2020);
    private static final String WHEAT = "001602";
    private static final String CORN = "002602";

    private static final String IN_MARCH = "2020-03-27T21:00:00Z";
    private static final String IN_APRIL = "2020-04-02T21:00:00Z";
    private static final String IN_JANUARY = "2021-01-08T21:00:00Z";

    @Test
    void returnsTheEditionThatWasKnownAtAnEarlierTime(@TempDir Path directory) throws IOException {
        Path march = CFTC.resolve("editions").resolve("2020-03-24").resolve(YEAR.fileName());
        Path whole = CFTC.resolve("history").resolve(YEAR.fileName());
        assumeTrue(Files.exists(march) && Files.exists(whole), () -> "no editions at " + CFTC);
        byte[] inMarch = Files.readAllBytes(march);
        byte[] inApril = altered(inMarch);

        MovableClock clock = MovableClock.at(IN_MARCH);
        try (Flow flow = year(directory.resolve("all"));
                RunningApplication service = flow.serve(clock)) {
            run(flow, service, inMarch);
            clock.goTo(IN_APRIL);
            RunSummary april = run(flow, service, inApril);
            assertThat(april.text())
                    .contains(" 1 changed, ")
                    .contains(" vanished, ")
                    .contains("0 lines malformed");
            clock.goTo(IN_JANUARY);
            RunSummary january = run(flow, service, Files.readAllBytes(whole));
            assertThat(january.text()).contains(" returned, ");

            assertThat(kinds(service, "since=2020-04-02&code=" + CORN)).containsOnlyKeys("vanished", "returned");
            assertThat(kinds(service, "since=2020-04-02&code=" + WHEAT))
                    .containsOnly(Map.entry("changed", 2), Map.entry("vanished", 1), Map.entry("returned", 1));
            assertSame(service, IN_MARCH, inMarch, directory.resolve("march"));
            assertSame(service, IN_APRIL, inApril, directory.resolve("april"));
            assertSame(service, IN_JANUARY, Files.readAllBytes(whole), directory.resolve("january"));
        }
    }

    /** A newest week of wheat with another open interest, its first week gone, and corn gone. */
    private static byte[] altered(byte[] archive) throws IOException {
        List<String> lines = new ArrayList<>();
        for (String line : lines(archive)) {
            boolean isWheat = line.contains("," + WHEAT + ",");
            if (isWheat && line.contains(",2020-03-24,")) {
                String[] cells = line.split(",", -1);
                cells[7] = "       1";
                lines.add(String.join(",", cells));
            } else if (!(isWheat && line.contains(",2020-01-07,")) && !line.contains("," + CORN + ",")) {
                lines.add(line);
            }
        }
        return CftcFiles.zip(
                Map.of("f_year.txt", (String.join("\r\n", lines) + "\r\n").getBytes(StandardCharsets.ISO_8859_1)));
    }

    private static List<String> lines(byte[] archive) throws IOException {
        try (ZipInputStream zip = new ZipInputStream(new ByteArrayInputStream(archive))) {
            zip.getNextEntry();
            InputStream text = zip;
            return new String(text.readAllBytes(), StandardCharsets.ISO_8859_1)
                    .lines()
                    .toList();
        }
    }

    private static void assertSame(RunningApplication service, String moment, byte[] edition, Path directory)
            throws IOException {
        try (Flow flow = year(directory);
                RunningApplication alone = flow.serve(MovableClock.at(moment))) {
            run(flow, alone, edition);

            String knownAt = "known_at=" + moment;
            assertThat(body(service, "/screener/disagg/fo?limit=1000&sort_by=date&" + knownAt))
                    .isEqualTo(body(alone, "/screener/disagg/fo?limit=1000&sort_by=date"));
            List<String> codes = new ArrayList<>();
            Flow.json(alone.get("/markets/disagg/fo").body())
                    .forEach(market -> codes.add(market.get("code").textValue()));
            assertThat(codes).hasSizeGreaterThan(200);
            for (String code : codes) {
                assertThat(body(service, "/markets/disagg/fo/" + code + "?" + knownAt))
                        .as(code)
                        .isEqualTo(body(alone, "/markets/disagg/fo/" + code));
            }
        }
    }

    private static Map<String, Integer> kinds(RunningApplication service, String query) {
        Map<String, Integer> kinds = new TreeMap<>();
        JsonNode page = Flow.json(service.get("/revisions?" + query).body());
        page.get("items").forEach(item -> kinds.merge(item.get("kind").textValue(), 1, Integer::sum));
        return kinds;
    }

    private static Flow year(Path directory) throws IOException {
        return new Flow(Files.createDirectories(directory))
                .variants(DISAGG_FO)
                .years(2020, 2020)
                .set("cotinga.api.rate-limit.reads", "0");
    }

    /** Only the yearly archive is released; the missing weekly file does not matter here. */
    private static RunSummary run(Flow flow, RunningApplication application, byte[] archive) {
        flow.upstream.release(YEAR.path(), archive);
        RunSummary summary = application.refreshReports();
        assertThat(summary.flaws()).allMatch(flaw -> flaw.contains("current week"));
        return summary;
    }

    /** A response without the times of releases, which only one of the services observed. */
    private static String body(RunningApplication application, String path) {
        return application
                .get(path)
                .body()
                .replaceAll(",\"published_at\":\"[^\"]*\",\"published_at_derived\":(true|false)", "");
    }
}
