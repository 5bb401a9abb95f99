package cotinga.flow;

import static cotinga.report.ReportVariant.TFF_FO;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import cotinga.RunningApplication;
import cotinga.cftc.Archive;
import cotinga.cftc.ReportText;
import java.net.http.HttpResponse;
import java.nio.file.Path;
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

/** A market in ISO weeks 23 and 24 of four years, and its prices in the last of them. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class SeasonalityTest {
    private static final String EURO = "099741";
    private static final String BRITISH_POUND_OPTIONS = "0965LM";
    private static final String PATH = "/markets/tff/fo/" + EURO;

    @AutoClose
    private Flow flow;

    private RunningApplication service;

    @BeforeAll
    void start(@TempDir Path directory) {
        flow = new Flow(directory).years(2023, 2026);
        release(2023, week("2023-06-06", 70), week("2023-06-13", 10));
        release(2024, week("2024-06-04", 70), week("2024-06-11", 30));
        release(2025, week("2025-06-10", 20));
        release(
                2026,
                week("2026-06-02", 40),
                week("2026-06-09", 50),
                CftcFiles.week(TFF_FO, BRITISH_POUND_OPTIONS, "2026-06-09", 1_000));
        Map<String, Double> closes = new HashMap<>();
        closes.put("2026-06-05", 1.2);
        closes.put("2026-06-09", 1.1);
        flow.releasePrices(EURO, "6E=F", closes);
        service = flow.servePublished();
        service.refreshPrices();
    }

    private void release(int year, Object... weeks) {
        flow.release(Archive.yearly(TFF_FO, year), weeks);
    }

    private static ReportText.Line week(String date, int net) {
        return CftcFiles.week(TFF_FO, EURO, date, 1_000)
                .with("Dealer_Positions_Long_All", String.valueOf(100 + net))
                .with("Dealer_Positions_Short_All", "100");
    }

    @Test
    void comparesTheYearWithTheYearsBefore() {
        JsonNode answer = json("/seasonality?groups=g1");

        assertThat(answer.at("/iso_year").intValue()).isEqualTo(2026);
        assertThat(answer.get("columns"))
                .extracting(JsonNode::textValue)
                .containsExactly("seasonal_5_g1", "seasonal_5_g1_min", "seasonal_5_g1_median", "seasonal_5_g1_max");
        assertThat(answer.get("weeks")).hasSize(52);
        assertThat(answer.at("/weeks/23"))
                .isEqualTo(
                        Flow.json(
                                """
                        {"iso_week": 24, "date": "2026-06-09", "seasonal_5_g1": 50, "seasonal_5_g1_min": 10,
                         "seasonal_5_g1_median": 20, "seasonal_5_g1_max": 30}"""));
        assertThat(answer.at("/weeks/22"))
                .as("two years are too few")
                .isEqualTo(
                        Flow.json(
                                """
                        {"iso_week": 23, "date": "2026-06-02", "seasonal_5_g1": 40,
                         "seasonal_5_g1_min": null, "seasonal_5_g1_min_reason": "insufficient_history", "seasonal_5_g1_min_weeks": 2,
                         "seasonal_5_g1_median": null, "seasonal_5_g1_median_reason": "insufficient_history", "seasonal_5_g1_median_weeks": 2,
                         "seasonal_5_g1_max": null, "seasonal_5_g1_max_reason": "insufficient_history", "seasonal_5_g1_max_weeks": 2}"""));
        assertThat(answer.at("/weeks/24/date").isNull()).isTrue();
        assertThat(answer.at("/weeks/24/seasonal_5_g1_reason").textValue()).isEqualTo("missing");
        assertThat(json("/analytics?measures=seasonal.5&groups=g1").at("/weeks/0/seasonal_5_g1_median"))
                .isEqualTo(answer.at("/weeks/23/seasonal_5_g1_median"));
    }

    @Test
    void asKnownAtATimeAndAsATable() {
        assertThat(json("/seasonality?groups=g1&known_at=2026-06-10")
                        .at("/weeks/23/date")
                        .isNull())
                .as("the week was published on 12 June")
                .isTrue();
        HttpResponse<String> csv = service.get(PATH + "/seasonality?groups=g1&years=10&basis=net_oi&format=csv");
        assertThat(csv.headers().firstValue("Content-Disposition"))
                .contains("attachment; filename=\"099741_tff_fo_seasonality.csv\"");
        List<String> lines = csv.body().lines().toList();
        assertThat(lines.get(0))
                .isEqualTo("iso_week,date,seasonal_10_g1_net_oi,seasonal_10_g1_net_oi_min,seasonal_10_g1_net_oi_median,"
                        + "seasonal_10_g1_net_oi_max");
        assertThat(lines.get(24)).isEqualTo("24,2026-06-09,5.0,1.0,2.0,3.0");
    }

    @Test
    void notionalValuesAreContractsTimesSizeTimesClose() {
        JsonNode answer =
                json("/analytics?measures=change_1w,bias,seasonal.5&groups=g1&basis=net,net_oi&unit=notional");

        assertThat(answer.at("/unit").textValue()).isEqualTo("notional");
        assertThat(answer.get("contract"))
                .isEqualTo(
                        Flow.json(
                                """
                        {"size": 125000.0, "unit": "EUR", "currency": "USD", "source": "CONTRACTS OF EUR 125000"}"""));
        assertThat(answer.at("/weeks/0/change_1w_g1_reason").textValue())
                .as("there was no close up to 5 days before 2 June")
                .isEqualTo("missing");
        assertThat(answer.at("/weeks/0/change_1w_g1_net_oi").doubleValue()).isEqualTo(1.0);
        assertThat(json("/seasonality?groups=g1&unit=notional")
                        .at("/weeks/23/seasonal_5_g1")
                        .doubleValue())
                .as("50 contracts of 125,000 at 1.1")
                .isEqualTo(6_875_000);
        assertThat(json("/analytics?measures=bias&groups=g1").has("unit")).isFalse();
        assertThat(Flow.json(service.get("/markets/tff/fo/" + BRITISH_POUND_OPTIONS
                                        + "/analytics?measures=change_1w&groups=g1&unit=notional")
                                .body())
                        .get("contract")
                        .isNull())
                .as("the size of the contract is not known")
                .isTrue();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
            ?years=7         | Parameter 'years' is '7', expected one of 5, 10, 15
            ?unit=lots       | Parameter 'unit' is 'lots', expected one of contracts, notional
            ?measures=index  | Parameter 'measures' is 'index', expected only the parameters years, groups, basis, unit, known_at, format
            ?groups=g6       | Parameter 'groups' is 'g6', expected some of g1, g2, g3, g4, g5, separated by commas
            """)
    void rejectsABadParameterWithWhatWasFoundAndWhatIsAllowed(String query, String detail) {
        HttpResponse<String> answer = service.get(PATH + "/seasonality" + query);

        assertThat(answer.statusCode()).isEqualTo(400);
        assertThat(Flow.json(answer.body()).get("detail").textValue()).startsWith(detail);
    }

    private JsonNode json(String path) {
        HttpResponse<String> answer = service.get(PATH + path);
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        return Flow.json(answer.body());
    }
}
