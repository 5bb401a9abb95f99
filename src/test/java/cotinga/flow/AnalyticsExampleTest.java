package cotinga.flow;

import static cotinga.report.ReportVariant.TFF_FO;
import static org.assertj.core.api.Assertions.assertThat;

import cotinga.RunningApplication;
import cotinga.cftc.Archive;
import cotinga.deploy.Tool;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The program {@code docs/analytics-example.py} computes the same values as the service. */
class AnalyticsExampleTest {
    private static final LocalDate OLDEST = LocalDate.parse("2026-01-06");
    private static final int WEEKS = 23;

    @Test
    void computesTheSameValuesAsTheService(@TempDir Path directory) throws Exception {
        Tool python = Tool.installed("python3", "python3");
        try (Flow flow = new Flow(directory).years(2026, 2026)) {
            flow.release(
                    Archive.yearly(TFF_FO, 2026),
                    IntStream.range(0, WEEKS)
                            .mapToObj(week -> CftcFiles.week(
                                            TFF_FO,
                                            "099741",
                                            OLDEST.plusWeeks(week).toString(),
                                            10_000)
                                    .with("Dealer_Positions_Long_All", String.valueOf(1_000 + week * 37 % 23))
                                    .with("Dealer_Positions_Short_All", "50"))
                            .toArray());
            RunningApplication service = flow.servePublished();

            String output = python.run(
                    Path.of("."),
                    "docs/analytics-example.py",
                    "http://localhost:" + service.port(),
                    "tff/fo/099741",
                    "13");

            assertThat(output.lines().toList().get(0)).contains("date", "net", "index", "percentile");
            assertThat(output).contains("2026-06-09").endsWith("24 values compared, 0 different\n");
        }
    }
}
