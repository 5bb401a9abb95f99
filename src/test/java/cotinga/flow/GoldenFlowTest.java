package cotinga.flow;

import static cotinga.report.ReportVariant.DISAGG_FO;
import static cotinga.report.ReportVariant.LEGACY_FO;
import static cotinga.report.ReportVariant.TFF_CO;
import static cotinga.report.ReportVariant.TFF_FO;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import cotinga.RunningApplication;
import cotinga.cftc.Archive;
import cotinga.cftc.ReportText;
import cotinga.payload.JsonDifference;
import cotinga.run.ArchiveOutcome.Kind;
import cotinga.run.RunSummary;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** From archives to files, number by number. */
class GoldenFlowTest {
    private static final Path SHARED = Path.of("..", "shared");
    private static final Path OWN = Path.of("src", "test", "resources", "golden");
    private static final ObjectMapper JSON = new ObjectMapper();

    /** Three weeks whose numbers can be checked by hand. */
    @Test
    void exportsTheFilesOfASmallSet(@TempDir Path directory) throws IOException {
        try (Flow flow = new Flow(directory)
                .variants(LEGACY_FO)
                .years(2026, 2026)
                .release(
                        Archive.yearly(LEGACY_FO, 2026),
                        wheat("2026-06-02", 1_100, "100", 350, 210, 450, 540, "50", "10", "50", "40"),
                        wheat("2026-05-26", 1_000, ".", 300, 200, 400, 500, ".", ".", ".", "."))
                .release(
                        Archive.weekly(LEGACY_FO),
                        wheat("2026-06-09", 1_250, "150", 330, 210, 600, 640, "-20", "0", "150", "100"))) {
            try (RunningApplication application = flow.start()) {
                assertThat(application.refreshReports().flaws()).isEmpty();
            }
            try (Stream<Path> goldens = Files.list(OWN)) {
                assertThat(goldens.toList()).hasSize(4).allSatisfy(golden -> assertThat(
                                flow.exportedJson(golden.getFileName().toString()))
                        .as("%s", golden)
                        .isEqualTo(JSON.readTree(golden.toFile())));
            }
        }
    }

    private static ReportText.Line wheat(
            String reportDate,
            int openInterest,
            String change,
            int speculativeLong,
            int speculativeShort,
            int commercialLong,
            int commercialShort,
            String... changes) {
        return CftcFiles.week(LEGACY_FO, "001602", reportDate, openInterest)
                .with("Market and Exchange Names", "WHEAT-SRW - CHICAGO BOARD OF TRADE")
                .with("Change in Open Interest (All)", change)
                .with("Noncommercial Positions-Long (All)", String.valueOf(speculativeLong))
                .with("Noncommercial Positions-Short (All)", String.valueOf(speculativeShort))
                .with("Commercial Positions-Long (All)", String.valueOf(commercialLong))
                .with("Commercial Positions-Short (All)", String.valueOf(commercialShort))
                .with("Nonreportable Positions-Long (All)", "200")
                .with("Nonreportable Positions-Short (All)", "200")
                .with("Change in Noncommercial-Long (All)", changes[0])
                .with("Change in Noncommercial-Short (All)", changes[1])
                .with("Change in Commercial-Long (All)", changes[2])
                .with("Change in Commercial-Short (All)", changes[3])
                .with("Change in Nonreportable-Long (All)", "0")
                .with("Change in Nonreportable-Short (All)", "0");
    }

    /** Everything that was recorded of the CFTC's own files; skipped where that is not at hand. */
    @Test
    void exportsTheFilesOfTheRealArchives(@TempDir Path directory) throws IOException {
        Path goldens = SHARED.resolve("golden").resolve("real").resolve("export");
        assumeTrue(Files.isDirectory(goldens), () -> "no goldens at " + goldens);
        try (Flow flow = new Flow(directory)
                .variants(LEGACY_FO, DISAGG_FO, TFF_FO, TFF_CO)
                .years(2004, 2026)) {
            Path cftc = SHARED.resolve("data").resolve("cftc");
            int archives = releaseAll(flow, cftc.resolve("history"), "/files/dea/history/")
                    + releaseAll(flow, cftc.resolve("newcot").resolve("2026-05-19"), "/dea/newcot/");
            try (RunningApplication application =
                    flow.start(Clock.fixed(Instant.parse("2026-05-22T20:00:00Z"), ZoneOffset.UTC))) {
                RunSummary summary = application.refreshReports();

                assertThat(summary.outcomes()).noneMatch(outcome -> outcome.kind() == Kind.FAILED);
                assertThat(summary.text()).contains(archives + " stored").contains("0 lines malformed");
            }
            assertThat(differences(flow, goldens)).isEmpty();
        }
    }

    private static int releaseAll(Flow flow, Path folder, String path) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            List<Path> all = files.sorted().toList();
            for (Path file : all) {
                flow.upstream.release(path + file.getFileName(), Files.readAllBytes(file));
            }
            return all.size();
        }
    }

    private static List<String> differences(Flow flow, Path goldens) throws IOException {
        List<String> differences = new ArrayList<>();
        try (Stream<Path> files = Files.list(goldens)) {
            for (Path golden : files.sorted().toList()) {
                String name = golden.getFileName().toString();
                differences.addAll(JsonDifference.between(
                        name, withoutCategories(JSON.readTree(golden.toFile())), flow.exportedJson(name)));
            }
        }
        return differences;
    }

    /** The recorded categories followed rules that are given up. */
    private static JsonNode withoutCategories(JsonNode golden) {
        golden.findParents("category_display")
                .forEach(parent -> ((ObjectNode) parent).remove(List.of("category", "category_display")));
        return golden;
    }
}
