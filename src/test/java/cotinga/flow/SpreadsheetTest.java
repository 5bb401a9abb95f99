package cotinga.flow;

import static cotinga.report.ReportVariant.LEGACY_FO;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import cotinga.RunningApplication;
import cotinga.cftc.Archive;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Workbooks and CSV files for people who open them in a spreadsheet program, and the filters of the screeners. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class SpreadsheetTest {
    private static final String XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";

    /** A code with a leading zero, and two that look like numbers with an exponent. */
    private static final String WHEAT = "001602";

    private static final String EXPONENT = "1170E1";
    private static final String LAGGING = "0063E9";

    @AutoClose
    private Flow flow;

    private RunningApplication service;

    @BeforeAll
    void start(@TempDir Path directory) {
        flow = new Flow(directory)
                .variants(LEGACY_FO)
                .years(2026, 2026)
                .release(
                        Archive.yearly(LEGACY_FO, 2026),
                        CftcFiles.week(LEGACY_FO, WHEAT, "2026-06-02", 300),
                        CftcFiles.week(LEGACY_FO, LAGGING, "2026-05-26", 70),
                        CftcFiles.week(LEGACY_FO, LAGGING, "2026-05-19", 60))
                .release(
                        Archive.weekly(LEGACY_FO),
                        CftcFiles.week(LEGACY_FO, WHEAT, "2026-06-09", 400),
                        CftcFiles.week(LEGACY_FO, EXPONENT, "2026-06-09", 500));
        flow.releasePrices(WHEAT, "ZW=F", Map.of("2026-06-11", 541.25));
        service = flow.servePublished();
        service.refreshPrices();
    }

    @ParameterizedTest
    @CsvSource({"/screener/legacy/fo, screener_legacy_fo", "/screener-v2, screener-v2_fo"})
    void returnsScreenersAsWorkbooksWithCodesAsTextAndDatesAsDates(String path, String name) {
        Workbook workbook = workbook(path + "?format=xlsx", name + ".xlsx");

        assertThat(workbook.isHeaderFrozen()).isTrue();
        assertThat(workbook.column("code"))
                .containsExactly(Workbook.text(WHEAT), Workbook.text(LAGGING), Workbook.text(EXPONENT));
        assertThat(workbook.column("date"))
                .containsExactly(Workbook.date("2026-06-09"), Workbook.date("2026-05-26"), Workbook.date("2026-06-09"));
        assertThat(workbook.column("open_interest"))
                .containsExactly(Workbook.number("400"), Workbook.number("70"), Workbook.number("500"));
    }

    @Test
    void returnsWeeksAndPricesAsWorkbooksWithTheNumbersOfTheJson() {
        Workbook weeks = workbook("/markets/legacy/fo/" + WHEAT + "?format=xlsx&order=asc", WHEAT + "_legacy_fo.xlsx");
        JsonNode json = Flow.json(service.get("/markets/legacy/fo/" + WHEAT + "?order=asc")
                        .body())
                .get("weeks");
        assertThat(weeks.column("date")).containsExactly(Workbook.date("2026-06-02"), Workbook.date("2026-06-09"));
        for (String field : List.of("open_interest", "g1_net", "g1_pct_net_oi", "cot_index_g1_1y")) {
            List<Workbook.Cell> expected = new ArrayList<>();
            json.forEach(week -> expected.add(
                    week.get(field).isNull()
                            ? Workbook.EMPTY
                            : Workbook.number(week.get(field).asText())));
            assertThat(weeks.column(field)).as(field).isEqualTo(expected);
        }
        assertThat(weeks.column("published_at")).allMatch(Workbook.Cell::isDate);

        Workbook prices = workbook("/markets/legacy/fo/" + WHEAT + "/prices?format=xlsx", WHEAT + "_prices.xlsx");
        assertThat(prices.column("date")).containsExactly(Workbook.date("2026-06-11"));
        assertThat(prices.column("close")).containsExactly(Workbook.number("541.25"));
    }

    @Test
    void returnsAWorkbookForTheHeaderAccept() {
        HttpResponse<byte[]> answer = service.getBytes("/screener/legacy/fo", "Accept", XLSX);

        assertThat(answer.headers().firstValue("Content-Type")).contains(XLSX);
        assertThat(service.get("/screener/legacy/fo", "Accept", "*/*").headers().firstValue("Content-Type"))
                .contains("application/json");
    }

    @Test
    void cachesAndTagsWorkbooksLikeOtherResponses() {
        Queue<String> routes = service.requestsOfRoutes();
        String path = "/screener/legacy/fo?format=xlsx&limit=7";
        HttpResponse<byte[]> first = service.getBytes(path);
        HttpResponse<byte[]> second = service.getBytes(path);
        String tag = first.headers().firstValue("ETag").orElseThrow();

        assertThat(routes).as("the second response comes from the cache").hasSize(1);
        assertThat(second.body()).isEqualTo(first.body());
        assertThat(second.headers().firstValue("ETag")).contains(tag);
        assertThat(second.headers().firstValue("Content-Disposition"))
                .isEqualTo(first.headers().firstValue("Content-Disposition"))
                .contains("attachment; filename=\"screener_legacy_fo.xlsx\"");
        assertThat(service.getBytes(path, "If-None-Match", tag).statusCode()).isEqualTo(304);
    }

    @ParameterizedTest
    @CsvSource({
        "/screener/legacy/fo, screener_legacy_fo.csv",
        "/screener-v2, screener-v2_fo.csv",
        "/markets/legacy/fo/001602, 001602_legacy_fo.csv",
        "/markets/legacy/fo/001602/prices, 001602_prices.csv",
    })
    void csvIsSavedUnderANameOfItsOwn(String path, String name) {
        assertThat(service.get(path + "?format=csv").headers().firstValue("Content-Disposition"))
                .contains("attachment; filename=\"" + name + "\"");
        assertThat(service.get(path).headers().firstValue("Content-Disposition"))
                .isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "offset=0|001602 0063E9 1170E1",
                "max_weeks_behind=1|001602 1170E1",
                "max_weeks_behind=2|001602 0063E9 1170E1",
                "min_weeks=2|001602 0063E9",
                "max_weeks_behind=0&min_weeks=2|001602",
                "min_weeks=3|",
            })
    void filtersMarketsThatLagOrHaveFewWeeks(String query, String codes) {
        for (String path : List.of("/screener/legacy/fo?", "/screener-v2?")) {
            JsonNode page = Flow.json(service.get(path + query).body());
            String found = String.join(" ", page.get("items").findValuesAsText("code"));

            assertThat(found).as(path).isEqualTo(codes == null ? "" : codes);
            assertThat(page.get("total").intValue()).isEqualTo(page.get("items").size());
            assertThat(service.get(path + query + "&format=csv").body().lines().count())
                    .isEqualTo(page.get("total").intValue() + 1L);
        }
    }

    private Workbook workbook(String path, String name) {
        HttpResponse<byte[]> answer = service.getBytes(path, "Accept-Encoding", "gzip");
        assertThat(answer.statusCode()).as(path).isEqualTo(200);
        assertThat(answer.headers().firstValue("Content-Type")).contains(XLSX);
        assertThat(answer.headers().firstValue("Content-Disposition"))
                .contains("attachment; filename=\"" + name + "\"");
        return Workbook.read(answer.body());
    }
}
