package cotinga.flow;

import static cotinga.report.ReportVariant.TFF_FO;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import cotinga.RunningApplication;
import cotinga.cftc.Archive;
import cotinga.run.PriceSummary;
import cotinga.store.runs.RunStatus;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.DayOfWeek;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.apache.logging.log4j.Level;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The unit, the digits and the days of prices. */
@Timeout(60)
class PriceUnitTest {
    private static final String CORN = "002602";
    private static final String SYMBOL = "ZC=F";

    private final LogWatch log = new LogWatch(Level.WARN);
    private Flow flow;

    @BeforeEach
    void release(@TempDir Path directory) {
        flow = new Flow(directory)
                .years(2026, 2026)
                .set("cotinga.prices.retry-delay", "1")
                .release(Archive.yearly(TFF_FO, 2026), CftcFiles.week(TFF_FO, CORN, "2026-06-02", 2_000));
        flow.releasePrices(CORN, SYMBOL, Map.of());
        log.begin();
    }

    @AfterEach
    void close() {
        log.end();
        flow.close();
    }

    @Test
    void replacesTheFullHistoryIfTheCurrencyChangesAndLogsItOnce() {
        chart("USX", closes("2026-05-20", 18, 451.0, 0.25));
        try (RunningApplication service = flow.servePublished()) {
            service.refreshPrices();
            assertThat(prices(service).get("currency").textValue()).isEqualTo("USX");

            chart("USD", closes("2026-05-21", 18, 4.51, 0.0025));
            flow.upstream.forgetRequests();
            PriceSummary summary = service.refreshPrices();

            assertThat(summary.status()).isEqualTo(RunStatus.SUCCESS);
            assertThat(flow.upstream.requests().stream()
                            .map(request -> request.query().replaceAll("&period2.*", "")))
                    .containsExactly("period1=" + second("2026-06-02"), "period1=" + second("2025-12-02"));
            JsonNode prices = prices(service);
            assertThat(prices.get("symbol").textValue()).isEqualTo(SYMBOL);
            assertThat(prices.get("currency").textValue()).isEqualTo("USD");
            assertThat(prices.get("source").textValue()).isEqualTo("yahoo");
            assertThat(numbers(prices.get("bars"))).hasSize(18).allMatch(close -> close < 5);
            JsonNode market = Flow.json(service.get("/markets/tff/fo/" + CORN).body());
            assertThat(market.get("price_symbol").textValue()).isEqualTo(SYMBOL);
            assertThat(market.get("price_currency").textValue()).isEqualTo("USD");
            assertThat(market.get("prices")).isEqualTo(prices.get("bars"));
            assertThat(flow.exportedJson("market_" + CORN + "_tff_fo.json")).isEqualTo(market);

            assertThat(service.refreshPrices().text()).contains("0 bars new, 0 changed");
            assertThat(log.errors())
                    .filteredOn(line -> line.contains("Prices of " + SYMBOL))
                    .singleElement()
                    .asString()
                    .contains("the currency is 'USD', was 'USX'; the full history is requested and replaces");
        }
    }

    @Test
    void keepsTheStoredPricesIfTheBarsAreMonthly() {
        chart("USD", closes("2026-05-20", 18, 451.0, 0.25));
        try (RunningApplication service = flow.servePublished()) {
            service.refreshPrices();
            JsonNode before = prices(service);

            flow.upstream.release(
                    ChartFiles.path(SYMBOL),
                    new String(
                                    ChartFiles.chart(SYMBOL, Map.of("2026-05-01", 1.0, "2026-06-01", 2.0)),
                                    StandardCharsets.UTF_8)
                            .replace("\"1d\"", "\"1mo\"")
                            .getBytes(StandardCharsets.UTF_8));
            PriceSummary summary = service.refreshPrices();

            assertThat(summary.status()).isEqualTo(RunStatus.PARTIAL);
            assertThat(summary.flaws())
                    .singleElement()
                    .asString()
                    .contains("meta.dataGranularity is '1mo', expected '1d'");
            assertThat(prices(service)).isEqualTo(before);
        }
    }

    @Test
    void keepsTheStoredPricesIfAllBarsAreOutsideTheRequestedDays() {
        chart("USD", closes("2026-05-20", 18, 451.0, 0.25));
        try (RunningApplication service = flow.servePublished()) {
            service.refreshPrices();
            JsonNode before = prices(service);

            chart("USD", closes("2024-05-20", 18, 44.0, 0.25));
            PriceSummary summary = service.refreshPrices();

            assertThat(summary.status()).isEqualTo(RunStatus.PARTIAL);
            assertThat(summary.flaws())
                    .singleElement()
                    .asString()
                    .contains("18 bars outside the requested days (they are from 2024-05-20 to 2024-06-12)")
                    .contains("expected bars from 2026-06-02 to 2026-06-15");
            assertThat(prices(service)).isEqualTo(before);
        }
    }

    @Test
    void keepsTheDigitsOfSmallPricesEverywhere() {
        chart("USD", closes("2026-05-20", 15, 0.006405, 0.000003));
        try (RunningApplication service = flow.servePublished()) {
            service.refreshPrices();

            List<Double> closes = numbers(prices(service).get("bars"));
            assertThat(closes).hasSize(15).isSorted().doesNotHaveDuplicates().startsWith(0.006405, 0.006408);
            assertThat(numbers(
                            Flow.json(service.get("/dashboard/" + CORN).body()).get("prices")))
                    .isEqualTo(closes);
            assertThat(numbers(
                            flow.exportedJson("market_" + CORN + "_tff_fo.json").get("prices")))
                    .isEqualTo(closes);
            assertThat(service.get("/markets/tff/fo/" + CORN + "/prices?format=csv")
                            .body())
                    .contains("2026-05-20,0.006405,0.006405,0.006405,0.006405,100\r\n");
            assertThat(service.get("/markets/tff/fo/" + CORN + "/prices?format=csv&known_at=2026-05-21")
                            .body()
                            .lines())
                    .as("the header and two days")
                    .hasSize(3);
        }
    }

    @Test
    void storesDoubtfulBarsWithAWarning() {
        chart("USD", Map.of("2026-06-10", 451.0, "2026-06-11", 4.51, "2026-06-12", -37.63));
        try (RunningApplication service = flow.servePublished()) {
            service.refreshPrices();

            assertThat(numbers(prices(service).get("bars"))).containsExactly(451.0, 4.51, -37.63);
            assertThat(log.errors())
                    .filteredOn(line -> line.contains("Prices of " + SYMBOL))
                    .hasSize(2)
                    .anyMatch(line -> line.contains("a negative close on 2026-06-12"))
                    .anyMatch(line -> line.contains("20 times larger or smaller than the one before on 2026-06-11"));
        }
    }

    private void chart(String currency, Map<String, Double> closes) {
        flow.upstream.release(ChartFiles.path(SYMBOL), ChartFiles.chart(SYMBOL, currency, closes));
    }

    /** A number of weekdays with rising closes. */
    private static Map<String, Double> closes(String first, int count, double start, double step) {
        Map<String, Double> closes = new TreeMap<>();
        LocalDate day = LocalDate.parse(first);
        while (closes.size() < count) {
            if (day.getDayOfWeek().compareTo(DayOfWeek.FRIDAY) <= 0) {
                closes.put(day.toString(), start + closes.size() * step);
            }
            day = day.plusDays(1);
        }
        return closes;
    }

    private static JsonNode prices(RunningApplication service) {
        return Flow.json(service.get("/markets/tff/fo/" + CORN + "/prices").body());
    }

    private static List<Double> numbers(JsonNode bars) {
        return IntStream.range(0, bars.size())
                .mapToObj(bar -> bars.get(bar).get("close").doubleValue())
                .toList();
    }

    private static long second(String day) {
        return LocalDate.parse(day).toEpochDay() * 86_400;
    }
}
