package cotinga.flow;

import static cotinga.report.ReportVariant.TFF_FO;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import cotinga.RunningApplication;
import cotinga.cftc.Archive;
import cotinga.store.sql.OnlyOnH2;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/**
 * Each week's measures as known at its own publication. The second edition corrects an older week of the euro from 1250 to 1100 longs and
 * adds an older week of the yen. The third has a new week of the euro and lacks a week of the yen.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class WeeklyAnalyticsTest {
    private static final String EURO = "099741";
    private static final String YEN = "097741";
    private static final String FRANC = "092741";
    private static final LocalDate OLDEST = LocalDate.parse("2025-11-18");
    private static final int CORRECTED = 25;
    private static final String FIRST = "2026-06-12T20:00:00Z";
    private static final String SECOND = "2026-06-13T12:00:00Z";
    private static final String THIRD = "2026-06-19T20:00:00Z";
    private static final String MEASURES = "?measures=index.13,percentile.13,zscore.13,change_4w&groups=g1";
    private static final String WEEKLY = "&as_of=weekly";

    private final MovableClock clock = MovableClock.at(FIRST);

    @AutoClose
    private Flow flow;

    private RunningApplication service;

    @BeforeAll
    void start(@TempDir Path directory) {
        flow = new Flow(directory).years(2025, 2026).set("cotinga.quality.max-shrink", "100%");
        service = flow.serve(clock);
        publish(
                FIRST,
                euro(30, 1_250),
                week(YEN, "2026-05-19", 300),
                week(YEN, "2026-06-02", 320),
                week(YEN, "2026-06-09", 330),
                week(FRANC, "2026-06-02", 500),
                week(FRANC, "2026-06-09", 510));
        publish(
                SECOND,
                euro(30, 1_100),
                week(YEN, "2026-05-19", 300),
                week(YEN, "2026-05-26", 310),
                week(YEN, "2026-06-02", 320),
                week(YEN, "2026-06-09", 330),
                week(FRANC, "2026-06-02", 500),
                week(FRANC, "2026-06-09", 510));
        publish(
                THIRD,
                euro(31, 1_100),
                week(YEN, "2026-05-19", 300),
                week(YEN, "2026-05-26", 310),
                week(YEN, "2026-06-09", 330),
                week(FRANC, "2026-06-02", 500),
                week(FRANC, "2026-06-09", 510));
        clock.goTo("2026-06-22T12:00:00Z");
    }

    private void publish(String moment, List<Object> euro, Object... others) {
        clock.goTo(moment);
        List<Object> lines = new ArrayList<>(List.of(others));
        lines.addAll(euro.subList(7, euro.size()));
        flow.release(Archive.yearly(TFF_FO, 2025), euro.subList(0, 7).toArray());
        flow.release(Archive.yearly(TFF_FO, 2026), lines.toArray());
        assertThat(service.refreshReports().published()).isTrue();
    }

    /** The first seven weeks are those of 2025. */
    private static List<Object> euro(int weeks, int corrected) {
        List<Object> lines = new ArrayList<>();
        for (int week = 0; week < weeks; week++) {
            int longs = week == CORRECTED ? corrected : 1_000 + 10 * week;
            lines.add(week(EURO, OLDEST.plusWeeks(week).toString(), week < 29 ? longs : 2_650 - 50 * week));
        }
        return lines;
    }

    private static Object week(String code, String date, int longs) {
        return CftcFiles.week(TFF_FO, code, date, 10_000)
                .with("Dealer_Positions_Long_All", String.valueOf(longs))
                .with("Dealer_Positions_Short_All", "50");
    }

    @Test
    void aWeekDoesNotSeeCorrectionsAfterItsPublication() {
        JsonNode weekly = json(EURO, MEASURES + WEEKLY);
        JsonNode current = json(EURO, MEASURES);

        assertThat(weekly.at("/weeks/0/index_13_g1").doubleValue()).isEqualTo(27.8);
        assertThat(weekly.at("/weeks/1/index_13_g1").doubleValue()).isEqualTo(27.3);
        assertThat(current.at("/weeks/0/index_13_g1").doubleValue()).isEqualTo(27.8);
        assertThat(current.at("/weeks/1/index_13_g1").doubleValue()).isEqualTo(55.6);
    }

    @Test
    void eachWeekHasTheValuesThatAKnownAtOfItsPublicationReturns() {
        for (String code : List.of(EURO, YEN)) {
            JsonNode published =
                    Flow.json(service.get("/markets/tff/fo/" + code).body()).get("weeks");
            Map<String, JsonNode> weekly = byDate(json(code, MEASURES + WEEKLY));
            for (JsonNode week : published) {
                String date = week.get("date").textValue();
                String publishedAt = week.get("published_at").textValue();

                assertThat(weekly.get(date))
                        .as(code + " " + date)
                        .isEqualTo(byDate(json(code, MEASURES + "&known_at=" + publishedAt))
                                .get(date));
            }
        }
    }

    @Test
    void aWeekDoesNotSeeAnOlderOneThatWasPublishedLater() {
        Map<String, JsonNode> weekly = byDate(json(YEN, "?measures=change_1w&groups=g1" + WEEKLY));

        assertThat(weekly)
                .hasEntrySatisfying(
                        "2026-06-02",
                        week -> assertThat(week.get("change_1w_g1").isNull()).isTrue())
                .hasEntrySatisfying(
                        "2026-06-09",
                        week -> assertThat(week.get("change_1w_g1").intValue()).isEqualTo(10))
                .hasEntrySatisfying(
                        "2026-05-26",
                        week -> assertThat(week.get("change_1w_g1").intValue()).isEqualTo(10));
    }

    @Test
    void returnsAWeekThatVanishedLater() {
        assertThat(byDate(json(YEN, "?measures=bias&groups=g1" + WEEKLY)))
                .containsOnlyKeys("2026-05-19", "2026-05-26", "2026-06-02", "2026-06-09");
        assertThat(byDate(json(YEN, "?measures=bias&groups=g1")))
                .containsOnlyKeys("2026-05-19", "2026-05-26", "2026-06-09");
    }

    @Test
    void reportsSinceWhenRevisionsAreRecorded() {
        assertThat(json(EURO, MEASURES + WEEKLY).get("exact_from").textValue()).isEqualTo(FIRST);
        assertThat(json(YEN, MEASURES + WEEKLY).get("exact_from").textValue())
                .as("an older week was loaded after newer ones")
                .isEqualTo(SECOND);
        assertThat(json(EURO, MEASURES).has("exact_from")).isFalse();
    }

    @Test
    void knownAtLimitsThePublications() {
        JsonNode weekly = json(EURO, MEASURES + WEEKLY + "&known_at=2026-06-15");

        assertThat(weekly.get("weeks"))
                .isEqualTo(json(EURO, MEASURES + "&known_at=2026-06-12").get("weeks"));
    }

    @Test
    void selectsWeeksAndReturnsTables() {
        HttpResponse<String> answer = service.get("/markets/tff/fo/" + EURO
                + "/analytics?measures=index.13&groups=g1&as_of=weekly&from=2026-06-09&order=asc&format=csv");

        assertThat(answer.body()).isEqualTo("date,index_13_g1\r\n2026-06-09,27.3\r\n2026-06-16,27.8\r\n");
        assertThat(service.get("/markets/tff/fo/" + EURO + "/analytics?measures=index&as_of=daily")
                        .body())
                .contains("Parameter 'as_of' is 'daily', expected one of weekly");
    }

    @Test
    @OnlyOnH2
    void readsAMarketWithTheSameStatementsHoweverManyWeeksAndRevisionsItHas() throws SQLException {
        Map<String, Integer> ofThirtyOneWeeks = statements(EURO);
        Map<String, Integer> ofTwoWeeks = statements(FRANC);

        assertThat(ofTwoWeeks).isNotEmpty();
        assertThat(ofThirtyOneWeeks).isEqualTo(ofTwoWeeks);
    }

    /** How often each statement about weeks is executed for a response that is not cached. */
    private Map<String, Integer> statements(String code) throws SQLException {
        Flow.execute(service, "SET QUERY_STATISTICS FALSE");
        Flow.execute(service, "SET QUERY_STATISTICS TRUE");
        json(code, "?measures=index.26&as_of=weekly");
        Map<String, Integer> counts = new TreeMap<>();
        try (Connection connection = service.database().getConnection();
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery("SELECT sql_statement, execution_count"
                        + " FROM information_schema.query_statistics WHERE sql_statement LIKE '%week%'")) {
            while (rows.next()) {
                counts.put(rows.getString(1), rows.getInt(2));
            }
        }
        return counts;
    }

    private static Map<String, JsonNode> byDate(JsonNode answer) {
        Map<String, JsonNode> weeks = new TreeMap<>();
        StreamSupport.stream(answer.get("weeks").spliterator(), false)
                .forEach(week -> weeks.put(week.get("date").textValue(), week));
        return weeks;
    }

    private JsonNode json(String code, String query) {
        HttpResponse<String> answer = service.get("/markets/tff/fo/" + code + "/analytics" + query);
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        return Flow.json(answer.body());
    }
}
