package cotinga.flow;

import static cotinga.report.ReportVariant.TFF_FO;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.github.benmanes.caffeine.cache.Cache;
import cotinga.RunningApplication;
import cotinga.cftc.Archive;
import cotinga.cftc.ReportText;
import java.io.IOException;
import java.net.URLEncoder;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
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
 * Studies of a market of eight weeks, each published on a Friday. The second, the third and the last one have more longs than shorts, and
 * so has the fifth one after its correction. Entries and exits of one week are Mondays. All other days have prices that nobody could trade
 * at: 1000 before a rise and 1 before a fall, so that earlier entries would give other returns.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class EventStudiesTest {
    private static final String EURO = "099741";
    private static final String YEN = "097741";
    private static final String PATH = "/markets/tff/fo/" + EURO + "/event-study";
    private static final String MORE_LONGS = "?condition=bias_g1%3E50";
    private static final String STUDY = PATH + MORE_LONGS + "&horizons=1w";
    private static final LocalDate OLDEST = LocalDate.parse("2026-04-07");
    private static final int WEEKS = 8;
    private static final int CORRECTED = 4;
    private static final String BEFORE_CORRECTION = "&known_at=2026-06-12";

    /** The closes of the Mondays after the publications. */
    private static final double[] MONDAYS = {100, 110, 121, 110, 100, 95, 95, 100};

    private static final String STUDIES =
            """
            key,condition,horizons,name
            commercials-long,bias_{commercial}>50,"1w,4w",Commercials hold more longs
            speculators-flat,bias_{speculative}=50,1w,Speculators hold as many longs
            """;

    private final MovableClock clock = MovableClock.at("2026-06-12T20:00:00Z");

    @AutoClose
    private Flow flow;

    private RunningApplication service;

    @BeforeAll
    void start(@TempDir Path directory) throws IOException {
        Path studies = Files.writeString(directory.resolve("studies.csv"), STUDIES);
        flow = new Flow(directory).years(2026, 2026).set("cotinga.analytics.event-studies", studies.toString());
        flow.releasePrices(EURO, "6E=F", closes());
        release(40);
        service = flow.serve(clock);
        assertThat(service.refreshReports().published()).isTrue();
        clock.goTo("2026-06-13T12:00:00Z");
        release(60);
        assertThat(service.refreshReports().published()).isTrue();
        clock.goTo("2026-06-15T12:00:00Z");
        service.refreshPrices();
    }

    private static Map<String, Double> closes() {
        Map<String, Double> closes = new HashMap<>();
        for (int week = 0; week < WEEKS; week++) {
            LocalDate monday = OLDEST.plusDays(6).plusWeeks(week);
            boolean rises = week + 1 < WEEKS && MONDAYS[week + 1] > MONDAYS[week];
            monday.datesUntil(monday.plusDays(5)).forEach(day -> closes.put(day.toString(), rises ? 1_000.0 : 1.0));
            closes.put(monday.toString(), MONDAYS[week]);
        }
        return closes;
    }

    /** @param corrected the longs of the week that is corrected; all weeks have 50 shorts */
    private void release(int corrected) {
        List<Object> lines = new ArrayList<>();
        int[] longs = {40, 60, 60, 40, 40, 40, 40, 60};
        longs[CORRECTED] = corrected;
        for (int week = 0; week < WEEKS; week++) {
            lines.add(week(EURO, OLDEST.plusWeeks(week), longs[week]));
        }
        lines.add(week(YEN, OLDEST, 60));
        flow.release(Archive.yearly(TFF_FO, 2026), lines.toArray());
    }

    private static ReportText.Line week(String code, LocalDate date, int longs) {
        return CftcFiles.week(TFF_FO, code, date.toString(), 10_000)
                .with("Dealer_Positions_Long_All", String.valueOf(longs))
                .with("Dealer_Positions_Short_All", "50")
                .with("Lev_Money_Positions_Long_All", "50")
                .with("Lev_Money_Positions_Short_All", "50");
    }

    @Test
    void summarizesTheReturnsOfEachHorizon() {
        JsonNode study = json(STUDY);

        assertThat(study.get("horizons"))
                .as("after weeks 1 and 4: 110 to 121, and 100 to 95; week 7 has no price after it")
                .isEqualTo(
                        Flow.json(
                                """
                        [{"horizon": "1w", "n": 2, "few": true, "share": 50.0, "share_low": 9.5, "share_high": 90.5, "mean": 2.50,
                          "worst": -5.00, "lower_quartile": -1.25, "median": 2.50, "upper_quartile": 6.25, "best": 10.00,
                          "overlapping": 0, "with_possible_roll": 0, "base_weeks": 7, "base_share": 42.9, "base_mean": 0.30,
                          "rotations": 7, "p_share": 1.0000, "p_mean": 0.3750}]"""));
        assertThat(study.get("condition").textValue()).isEqualTo("bias_g1>50");
        assertThat(study.get("weeks").intValue()).isEqualTo(WEEKS);
        assertThat(study.get("defined_weeks").intValue()).isEqualTo(WEEKS);
        assertThat(study.get("market"))
                .isEqualTo(
                        Flow.json(service.get("/markets/tff/fo/" + EURO).body()).get("market"));
        assertThat(study.get("prices"))
                .isEqualTo(
                        Flow.json(
                                """
                        {"symbol": "6E=F", "currency": "USD", "source": "yahoo", "from": "2026-04-13", "to": "2026-06-05"}"""));
        assertThat(study.get("note").textValue()).contains("front-month series without adjustment");
        assertThat(study.get("possible_rolls")).isEmpty();
        assertThat(study.get("rolls_since").isNull()).isTrue();
        assertThat(study.has("exact_from")).isFalse();
    }

    @Test
    void listsTheEpisodes() {
        assertThat(json(STUDY).get("episodes"))
                .isEqualTo(
                        Flow.json(
                                """
                        [{"date": "2026-04-14", "published_at": "2026-04-17T19:30:00Z", "weeks": 2, "entry": "2026-04-20",
                          "return_1w": 10.00, "exit_1w": "2026-04-27", "reason_1w": null, "overlapping_1w": false, "possible_roll_1w": false},
                         {"date": "2026-05-05", "published_at": "2026-05-08T19:30:00Z", "weeks": 1, "entry": "2026-05-11",
                          "return_1w": -5.00, "exit_1w": "2026-05-18", "reason_1w": null, "overlapping_1w": false, "possible_roll_1w": false},
                         {"date": "2026-05-26", "published_at": "2026-05-29T19:30:00Z", "weeks": 1, "entry": "2026-06-01",
                          "return_1w": null, "exit_1w": null, "reason_1w": "beyond_last_price", "overlapping_1w": false,
                          "possible_roll_1w": false}]"""));
    }

    /** An entry before the publication would be at 1 or 1000. */
    @Test
    void doesNotTakePricesBeforeThePublication() {
        JsonNode falls = json(PATH + "?condition=bias_g1%3C50&horizons=1s,1w").get("episodes");

        assertThat(falls.findValuesAsText("entry")).containsExactly("2026-04-13", "2026-05-04", "2026-05-18");
        assertThat(falls.findValuesAsText("return_1w")).containsExactly("10.0", "-9.09", "0.0");
        assertThat(falls.findValuesAsText("return_1s")).containsExactly("900.0", "-99.09", "-98.95");
    }

    @Test
    void usesTheUsualHorizonsUnlessSomeAreNamed() {
        assertThat(json(PATH + MORE_LONGS).get("horizons").findValuesAsText("horizon"))
                .containsExactly("1w", "4w", "13w", "26w", "52w");
        assertThat(json(PATH + MORE_LONGS + "&horizons=5s,4w,5s")
                        .get("horizons")
                        .findValuesAsText("horizon"))
                .containsExactly("5s", "4w");
    }

    @Test
    void marksReturnsThatOverlap() {
        JsonNode study = json(PATH + MORE_LONGS + "&horizons=4w");

        assertThat(study.at("/episodes").findValuesAsText("overlapping_4w")).containsExactly("false", "false", "false");
        assertThat(study.at("/episodes").findValuesAsText("reason_4w"))
                .containsExactly("null", "beyond_last_price", "beyond_last_price");
        assertThat(json(PATH + MORE_LONGS + "&horizons=16s").at("/episodes").findValuesAsText("overlapping_16s"))
                .containsExactly("false", "true", "false");
    }

    @Test
    void isAnAnswerWithoutEpisodesIfTheConditionNeverHolds() {
        JsonNode study = json(PATH + "?condition=bias_g1%3E99&horizons=1w");

        assertThat(study.get("episodes")).isEmpty();
        assertThat(study.at("/horizons/0/n").intValue()).isZero();
        assertThat(study.at("/horizons/0/share").isNull()).isTrue();
        assertThat(study.at("/horizons/0/p_mean").isNull()).isTrue();
        assertThat(study.at("/horizons/0/base_weeks").intValue()).isEqualTo(7);
    }

    @Test
    void leavesOutWeeksWithoutTheMeasure() {
        JsonNode study = json(PATH + "?condition=change_1w_g1%3E0&horizons=1w");

        assertThat(study.get("weeks").intValue()).isEqualTo(WEEKS);
        assertThat(study.get("defined_weeks").intValue()).isEqualTo(WEEKS - 1);
    }

    @Test
    void studiesWhatWasKnownAtATime() {
        JsonNode before = json(STUDY + BEFORE_CORRECTION).at("/horizons/0");
        assertThat(before.at("/n").intValue()).isEqualTo(1);
        assertThat(before.at("/share_low").doubleValue()).isEqualTo(20.7);
        assertThat(before.at("/share_high").doubleValue()).isEqualTo(100.0);
        assertThat(before.at("/p_share").doubleValue()).isEqualTo(0.25);
        assertThat(before.at("/p_mean").doubleValue()).isEqualTo(0.125);

        JsonNode may = json(STUDY + "&known_at=2026-05-20");
        assertThat(may.get("weeks").intValue()).isEqualTo(6);
        assertThat(may.at("/prices/to").textValue()).isEqualTo("2026-05-20");
        assertThat(may.get("episodes").findValuesAsText("date")).containsExactly("2026-04-14");
        assertThat(may.at("/horizons/0/base_weeks").intValue()).isEqualTo(5);
    }

    @Test
    void evaluatesEachWeekAsKnownAtItsPublication() {
        JsonNode weekly = json(STUDY + "&as_of=weekly");

        assertThat(weekly.get("episodes").findValuesAsText("date"))
                .as("the correction of 2026-05-05 came later")
                .containsExactly("2026-04-14", "2026-05-26");
        assertThat(weekly.at("/horizons/0"))
                .isEqualTo(json(STUDY + BEFORE_CORRECTION).at("/horizons/0"));
        assertThat(weekly.get("exact_from").textValue()).isEqualTo("2026-06-12T20:00:00Z");
    }

    @Test
    void returnsATableWithOneRowForEachEpisode() {
        HttpResponse<String> answer = service.get(PATH + MORE_LONGS + "&horizons=1w,1s&format=csv");

        assertThat(answer.headers().firstValue("Content-Disposition"))
                .contains("attachment; filename=\"099741_tff_fo_event-study.csv\"");
        assertThat(answer.body().lines())
                .containsExactly(
                        "date,published_at,weeks,entry,return_1w,exit_1w,reason_1w,overlapping_1w,possible_roll_1w,"
                                + "return_1s,exit_1s,reason_1s,overlapping_1s,possible_roll_1s",
                        "2026-04-14,2026-04-17T19:30:00Z,2,2026-04-20,10.00,2026-04-27,,false,false,809.09,2026-04-21,,false,false",
                        "2026-05-05,2026-05-08T19:30:00Z,1,2026-05-11,-5.00,2026-05-18,,false,false,-99.00,2026-05-12,,false,false",
                        "2026-05-26,2026-05-29T19:30:00Z,1,2026-06-01,,,beyond_last_price,false,false,-99.00,2026-06-02,,false,false");
    }

    @Test
    void needsPrices(@TempDir Path directory) {
        HttpResponse<String> withoutSymbol = service.get("/markets/tff/fo/" + YEN + "/event-study" + MORE_LONGS);
        assertThat(withoutSymbol.statusCode()).isEqualTo(409);
        assertThat(Flow.json(withoutSymbol.body()).get("detail").textValue())
                .isEqualTo(
                        "The market 097741 has no price symbol, and an event study needs daily prices. Request a market with prices,"
                                + " or add a symbol to the file of cotinga.prices.tickers.");
        HttpResponse<String> tooEarly = service.get(STUDY + "&known_at=2026-04-12");
        assertThat(tooEarly.statusCode()).isEqualTo(409);
        assertThat(Flow.json(tooEarly.body()).get("detail").textValue())
                .isEqualTo(
                        "There are no prices of 6E=F, the symbol of 099741, up to 2026-04-12, and an event study needs daily prices."
                                + " Request a later known_at.");
        try (Flow unpriced = new Flow(directory).years(2026, 2026)) {
            unpriced.release(Archive.yearly(TFF_FO, 2026), week(EURO, OLDEST, 60));
            HttpResponse<String> notDownloaded = unpriced.servePublished().get(STUDY);
            assertThat(notDownloaded.statusCode()).isEqualTo(409);
            assertThat(Flow.json(notDownloaded.body()).get("detail").textValue())
                    .startsWith("There are no prices of 6E=F, the symbol of 099741, and an event study")
                    .contains("POST /api/v1/admin/runs");
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
            ?horizons=1w                               | Parameter 'condition' is missing, expected comparisons joined by and
            ?condition=bias_g1                         | Parameter 'condition' is 'bias_g1', expected a key, one of >= <= > < = != and a number
            ?condition=moon_g1>1                       | Parameter 'condition' is 'moon_g1', expected the key of a column of tff
            ?condition=g1_net>1                        | Parameter 'condition' is 'g1_net', expected the key of a column of tff
            ?condition=flip_g1>1                       | Parameter 'condition' is 'flip_g1>1', expected flip_g1= or flip_g1!= and one of long, short
            ?condition=bias_g1>1&horizons=1y           | Parameter 'horizons' is '1y', expected horizons separated by commas
            ?condition=bias_g1>1&horizons=0w           | Parameter 'horizons' is '0w', expected a number of sessions from 1s to 1300s or of weeks
            ?condition=bias_g1>1&horizons=300w         | Parameter 'horizons' is '300w', expected a number of sessions
            ?condition=bias_g1>1&horizons=1s,2s,3s,4s,5s,6s,7s,8s,9s,10s,11s | Parameter 'horizons' is '11 horizons', expected at most 10
            ?condition=bias_g1>1&as_of=daily           | Parameter 'as_of' is 'daily', expected one of weekly
            ?condition=bias_g1>1&from=2026-01-01       | Parameter 'from' is '2026-01-01', expected only the parameters
            """)
    void rejectsABadParameterWithWhatWasFoundAndWhatIsAllowed(String query, String detail) {
        HttpResponse<String> answer = service.get(PATH + query.replace(">", "%3E"));

        assertThat(answer.statusCode()).isEqualTo(400);
        assertThat(Flow.json(answer.body()).get("detail").textValue()).startsWith(detail);
    }

    @Test
    void doesNotKnowMarketsThatAreNotStored() {
        assertThat(service.get("/markets/tff/fo/000000/event-study" + MORE_LONGS)
                        .statusCode())
                .isEqualTo(404);
    }

    @Test
    void checksTheConditionBeforeTheMarket() {
        for (String market : List.of("tff/fo/000000", "legacy/fo/099741", "cit/co/099741")) {
            HttpResponse<String> answer = service.get("/markets/" + market + "/event-study?condition=%20");

            assertThat(answer.statusCode()).as(market).isEqualTo(400);
            assertThat(Flow.json(answer.body()).get("detail").textValue())
                    .startsWith("Parameter 'condition' is '', expected a key, one of >= <= > < = != and a number");
        }
    }

    /** Nobody has requested them; the request computes only its page. */
    @Test
    void theStudiesOfAllMarketsAreComputedAfterThePublication() {
        List<Cache<?, ?>> rows = service.caches("event-study-rows");
        long version = Flow.publications(service).publishedVersion();
        await().atMost(Duration.ofSeconds(30)).until(() -> rows.get(0).asMap().containsKey("v" + version + "/fo"));
        long loads = RunningApplication.loads(rows);

        JsonNode page = json("/event-studies?limit=1");

        assertThat(RunningApplication.loads(rows)).isEqualTo(loads);
        assertThat(page.get("total").intValue()).as("the yen has no prices").isEqualTo(3);
    }

    @Test
    void theRowsAreThoseOfTheStudiesOfSingleMarkets() {
        JsonNode rows = json("/event-studies").get("items");

        assertThat(rows.findValuesAsText("study"))
                .containsExactly("commercials-long", "commercials-long", "speculators-flat");
        JsonNode first = rows.get(0);
        assertThat(first.get("code").textValue()).isEqualTo(EURO);
        assertThat(first.get("study_name").textValue()).isEqualTo("Commercials hold more longs");
        assertThat(first.get("condition").textValue()).isEqualTo("bias_g1>50");
        assertThat(first.get("report_type").textValue()).isEqualTo("tff");
        assertThat(first.get("last_episode").textValue()).isEqualTo("2026-05-26");
        json(STUDY).at("/horizons/0").properties().forEach(figure -> assertThat(first.get(figure.getKey()))
                .as(figure.getKey())
                .isEqualTo(figure.getValue()));
        assertThat(rows.get(2).get("condition").textValue()).isEqualTo("bias_g3=50");
        assertThat(rows.get(2).get("n").intValue()).isEqualTo(1);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
            ?study=speculators-flat          | speculators-flat 1w
            ?code=099741&horizon=1w          | commercials-long 1w, speculators-flat 1w
            ?code=097741                     |
            ?horizon=1w&min_n=2              | commercials-long 1w
            ?sort_by=n&sort_dir=asc          | commercials-long 4w, speculators-flat 1w, commercials-long 1w
            ?sort_by=n&limit=1               | commercials-long 1w
            ?sort_by=study                   | speculators-flat 1w, commercials-long 1w, commercials-long 4w
            ?offset=1&limit=1                | commercials-long 4w
            """)
    void theRowsCanBeFilteredSortedAndPaged(String query, String rows) {
        List<String> found = new ArrayList<>();
        json("/event-studies" + query)
                .get("items")
                .forEach(row -> found.add(
                        row.get("study").textValue() + " " + row.get("horizon").textValue()));

        assertThat(found).containsExactly(rows == null ? new String[0] : rows.split(", "));
    }

    @Test
    void theRowsAreATableToo() {
        HttpResponse<String> answer = service.get("/event-studies?study=commercials-long&horizon=1w&format=csv");

        assertThat(answer.headers().firstValue("Content-Disposition"))
                .contains("attachment; filename=\"event-studies_fo.csv\"");
        assertThat(answer.body().lines())
                .containsExactly(
                        "study,study_name,condition,code,name,category,category_display,report_type,subtype,last_episode,horizon,n,few,share,"
                                + "share_low,share_high,mean,worst,lower_quartile,median,upper_quartile,best,overlapping,with_possible_roll,"
                                + "base_weeks,base_share,base_mean,rotations,p_share,p_mean",
                        "commercials-long,Commercials hold more longs,bias_g1>50,099741,MARKET 099741 - CHICAGO BOARD OF TRADE,currencies,"
                                + "Currencies,tff,fo,2026-05-26,1w,2,true,50.0,9.5,90.5,2.50,-5.00,-1.25,2.50,6.25,10.00,0,0,7,42.9,0.30,7,"
                                + "1.0000,0.3750");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
            ?study=moon      | Parameter 'study' is 'moon', expected one of commercials-long, speculators-flat
            ?horizon=2w      | Parameter 'horizon' is '2w', expected one of 1w, 4w
            ?sort_by=moon    | Parameter 'sort_by' is 'moon', expected one of code, name, study, n, share,
            ?known_at=2026   | Parameter 'known_at' is '2026', expected only the parameters subtype, study,
            ?subtype=xx      | Parameter 'subtype' is 'xx', expected one of fo, co
            """)
    void rejectsABadParameterOfTheTable(String query, String detail) {
        HttpResponse<String> answer = service.get("/event-studies" + query);

        assertThat(answer.statusCode()).isEqualTo(400);
        assertThat(Flow.json(answer.body()).get("detail").textValue()).startsWith(detail);
    }

    @Test
    void conditionsOfSeveralComparisonsAreKeptAsTheyAre() {
        String condition = URLEncoder.encode(" bias_g1>50  and bias_g1 <= 60 ", StandardCharsets.UTF_8);
        assertThat(json(PATH + "?condition=" + condition).get("condition").textValue())
                .isEqualTo("bias_g1>50 and bias_g1<=60");
    }

    private JsonNode json(String path) {
        HttpResponse<String> answer = service.get(path);
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        return Flow.json(answer.body());
    }
}
