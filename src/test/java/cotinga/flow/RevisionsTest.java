package cotinga.flow;

import static cotinga.report.ReportVariant.TFF_FO;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import cotinga.RunningApplication;
import cotinga.cftc.Archive;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A service that stored four editions of an archive, compared with services that stored one edition each. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class RevisionsTest {
    private static final String EURO = "099741";
    private static final String YEN = "097741";
    private static final String FRANC = "092741";
    private static final Archive YEAR = Archive.yearly(TFF_FO, 2026);
    private static final Archive CURRENT_WEEK = Archive.weekly(TFF_FO);

    /** When each edition was downloaded. */
    private static final List<String> DOWNLOADED =
            List.of("2026-06-05T20:00:00Z", "2026-06-12T20:00:00Z", "2026-06-13T12:00:00Z", "2026-06-13T20:00:00Z");

    private final MovableClock clock = MovableClock.at(DOWNLOADED.get(0));

    @AutoClose
    private Flow flow;

    private RunningApplication service;

    /**
     * The second edition has a new week, a corrected one, and a market that was left out before; the third lacks two weeks, of which
     * one is the only week of a market; the fourth has that one again.
     */
    private static final List<Consumer<Flow>> EDITIONS = List.of(
            flow -> flow.release(
                            YEAR,
                            week(EURO, "2026-06-02", 200),
                            week(EURO, "2026-05-26", 100),
                            week(YEN, "2026-05-26", 500))
                    .release(CURRENT_WEEK, week(EURO, "2026-06-02", 200)),
            flow -> flow.release(
                            YEAR,
                            week(EURO, "2026-06-09", 300),
                            week(EURO, "2026-06-02", 222),
                            week(EURO, "2026-05-26", 100),
                            week(YEN, "2026-05-26", 500),
                            week(FRANC, "2026-06-02", 700))
                    .release(CURRENT_WEEK, week(EURO, "2026-06-09", 300)),
            flow -> flow.release(CURRENT_WEEK, week(EURO, "2026-06-02", 222))
                    .release(YEAR, week(EURO, "2026-06-02", 222), week(FRANC, "2026-06-02", 700)),
            flow -> flow.release(
                    YEAR, week(EURO, "2026-06-02", 222), week(YEN, "2026-05-26", 501), week(FRANC, "2026-06-02", 700)));

    private static Object week(String code, String reportDate, int openInterest) {
        return CftcFiles.week(TFF_FO, code, reportDate, openInterest);
    }

    @BeforeAll
    void follow(@TempDir Path directory) {
        flow = new Flow(directory).years(2026, 2026).set("cotinga.quality.max-shrink", "100%");
        service = flow.serve(clock);
        for (int edition = 0; edition < EDITIONS.size(); edition++) {
            clock.goTo(DOWNLOADED.get(edition));
            EDITIONS.get(edition).accept(flow);
            assertThat(service.refreshReports().flaws()).isEmpty();
        }
        clock.goTo("2026-06-15T12:00:00Z");
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 2})
    void returnsTheEditionOfAnEarlierTimeAsIfItWereTheOnlyOne(int edition, @TempDir Path directory) {
        try (Flow alone = new Flow(directory).years(2026, 2026)) {
            EDITIONS.get(edition).accept(alone);
            try (RunningApplication then = alone.serve(MovableClock.at(DOWNLOADED.get(edition)))) {
                assertThat(then.refreshReports().flaws()).isEmpty();

                String knownAt = "known_at=" + DOWNLOADED.get(edition);
                assertThat(withoutReleases(service.get("/screener/tff/fo?" + knownAt)))
                        .isEqualTo(withoutReleases(then.get("/screener/tff/fo")));
                for (String code : List.of(EURO, YEN, FRANC)) {
                    String path = "/markets/tff/fo/" + code;
                    HttpResponse<String> earlier = service.get(path + "?" + knownAt);
                    HttpResponse<String> expected = then.get(path);
                    assertThat(earlier.statusCode()).as(path).isEqualTo(expected.statusCode());
                    if (expected.statusCode() == 200) {
                        assertThat(withoutReleases(earlier)).isEqualTo(withoutReleases(expected));
                    }
                }
            }
        }
    }

    /** The first edition is history for both services; neither observed its releases. */
    @Test
    void derivesTheReleasesOfTheHistoryFromTheCalendar(@TempDir Path directory) {
        try (Flow alone = new Flow(directory).years(2026, 2026)) {
            EDITIONS.get(0).accept(alone);
            try (RunningApplication then = alone.serve(MovableClock.at(DOWNLOADED.get(0)))) {
                then.refreshReports();

                assertThat(service.get("/markets/tff/fo/099741?known_at=2026-06-05")
                                .body())
                        .isEqualTo(then.get("/markets/tff/fo/099741").body())
                        .contains("\"published_at\":\"2026-06-05T19:30:00Z\",\"published_at_derived\":true");
            }
        }
    }

    @Test
    void aTimeAfterTheWholeEditionChangesNothing() {
        assertThat(service.get("/markets/tff/fo/099741?known_at=2026-06-15").body())
                .isEqualTo(service.get("/markets/tff/fo/099741").body());
        assertThat(service.get("/screener/tff/fo?known_at=2030-01-01T00:00Z").body())
                .isEqualTo(service.get("/screener/tff/fo").body());
    }

    @Test
    void readsADateAsItsEndInNewYork() {
        assertThat(codes("known_at=2026-06-11")).containsExactlyInAnyOrder(EURO, YEN);
        assertThat(codes("known_at=2026-06-12")).containsExactlyInAnyOrder(EURO, YEN, FRANC);
        assertThat(codes("known_at=2026-06-13T03:59:59Z")).containsExactlyInAnyOrder(EURO, YEN, FRANC);
        assertThat(codes("known_at=2026-06-13T11:59:59-00:00")).contains(YEN);
        assertThat(codes("known_at=2026-06-13T08:00:00-04:00")).containsExactlyInAnyOrder(EURO, FRANC);
        assertThat(codes("known_at=2026-05-01")).isEmpty();
    }

    @Test
    void derivesLagsFromTheWeeksKnownAtThatTime() {
        JsonNode then = json("/markets/tff/fo/097741?known_at=2026-06-12T20:00:00Z");
        assertThat(then.at("/market/weeks_behind").intValue()).isEqualTo(2);
        assertThat(json("/markets/tff/fo/097741").at("/market/weeks_behind").intValue())
                .isEqualTo(1);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "/markets/tff/fo/099741?known_at=2026-05-01|404|No week of '099741' in tff/fo was known on 2026-05-01 in New York. The first became known at 2026-06-05T19:30:00Z",
                "/markets/tff/fo/000000?known_at=2026-06-10|404|No market has the code '000000' in tff/fo.",
                "/markets/tff/fo/099741?known_at=2026-06-10T12:00:00|400|Parameter 'known_at' is '2026-06-10T12:00:00', expected a date such as 2026-11-20, or a time with its offset such as",
                "/screener/tff/fo?known_at=2026-02-30|400|Parameter 'known_at' is '2026-02-30', expected a date such as ",
                "/screener/tff/fo?known_at=-999999999-01-01T00:00Z|400|Parameter 'known_at' is ",
                "/revisions?since=yesterday|400|Parameter 'since' is 'yesterday', expected a date such as 2026-11-20, or",
                "/revisions?kind=changed|400|Parameter 'kind' is 'changed', expected only the parameters since, since_version,",
                "/revisions?since_version=x|400|Parameter 'since_version' is 'x', expected a whole number from 0 on",
                "/revisions?limit=0|400|Parameter 'limit' is '0', expected a whole number from 1 to 1000",
            })
    void whatCannotBeAnsweredIsAProblemThatTellsWhy(String path, int status, String detail) {
        HttpResponse<String> answer = service.get(path);

        assertThat(answer.statusCode()).isEqualTo(status);
        assertThat(Flow.json(answer.body()).get("detail").textValue()).startsWith(detail);
    }

    @Test
    void rejectsATimeWithoutAnOffset() {
        assertThat(service.get("/screener/tff/fo?known_at=2026-06-10T12:00:00").body())
                .contains("or a time with its offset such as ");
    }

    @Test
    void listsChangedVanishedAndReturnedWeeks() {
        JsonNode page = json("/revisions");

        assertThat(page.get("items"))
                .extracting(item -> item.get("kind").textValue() + " "
                        + item.get("code").textValue() + " " + item.get("date").textValue() + " "
                        + item.get("seen_at").textValue())
                .containsExactly(
                        "changed 099741 2026-06-02 " + DOWNLOADED.get(1),
                        "vanished 097741 2026-05-26 " + DOWNLOADED.get(2),
                        "vanished 099741 2026-05-26 " + DOWNLOADED.get(2),
                        "vanished 099741 2026-06-09 " + DOWNLOADED.get(2),
                        "returned 097741 2026-05-26 " + DOWNLOADED.get(3));
        assertThat(page.get("total").intValue()).isEqualTo(5);
        assertThat(page.get("limit").intValue()).isEqualTo(1_000);
        assertThat(page.get("items").get(0))
                .isEqualTo(
                        Flow.json(
                                """
                        {"code": "099741", "report_type": "tff", "subtype": "fo", "date": "2026-06-02",
                         "seen_at": "2026-06-12T20:00:00Z", "kind": "changed", "data_version": 2,
                         "changes": [{"field": "open_interest", "old": 200, "new": 222}]}"""));
        assertThat(changes(page.get("items").get(1)))
                .containsEntry("open_interest", "500→null")
                .containsEntry("name", "\"MARKET 097741 - CHICAGO BOARD OF TRADE\"→null")
                .containsKeys("exchange", "g1_long", "g4_traders_short", "gross_4_long");
        assertThat(changes(page.get("items").get(4))).containsEntry("open_interest", "null→501");
    }

    @Test
    void pagesAndFiltersRevisions() {
        assertThat(json("/revisions?since=2026-06-13T12:00:01Z").get("total").intValue())
                .isEqualTo(1);
        assertThat(json("/revisions?since=2026-06-13").get("total").intValue()).isEqualTo(4);
        assertThat(json("/revisions?code=097741&report_type=tff&subtype=fo")
                        .get("total")
                        .intValue())
                .isEqualTo(2);
        assertThat(json("/revisions?report_type=legacy").get("total").intValue())
                .isZero();
        assertThat(json("/revisions?subtype=co").get("total").intValue()).isZero();
        assertThat(json("/revisions?since_version=3").get("total").intValue()).isEqualTo(1);
        JsonNode followed = json("/revisions?since_version=4");
        assertThat(followed.get("total").intValue()).isZero();
        assertThat(followed.get("data_version").intValue()).isEqualTo(4);
        JsonNode page = json("/revisions?limit=1&offset=1");
        assertThat(page.get("total").intValue()).isEqualTo(5);
        assertThat(page.get("items")).hasSize(1);
        assertThat(page.at("/items/0/code").textValue()).isEqualTo(YEN);
    }

    @Test
    void removesTheFilesOfAMarketWithoutWeeksAndWritesThemAgain() {
        assertThat(Files.exists(flow.exported("market_097741_tff_fo.json"))).isTrue();
        assertThat(json("/dashboard/099741").at("/meta/published_at").textValue())
                .isEqualTo("2026-06-05T19:30:00Z");
    }

    private List<String> codes(String query) {
        List<String> codes = new ArrayList<>();
        json("/screener/tff/fo?" + query)
                .get("items")
                .forEach(row -> codes.add(row.get("code").textValue()));
        return codes;
    }

    private static Map<String, String> changes(JsonNode revision) {
        Map<String, String> changes = new TreeMap<>();
        revision.get("changes")
                .forEach(change ->
                        changes.put(change.get("field").textValue(), change.get("old") + "→" + change.get("new")));
        return changes;
    }

    private JsonNode json(String path) {
        HttpResponse<String> answer = service.get(path);
        assertThat(answer.statusCode()).as(path).isEqualTo(200);
        return Flow.json(answer.body());
    }

    private static String withoutReleases(HttpResponse<String> answer) {
        assertThat(answer.statusCode()).isEqualTo(200);
        return answer.body().replaceAll(",\"published_at\":\"[^\"]*\",\"published_at_derived\":(true|false)", "");
    }
}
