package cotinga.flow;

import static cotinga.report.ReportVariant.TFF_FO;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.github.benmanes.caffeine.cache.Cache;
import cotinga.RunningApplication;
import cotinga.cftc.Archive;
import cotinga.cftc.ReportText;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * The measures of a market of thirty weeks. The longs of its first group grow by 10 each week, but are 1200 in the newest one; the shorts
 * are 50. A day after the first edition, the week of 2026-05-12 is corrected from 1250 to 1100 longs.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class AnalyticsTest {
    private static final String EURO = "099741";
    private static final String PATH = "/markets/tff/fo/" + EURO + "/analytics";
    private static final LocalDate OLDEST = LocalDate.parse("2025-11-18");
    private static final int WEEKS = 30;
    private static final int CORRECTED = 25;
    private static final String NEWEST = "2026-06-09";
    private static final String FIRST_EDITION = "2026-06-12T20:00:00Z";
    private static final String BEFORE_CORRECTION = "&known_at=2026-06-12";

    private final MovableClock clock = MovableClock.at(FIRST_EDITION);

    @AutoClose
    private Flow flow;

    private RunningApplication service;

    @BeforeAll
    void start(@TempDir Path directory) {
        flow = new Flow(directory).years(2025, 2026);
        release(1_250);
        service = flow.serve(clock);
        assertThat(service.refreshReports().published()).isTrue();
        clock.goTo("2026-06-13T12:00:00Z");
        release(1_100);
        assertThat(service.refreshReports().published()).isTrue();
        clock.goTo("2026-06-15T12:00:00Z");
    }

    /** @param corrected the longs of the week that is corrected */
    private void release(int corrected) {
        for (int year = 2025; year <= 2026; year++) {
            List<Object> lines = new ArrayList<>();
            for (int week = 0; week < WEEKS; week++) {
                LocalDate date = OLDEST.plusWeeks(week);
                if (date.getYear() == year) {
                    lines.add(
                            week(date, week == CORRECTED ? corrected : week == WEEKS - 1 ? 1_200 : 1_000 + 10 * week));
                }
            }
            flow.release(Archive.yearly(TFF_FO, year), lines.toArray());
        }
    }

    private static ReportText.Line week(LocalDate date, int longs) {
        return CftcFiles.week(TFF_FO, EURO, date.toString(), 10_000)
                .with("Dealer_Positions_Long_All", String.valueOf(longs))
                .with("Dealer_Positions_Short_All", "50");
    }

    @Test
    void computesMeasuresOverWindowsOfCalendarTime() {
        JsonNode newest = json("?measures=index.13,percentile.13,zscore.13,change_1w,bias&groups=g1"
                        + BEFORE_CORRECTION)
                .at("/weeks/0");

        assertThat(newest)
                .isEqualTo(
                        Flow.json(
                                """
                        {"date": "2026-06-09", "index_13_g1": 27.3, "percentile_13_g1": 30.8, "zscore_13_g1": -0.68,
                         "change_1w_g1": -80, "bias_g1": 96.0}"""));
        assertThat(json("?measures=zscore.13&groups=g1&ddof=1" + BEFORE_CORRECTION)
                        .at("/weeks/0/zscore_13_g1")
                        .doubleValue())
                .isEqualTo(-0.66);
    }

    @Test
    void returnsTheMarketTheColumnsAndTheWeeks() {
        JsonNode answer = json("?measures=index.13,flip&groups=g3,g1&basis=net_oi,oi");

        assertThat(answer.properties()).extracting(Map.Entry::getKey).containsExactly("market", "columns", "weeks");
        assertThat(answer.get("market"))
                .isEqualTo(
                        Flow.json(service.get("/markets/tff/fo/" + EURO).body()).get("market"));
        assertThat(answer.get("columns"))
                .extracting(JsonNode::textValue)
                .containsExactly(
                        "index_13_g3_net_oi",
                        "index_13_oi",
                        "index_13_g1_net_oi",
                        "flip_g3",
                        "flip_g3_before",
                        "flip_g3_weeks",
                        "flip_g1",
                        "flip_g1_before",
                        "flip_g1_weeks");
        assertThat(answer.get("weeks")).hasSize(WEEKS);
        assertThat(json("?measures=divergence,bias").get("columns"))
                .extracting(JsonNode::textValue)
                .containsExactly("divergence", "bias_g1", "bias_g2", "bias_g3", "bias_g4", "bias_g5");
    }

    @Test
    void returnsNullWithItsReasonAndTheNumberOfWeeks() {
        JsonNode newest =
                json("?measures=index.13,index.52,signal,flip&groups=g1,g2").at("/weeks/0");

        assertThat(newest.get("index_13_g2").isNull()).isTrue();
        assertThat(newest.get("index_13_g2_reason").textValue()).isEqualTo("flat");
        assertThat(newest.get("index_13_g2_weeks").intValue()).isEqualTo(13);
        assertThat(newest.get("index_52_g1").isNull()).isTrue();
        assertThat(newest.get("index_52_g1_reason").textValue()).isEqualTo("insufficient_history");
        assertThat(newest.get("index_52_g1_weeks").intValue()).isEqualTo(WEEKS);
        assertThat(newest.get("signal_g1").isNull()).isTrue();
        assertThat(newest.get("signal_g1_reason").textValue()).isEqualTo("no_price");
        assertThat(newest.has("signal_g1_weeks")).isFalse();
        assertThat(newest.get("flip_g1").isNull()).isTrue();
        assertThat(newest.has("flip_g1_reason")).isFalse();
        assertThat(newest.has("index_13_g1_reason")).isFalse();
    }

    /** The name of the number of weeks is that of a part here. */
    @Test
    void returnsEachKeyOnce() {
        String oldest = service.get(PATH + "?measures=last_time_here&groups=g1&to=2025-11-18")
                .body();

        assertThat(oldest)
                .endsWith(
                        """
                        "weeks":[{"date":"2025-11-18",\
                        "last_time_here_g1":null,"last_time_here_g1_reason":"insufficient_history",\
                        "last_time_here_g1_weeks":null,"last_time_here_g1_weeks_reason":"insufficient_history","last_time_here_g1_weeks_weeks":1,\
                        "last_time_here_g1_share":null,"last_time_here_g1_share_reason":"insufficient_history","last_time_here_g1_share_weeks":1,\
                        "last_time_here_g1_since":null,"last_time_here_g1_since_reason":"insufficient_history","last_time_here_g1_since_weeks":1}]}""");
    }

    @Test
    void needsTheConfiguredShareOfTheReportDates() {
        JsonNode weeks = json("?measures=index.13&groups=g1&order=asc").get("weeks");

        assertThat(weeks.get(10).get("index_13_g1_reason").textValue()).isEqualTo("insufficient_history");
        assertThat(weeks.get(10).get("index_13_g1_weeks").intValue()).isEqualTo(11);
        assertThat(weeks.get(11).get("index_13_g1").doubleValue())
                .as("12 of 13 weeks")
                .isEqualTo(100.0);
    }

    @Test
    void returnsTheSharesOfTheLargestTradersOfEachWeek() {
        JsonNode weeks = json("?measures=concentration").get("weeks");

        assertThat(weeks).allSatisfy(week -> {
            assertThat(week.get("concentration_gross_4_long").doubleValue()).isPositive();
            assertThat(week.get("concentration_level").textValue()).isEqualTo("high");
        });
    }

    @Test
    void selectsAndOrdersWeeksAfterComputingOverAll() {
        JsonNode whole = json("?measures=index.13&groups=g1");
        JsonNode part = json("?measures=index.13&groups=g1&from=2026-05-26&to=2026-06-02&order=asc");

        assertThat(part.get("weeks").findValuesAsText("date")).containsExactly("2026-05-26", "2026-06-02");
        assertThat(part.at("/weeks/0")).isEqualTo(whole.at("/weeks/2"));
        assertThat(whole.at("/weeks/0/date").textValue()).isEqualTo(NEWEST);
        assertThat(json("?measures=index.13&from=2027-01-01").get("weeks")).isEmpty();
    }

    @Test
    void returnsTheMeasuresKnownAtATime() {
        String query = "?measures=index.13&groups=g1";

        assertThat(json(query).at("/weeks/0/index_13_g1").doubleValue()).isEqualTo(55.6);
        assertThat(json(query + BEFORE_CORRECTION).at("/weeks/0/index_13_g1").doubleValue())
                .isEqualTo(27.3);
        assertThat(json(query + "&known_at=2026-06-11").at("/weeks/0/date").textValue())
                .isEqualTo("2026-06-02");
        HttpResponse<String> tooEarly = service.get(PATH + query + "&known_at=2025-11-01");
        assertThat(tooEarly.statusCode()).isEqualTo(404);
        assertThat(tooEarly.body()).contains("No week of '099741' in tff/fo was known on 2025-11-01 in New York");
    }

    @Test
    void readsThePricesOfTheMarket(@TempDir Path directory) {
        Map<String, Double> closes = new HashMap<>();
        LocalDate.parse("2026-05-18")
                .datesUntil(LocalDate.parse("2026-06-12"))
                .forEach(date -> closes.put(date.toString(), 1.1));
        closes.put(NEWEST, 1.12);
        try (Flow priced = new Flow(directory).years(2026, 2026)) {
            priced.releasePrices(EURO, "6E=F", closes);
            priced.release(
                    Archive.yearly(TFF_FO, 2026),
                    week(LocalDate.parse("2026-06-02"), 1_000),
                    week(LocalDate.parse(NEWEST), 1_010)
                            .with("Change_in_Open_Interest_All", "-7")
                            .with("Change_in_Dealer_Long_All", "10")
                            .with("Change_in_Dealer_Short_All", "-3"));
            RunningApplication other = priced.servePublished();
            other.refreshPrices();

            assertThat(Flow.json(other.get(PATH + "?measures=signal,oi_price,liquidity&groups=g1&from=" + NEWEST)
                                    .body())
                            .at("/weeks/0"))
                    .isEqualTo(
                            Flow.json(
                                    """
                            {"date": "2026-06-09", "signal_g1": "strong_bullish", "oi_price": "short_covering", "liquidity": 100,
                             "liquidity_open_interest": 10000, "liquidity_days_to_trade": 1.00}"""));
        }
    }

    @Test
    void returnsATableWithAnEmptyFieldWhereThereIsNoValue() {
        HttpResponse<String> answer = service.get(
                PATH + "?measures=index.13,index.52,flip,concentration&groups=g1&format=csv" + BEFORE_CORRECTION);

        assertThat(answer.headers().firstValue("Content-Disposition"))
                .contains("attachment; filename=\"099741_tff_fo_analytics.csv\"");
        List<String> lines = answer.body().lines().toList();
        assertThat(lines).hasSize(WEEKS + 1);
        assertThat(lines.get(0))
                .startsWith(
                        "date,index_13_g1,index_52_g1,flip_g1,flip_g1_before,flip_g1_weeks,concentration_gross_4_long,");
        assertThat(lines.get(1)).startsWith("2026-06-09,27.3,,,,,").endsWith(",high");
        assertThat(lines.get(WEEKS)).startsWith("2025-11-18,,,,,,");
        assertThat(service.get(PATH + "?measures=index.13", "Accept", "text/csv")
                        .headers()
                        .firstValue("Content-Type"))
                .contains("text/csv; charset=utf-8");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "|Parameter 'measures' is missing, expected measures separated by commas, such as index.156,zscore.52,flip",
                "?measures=|Parameter 'measures' is '', expected measures separated by commas",
                "?measures=index.13,moon|Parameter 'measures' is 'moon', expected one of index, percentile, zscore,",
                "?measures=index.7|Parameter 'measures' is 'index.7', expected index or index.N with a number of weeks from 8 to 520",
                "?measures=flip.13|Parameter 'measures' is 'flip.13', expected flip, which has no window",
                "?measures=index,percentile,zscore.52,zscore.26,divergence|Parameter 'measures' is '61 columns', expected at most 60; request fewer",
                "?measures=index&groups=g6|Parameter 'groups' is 'g6', expected some of g1, g2, g3, g4, g5, separated by commas",
                "?measures=index&groups=g1,|Parameter 'groups' is 'g1,', expected trader groups separated by commas, such as g1,g3",
                "?measures=index&basis=nett|Parameter 'basis' is 'nett', expected some of net, net_oi, long, short,",
                "?measures=index&ddof=2|Parameter 'ddof' is '2', expected a whole number from 0 to 1",
                "?measures=index&from=2026-06-09&to=2026-06-02|Parameter 'from' is '2026-06-09', expected a date that is not after 'to', 2026-06-02",
                "?measures=index&known_at=yesterday|Parameter 'known_at' is 'yesterday', expected a date such as ",
                "?measures=index&fields=date|Parameter 'fields' is 'date', expected only the parameters measures, groups,",
            })
    void rejectsABadParameterWithWhatWasFoundAndWhatIsAllowed(String query, String detail) {
        HttpResponse<String> answer = service.get(PATH + (query == null ? "" : query));

        assertThat(answer.statusCode()).isEqualTo(400);
        assertThat(Flow.json(answer.body()).get("detail").textValue()).startsWith(detail);
    }

    @Test
    void allowsSixtyColumnsBesideTheDate() {
        assertThat(json("?measures=index,percentile,zscore.52,zscore.26").get("columns"))
                .hasSize(60);
    }

    @Test
    void returns304UntilNewDataArePublished() {
        HttpResponse<String> answer = service.get(PATH + "?measures=index.13");
        String tag = answer.headers().firstValue("ETag").orElseThrow();

        assertThat(service.get(PATH + "?measures=index.13", "If-None-Match", tag)
                        .statusCode())
                .isEqualTo(304);
        assertThat(service.get(PATH + "?measures=index.26", "If-None-Match", tag)
                        .statusCode())
                .isEqualTo(200);
    }

    @Test
    void computesOneResponseForRequestsWithTheSameMeaning() {
        List<Cache<?, ?>> caches = service.caches("analytics");
        json("?measures=index.13,index.13&groups=g1,g2,g3,g4,g5&basis=net&ddof=0&order=desc&from=2026-01-06");
        long loads = RunningApplication.loads(caches);

        json("?measures=index.13&from=2026-01-06&format=json");

        assertThat(RunningApplication.loads(caches)).isEqualTo(loads);
    }

    @Test
    void returns404ForAnUnknownMarket() {
        HttpResponse<String> answer = service.get("/markets/tff/fo/000000/analytics?measures=index");

        assertThat(answer.statusCode()).isEqualTo(404);
        assertThat(answer.body()).contains("No market has the code '000000' in tff/fo. Known codes: ");
    }

    private JsonNode json(String query) {
        HttpResponse<String> answer = service.get(PATH + query);
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        return Flow.json(answer.body());
    }
}
