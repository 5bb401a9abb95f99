package cotinga.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import cotinga.CommandLine;
import cotinga.report.ReportVariant;
import java.io.IOException;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The whole application against the sandbox, in one process and without the internet. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class SandboxRunTest {
    /** A Friday; the week of the Tuesday before is released at the end of the day. */
    private static final LocalDate TODAY = LocalDate.of(2026, 11, 20);

    private static final LocalDate NEWEST = LocalDate.of(2026, 11, 17);

    private Path directory = Path.of("");
    private CommandLine.Ended ended = new CommandLine.Ended(-1, "", "");

    @BeforeAll
    void runOnce(@TempDir Path workingDirectory) throws Exception {
        directory = workingDirectory;
        try (ServerSocket taken = new ServerSocket(0)) { // a single run does not need the port of the service
            ended = CommandLine.run(
                    workingDirectory,
                    Map.of(
                            "cotinga.sandbox.today",
                            TODAY.toString(),
                            "cotinga.cftc.variants",
                            Stream.of(ReportVariant.values())
                                    .map(ReportVariant::path)
                                    .collect(Collectors.joining(",")),
                            "cotinga.http.port",
                            String.valueOf(taken.getLocalPort())),
                    "--once",
                    "--sandbox");
        }
    }

    @Test
    void finishesTheRun() {
        assertThat(ended.status()).as(ended.out() + ended.err()).isZero();
        assertThat(ended.out()).contains("success").contains("42 stored").contains("0 lines malformed");
        assertThat(directory.resolve("sandbox").resolve("data")).isDirectoryContaining("glob:**cotinga.mv.db");
    }

    @ParameterizedTest
    @EnumSource
    void storesEveryWeekOfEveryMarketOfTheSandbox(ReportVariant variant) throws IOException {
        for (SandboxMarket market : SandboxMarket.all()) {
            if (market.isIn(variant.type())) {
                List<LocalDate> published = Stream.of(2026, 2025, 2024, 2023, 2022)
                        .flatMap(year -> SandboxReleases.reportDates(year, NEWEST).stream())
                        .filter(market::isPublished)
                        .toList();
                JsonNode detail = exported("market_" + market.code() + "_" + variant.key() + ".json");

                assertThat(detail.at("/market/name").textValue()).isEqualTo(market.name(published.get(0)));
                assertThat(detail.get("weeks"))
                        .extracting(week -> LocalDate.parse(week.get("date").textValue()))
                        .isEqualTo(published);
                MarketModel model = new MarketModel(market, variant);
                for (JsonNode week : detail.get("weeks")) {
                    LocalDate reportDate = LocalDate.parse(week.get("date").textValue());
                    assertIsInvented(
                            week,
                            reportDate.equals(NEWEST.minusWeeks(1))
                                    ? model.misclassified(reportDate)
                                    : model.positions(reportDate));
                }
            }
        }
    }

    @ParameterizedTest
    @EnumSource
    void everyMarketOfAReportIsListedAndScreened(ReportVariant variant) throws IOException {
        long markets = SandboxMarket.all().stream()
                .filter(market -> market.isIn(variant.type()))
                .count();

        assertThat(exported("markets_" + variant.key() + ".json")).hasSize((int) markets);
        assertThat(exported("screener_" + variant.key() + ".json")).hasSize((int) markets);
    }

    private static void assertIsInvented(JsonNode week, Positions positions) {
        assertThat(week.get("open_interest").intValue()).isEqualTo(positions.openInterest());
        for (int group = 0; group < positions.longs().length; group++) {
            String key = "g" + (group + 1);
            assertThat(week.get(key + "_long").intValue()).isEqualTo(positions.longs()[group]);
            assertThat(week.get(key + "_short").intValue()).isEqualTo(positions.shorts()[group]);
            assertThat(week.get(key + "_net").intValue())
                    .isEqualTo(positions.longs()[group] - positions.shorts()[group]);
        }
    }

    private JsonNode exported(String name) throws IOException {
        return new ObjectMapper()
                .readTree(directory
                        .resolve("sandbox")
                        .resolve("export")
                        .resolve(name)
                        .toFile());
    }
}
