package cotinga.price.yahoo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import cotinga.price.PriceBar;
import cotinga.price.PriceException;
import cotinga.price.PriceOutcome;
import cotinga.price.PriceRequest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;
import java.util.OptionalLong;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Real responses of Yahoo. Skipped if they are not available. */
class RecordedChartsTest {
    private static final Path ANSWERS = Path.of("..", "shared", "data", "yahoo");

    private final ChartReader reader = new ChartReader();

    @BeforeAll
    static void requireRecordedResponses() {
        assumeTrue(Files.isDirectory(ANSWERS), ANSWERS + " is not there");
    }

    @ParameterizedTest
    @CsvSource({
        "GC=F, USD, 1, 2020-01-02, 2020-01-02",
        "BTC-USD, USD, 3, 2020-01-01, 2020-01-03",
        "EURUSD=X, USD, 3, 2020-01-01, 2020-01-03",
        "WSU.DE, EUR, 2, 2023-08-04, 2023-08-08",
        "0P0000XTS7, USD, 1, 2024-09-12, 2024-09-12",
        "MSFT, USD, 252, 2021-02-01, 2022-01-28",
        "NVDA, USD, 252, 2021-02-01, 2022-01-28",
        "TSLA, USD, 3303, 2010-06-29, 2023-08-11"
    })
    void readsTheBarsWithAClose(String symbol, String currency, int count, LocalDate first, LocalDate last)
            throws Exception {
        PriceOutcome outcome = read(symbol);

        List<PriceBar> bars = outcome.series().bars();
        assertThat(outcome.series().currency()).isEqualTo(currency);
        assertThat(bars).hasSize(count);
        assertThat(bars.get(0).date()).isEqualTo(first);
        assertThat(bars.get(count - 1).date()).isEqualTo(last);
    }

    @Test
    void pricesAreTheUnadjustedOnesWithFourDecimals() throws Exception {
        assertThat(read("GC=F").series().bars())
                .containsExactly(
                        new PriceBar(LocalDate.of(2020, 1, 2), 1518.1, 1528.7, 1518.0, 1524.5, OptionalLong.of(214)));
        JsonNode result =
                new ObjectMapper().readTree(Files.readString(file("MSFT"))).at("/chart/result/0/indicators");
        List<PriceBar> bars = read("MSFT").series().bars();
        IntStream.range(0, bars.size()).forEach(index -> {
            double close = result.at("/quote/0/close/" + index).doubleValue();
            assertThat(bars.get(index).close()).isEqualTo(Math.rint(close * 10_000) / 10_000);
            assertThat(result.at("/adjclose/0/adjclose/" + index).doubleValue()).isNotEqualTo(close);
        });
    }

    @Test
    void anAnswerWithoutTimestampsHasNoBars() throws Exception {
        assertThat(read("AAPL").series().bars()).isEmpty();
        assertThat(read("AAPL").kind()).isEqualTo(PriceOutcome.Kind.ANSWERED);
    }

    @ParameterizedTest
    @CsvSource({
        "404-historical-via-chart-SI-2020-01-01-to-2020-01-03-2060862.txt, SI",
        "404-historical-via-chart-SIX-2020-01-01-to-2020-01-03-8c5b078.txt, SIX"
    })
    void reportsUnknownSymbols(String file, String symbol) throws Exception {
        PriceOutcome outcome = reader.read(request(symbol), new ChartResponse(404, error(file)));

        assertThat(outcome.kind()).isEqualTo(PriceOutcome.Kind.UNKNOWN);
        assertThat(outcome.reason()).isEqualTo("Yahoo says: Not Found: No data found, symbol may be delisted");
    }

    @ParameterizedTest
    @CsvSource({
        "400-chart-BEKE-2020-01-01-to-2020-01-03-066b6d7.txt, Bad Request: Data doesn't exist",
        "400-historical-BEKE-2020-01-01-to-2020-01-03-1c68cf0.txt, 400 Bad Request: Data doesn't exist"
    })
    void quotesYahooOnBadRequests(String file, String words) throws Exception {
        String body = error(file);

        PriceException rejection = catchThrowableOfType(
                PriceException.class, () -> reader.read(request("BEKE"), new ChartResponse(400, body)));

        assertThat(rejection.finding().found())
                .isEqualTo("status 400 ('" + words + " for startDate = 1577836800, endDate = 1578009600')");
        assertThat(rejection.isTemporary()).isFalse();
    }

    private PriceOutcome read(String symbol) throws IOException, PriceException {
        return reader.read(request(symbol), new ChartResponse(200, Files.readString(file(symbol))));
    }

    private static PriceRequest request(String symbol) {
        return new PriceRequest(symbol, LocalDate.of(1970, 1, 1), LocalDate.of(2026, 11, 20), false);
    }

    private static Path file(String symbol) throws IOException {
        try (Stream<Path> files = Files.list(ANSWERS.resolve("chart"))) {
            return files.filter(file -> file.getFileName().toString().contains("-" + symbol + "-"))
                    .findFirst()
                    .orElseThrow();
        }
    }

    private static String error(String file) throws IOException {
        return Files.readString(ANSWERS.resolve("errors").resolve(file));
    }
}
