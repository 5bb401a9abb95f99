package cotinga.flow;

import static cotinga.report.ReportVariant.TFF_FO;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import cotinga.RunningApplication;
import cotinga.cftc.Archive;
import cotinga.cftc.ReportText;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * A market that continues a second one from 2026-05-26, one of whose contracts equals 4 of its own, which continues a third one from
 * 2026-05-05, one of whose contracts equals half of the second. Each also has a week on the other side of these dates. A day after the first
 * edition, the second market's week of 2026-05-12 is corrected from 70 to 75 longs.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ChainedAnalyticsTest {
    private static final String FIRST = "111111";
    private static final String SECOND = "222222";
    private static final String THIRD = "333333";
    private static final String CHAINED = "?chain=true&groups=g1&measures=";

    private final MovableClock clock = MovableClock.at("2026-06-12T20:00:00Z");

    @AutoClose
    private Flow flow;

    private RunningApplication service;

    @BeforeAll
    void start(@TempDir Path directory) throws IOException {
        Path successors = directory.resolve("my-successors.csv");
        Files.writeString(
                successors,
                """
                code,report_type,successor,from,factor,reason,source
                111111,tff,222222,2026-05-05,0.5,contracts doubled,a test
                222222,tff,333333,2026-05-26,4,contracts split,a test
                """);
        flow = new Flow(directory).years(2026, 2026).set("cotinga.markets.successors", successors.toString());
        release(70);
        service = flow.serve(clock);
        assertThat(service.refreshReports().published()).isTrue();
        clock.goTo("2026-06-13T12:00:00Z");
        release(75);
        assertThat(service.refreshReports().published()).isTrue();
        clock.goTo("2026-06-15T12:00:00Z");
    }

    /** @param corrected the longs of the week that is corrected */
    private void release(int corrected) {
        flow.release(
                Archive.yearly(TFF_FO, 2026),
                week(FIRST, "2026-04-21", 100, 50),
                week(FIRST, "2026-04-28", 121, 51),
                week(FIRST, "2026-05-05", 9_999, 1),
                week(SECOND, "2026-04-28", 9_999, 1),
                week(SECOND, "2026-05-05", 60, 20),
                week(SECOND, "2026-05-12", corrected, 20)
                        .with("Change_in_Open_Interest_All", "3")
                        .with("Change_in_Dealer_Long_All", "10")
                        .with("Change_in_Dealer_Short_All", "-1"),
                week(SECOND, "2026-05-19", 65, 20),
                week(SECOND, "2026-05-26", 9_999, 1),
                week(THIRD, "2026-05-19", 9_999, 1),
                week(THIRD, "2026-05-26", 320, 100),
                week(THIRD, "2026-06-02", 300, 100),
                week(THIRD, "2026-06-09", 310, 100));
    }

    private static ReportText.Line week(String code, String date, int longs, int shorts) {
        return CftcFiles.week(TFF_FO, code, date, 10_000)
                .with("Dealer_Positions_Long_All", String.valueOf(longs))
                .with("Dealer_Positions_Short_All", String.valueOf(shorts));
    }

    /** The nets are 100, 140, 160, 200 (corrected 220), 180, 220, 200 and 210 contracts of the third market. */
    @Test
    void computesMeasuresOverTheHistoryOfAllMarkets() {
        JsonNode weeks = json(THIRD, CHAINED + "change_1w,index.8,percentile.8&known_at=2026-06-12")
                .get("weeks");

        assertThat(weeks).hasSize(8);
        assertThat(weeks.get(0))
                .isEqualTo(
                        Flow.json(
                                """
                        {"date": "2026-06-09", "code": "333333", "change_1w_g1": 10, "index_8_g1": 91.7, "percentile_8_g1": 81.2}"""));
        assertThat(weeks.findValuesAsText("code"))
                .containsExactly(THIRD, THIRD, THIRD, SECOND, SECOND, SECOND, FIRST, FIRST);
        assertThat(weeks.findValuesAsText("change_1w_g1"))
                .containsExactly("10", "-20", "40", "-20", "40", "20", "40", "null");
        assertThat(json(THIRD, "?measures=index.8&groups=g1")
                        .at("/weeks/0/index_8_g1_reason")
                        .textValue())
                .as("without its predecessors")
                .isEqualTo("insufficient_history");
    }

    @Test
    void scalesPublishedChangesButNoShares() {
        String query =
                "decomposition,bias,concentration&basis=net_oi&from=2026-05-12&to=2026-05-12&known_at=2026-06-12";
        JsonNode chained = json(THIRD, CHAINED + query).at("/weeks/0");
        JsonNode own = json(SECOND, "?groups=g1&measures=" + query).at("/weeks/0");

        assertThat(chained.get("decomposition_g1_longs_added").intValue()).isEqualTo(40);
        assertThat(chained.get("decomposition_g1_shorts_covered").intValue()).isEqualTo(4);
        assertThat(own.get("decomposition_g1_longs_added").intValue()).isEqualTo(10);
        assertThat(chained.get("bias_g1")).isEqualTo(own.get("bias_g1"));
        assertThat(chained.get("concentration_gross_4_long")).isEqualTo(own.get("concentration_gross_4_long"));
    }

    @Test
    void aPredecessorIsAsKnownAtATime() {
        assertThat(changeOf("2026-05-19", json(THIRD, CHAINED + "change_1w"))).isEqualTo(-40);
        assertThat(changeOf("2026-05-19", json(THIRD, CHAINED + "change_1w&known_at=2026-06-12")))
                .isEqualTo(-20);
        JsonNode early = json(THIRD, CHAINED + "change_1w&known_at=2026-05-25");
        assertThat(early.at("/market/code").textValue()).isEqualTo(THIRD);
        assertThat(early.get("weeks").findValuesAsText("date"))
                .containsExactly("2026-05-19", "2026-05-12", "2026-05-05", "2026-04-28", "2026-04-21");
        assertThat(service.get("/markets/tff/fo/" + THIRD + "/analytics" + CHAINED + "bias&known_at=2026-05-20")
                        .statusCode())
                .as("the market itself was not known")
                .isEqualTo(404);
    }

    @Test
    void eachWeekIsAsKnownAtItsPublication() {
        JsonNode weekly = json(THIRD, CHAINED + "change_1w&as_of=weekly");

        assertThat(weekly.get("weeks"))
                .isEqualTo(
                        json(THIRD, CHAINED + "change_1w&known_at=2026-06-12").get("weeks"));
        assertThat(weekly.get("exact_from").textValue()).isEqualTo("2026-06-12T20:00:00Z");
    }

    @Test
    void tablesHaveAColumnOfCodes() {
        HttpResponse<String> table = service.get(
                "/markets/tff/fo/" + THIRD + "/analytics" + CHAINED + "change_1w&order=asc&to=2026-05-05&format=csv");

        assertThat(table.body().lines())
                .containsExactly(
                        "date,code,change_1w_g1", "2026-04-21,111111,", "2026-04-28,111111,40", "2026-05-05,222222,20");
    }

    @Test
    void aMarketWithoutPredecessorsNamesItsOwnCode() {
        JsonNode chained = json(FIRST, CHAINED + "bias");
        JsonNode own = json(FIRST, "?groups=g1&measures=bias");

        assertThat(chained.get("weeks").findValuesAsText("code")).containsOnly(FIRST);
        assertThat(chained.get("weeks").findValuesAsText("bias_g1"))
                .isEqualTo(own.get("weeks").findValuesAsText("bias_g1"));
        assertThat(own.get("weeks").findValues("code")).isEmpty();
        assertThat(json(FIRST, "?groups=g1&measures=bias&chain=false")).isEqualTo(own);
        assertThat(chained.get("market")).isEqualTo(own.get("market"));
    }

    @ParameterizedTest
    @CsvSource({"chain=yes", "chain="})
    void rejectsOtherValues(String parameter) {
        HttpResponse<String> answer = service.get("/markets/tff/fo/" + THIRD + "/analytics?measures=bias&" + parameter);

        assertThat(answer.statusCode()).isEqualTo(400);
        assertThat(answer.body()).contains("expected one of true, false");
    }

    private static int changeOf(String date, JsonNode answer) {
        List<String> dates = answer.get("weeks").findValuesAsText("date");
        return answer.get("weeks").get(dates.indexOf(date)).get("change_1w_g1").intValue();
    }

    private JsonNode json(String code, String query) {
        HttpResponse<String> answer = service.get("/markets/tff/fo/" + code + "/analytics" + query);
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        return Flow.json(answer.body());
    }
}
