package cotinga.flow;

import static cotinga.report.ReportVariant.DISAGG_FO;
import static cotinga.report.ReportVariant.LEGACY_CO;
import static cotinga.report.ReportVariant.LEGACY_FO;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import cotinga.RunningApplication;
import cotinga.cftc.Archive;
import cotinga.cftc.ReportText;
import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.NamedCsvRecord;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Searching markets, selecting weeks and fields, prices alone, and CSV. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class FormatsTest {
    private static final String WHEAT = "001602";
    private static final String GOLD = "088691";
    private static final String PLUS = "12460+";
    private static final String WHEAT_PATH = "/markets/legacy/fo/" + WHEAT;
    private static final String CSV = "text/csv; charset=utf-8";
    private static final String NAME = "WHEAT, \"HARD\" MÜLLER - CHICAGO BOARD OF TRADE";

    @AutoClose
    private Flow flow;

    private RunningApplication service;

    @BeforeAll
    void start(@TempDir Path directory) {
        flow = new Flow(directory)
                .variants(LEGACY_FO, LEGACY_CO, DISAGG_FO)
                .years(2026, 2026)
                .set("cotinga.api.rate-limit.reads", "0")
                .release(
                        Archive.yearly(LEGACY_FO, 2026),
                        wheat("2026-05-26", 200),
                        wheat("2026-06-02", 300),
                        CftcFiles.week(LEGACY_FO, GOLD, "2026-06-02", 900),
                        CftcFiles.week(LEGACY_FO, PLUS, "2026-06-02", 50))
                .release(Archive.weekly(LEGACY_FO), wheat("2026-06-09", 400))
                .release(Archive.yearly(LEGACY_CO, 2026), CftcFiles.week(LEGACY_CO, WHEAT, "2026-06-02", 310))
                .release(Archive.yearly(DISAGG_FO, 2026), CftcFiles.week(DISAGG_FO, WHEAT, "2026-06-02", 301));
        flow.releasePrices(GOLD, "GC=F", Map.of("2026-06-11", 4061.1, "2026-06-12", 0.0005));
        service = flow.servePublished();
        service.refreshPrices();
    }

    @Test
    void findsMarketsOfAllVariantsByCodeThenVariant() {
        assertThat(found("/markets"))
                .containsExactly(
                        "001602 legacy fo",
                        "001602 legacy co",
                        "001602 disagg fo",
                        "088691 legacy fo",
                        "12460+ legacy fo");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "search=m%C3%BCller|001602 legacy fo",
                "search=HARD%20wheat|001602 legacy fo",
                "search=hard+0016|001602 legacy fo",
                "search=0886|088691 legacy fo",
                "search=12460%2B|12460+ legacy fo",
                "search=hard+0886|",
                "search=m%26category=metals|",
                "search=0886&category=grains|",
                "search=0886&category=metals|088691 legacy fo"
            })
    void allWordsMustOccurWhateverTheirCase(String query, String expected) {
        assertThat(found("/markets?" + query)).isEqualTo(expected == null ? List.of() : List.of(expected));
    }

    @Test
    void returnsAMarketWithoutParametersAsItsFile() throws IOException {
        assertThat(service.get(WHEAT_PATH).body())
                .isEqualTo(Files.readString(flow.exported("market_001602_legacy_fo.json")));
        assertThat(service.get(WHEAT_PATH + "?order=desc&format=json").body())
                .isEqualTo(service.get(WHEAT_PATH).body());
    }

    @Test
    void selectsAndOrdersWeeksAfterComputingOverAll() {
        JsonNode whole = json(WHEAT_PATH);
        JsonNode part = json(WHEAT_PATH + "?from=2026-06-02&to=2026-06-09&order=asc");

        assertThat(part.get("weeks").findValuesAsText("date")).containsExactly("2026-06-02", "2026-06-09");
        assertThat(part.at("/weeks/0")).isEqualTo(whole.at("/weeks/1"));
        assertThat(part.at("/weeks/0/index_weeks/1y").intValue()).isEqualTo(2);
        assertThat(part.get("stats")).isEqualTo(whole.get("stats"));
        assertThat(json(WHEAT_PATH + "?from=2026-06-03").get("weeks").findValuesAsText("date"))
                .containsExactly("2026-06-09");
        assertThat(json(WHEAT_PATH + "?to=2026-05-26").get("weeks").findValuesAsText("date"))
                .containsExactly("2026-05-26");
        assertThat(json(WHEAT_PATH + "?from=2027-01-01").get("weeks")).isEmpty();
    }

    @Test
    void selectsFieldsInTheRequestedOrder() {
        JsonNode whole = json(WHEAT_PATH).at("/weeks/0");
        JsonNode week = json(WHEAT_PATH + "?fields=g2_net,crowded_g1,open_interest,g2_net&to=2026-06-09")
                .at("/weeks/0");

        assertThat(names(week)).containsExactly("date", "g2_net", "crowded_g1", "open_interest");
        names(week).forEach(name -> assertThat(week.get(name)).isEqualTo(whole.get(name)));
        assertThat(names(json(WHEAT_PATH + "?fields=g1_net,date").at("/weeks/0")))
                .containsExactly("g1_net", "date");
    }

    @Test
    void selectsAmongTheWeeksKnownAtThatTime() {
        JsonNode then = json(WHEAT_PATH + "?known_at=2026-06-10&fields=open_interest&order=asc");

        assertThat(then.get("weeks"))
                .hasToString(
                        "[{\"date\":\"2026-05-26\",\"open_interest\":200},{\"date\":\"2026-06-02\",\"open_interest\":300}]");
        assertThat(service.get(WHEAT_PATH + "?known_at=2026-06-10&fields=open_interest&order=asc&format=csv")
                        .body())
                .isEqualTo("date,open_interest\r\n2026-05-26,200\r\n2026-06-02,300\r\n");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "/markets/legacy/fo/001602?fields=g4_net|some of date, open_interest, oi_change, oi_pct, g1_long",
                "/markets/legacy/fo/001602?fields=open_interest,,g1_net|expected fields of a week, separated by commas",
                "/markets/legacy/fo/001602?from=2026-02-30|Parameter 'from' is '2026-02-30', expected a date such as 2026-05-19",
                "/markets/legacy/fo/001602?to=yesterday|Parameter 'to' is 'yesterday', expected a date such as",
                "/markets/legacy/fo/001602?from=2026-06-03&to=2026-06-02|expected a date that is not after 'to', 2026-06-02",
                "/markets/legacy/fo/001602?order=up|expected one of asc, desc",
                "/markets/legacy/fo/001602?format=xml|Parameter 'format' is 'xml', expected one of json, csv",
                "/markets/legacy/fo/088691/prices?from=2026-06-03|expected only the parameters known_at, format",
                "/markets/legacy/fo/xyz/prices|Parameter 'code' is 'xyz'",
                "/screener/legacy/fo?format=CSV|expected one of json, csv",
                "/markets?search=|Parameter 'search' is '', expected a text of 1 to 100 characters",
                "/markets?search=%20%20|expected words",
                "/markets?category=nonesuch|Parameter 'category' is 'nonesuch', expected one of ",
                "/markets?format=csv|expected only the parameters search, category"
            })
    void saysWhatIsAllowed(String path, String detail) {
        HttpResponse<String> answer = service.get(path, "Accept", "text/csv, application/json");

        assertThat(answer.statusCode()).isEqualTo(400);
        assertThat(answer.headers().firstValue("Content-Type")).contains("application/problem+json");
        assertThat(Flow.json(answer.body()).get("detail").textValue()).contains(detail);
    }

    @Test
    void rejectsASearchThatIsTooLong() {
        assertThat(service.get("/markets?search=" + "a".repeat(100)).statusCode())
                .isEqualTo(200);
        assertThat(service.get("/markets?search=" + "a".repeat(101)).statusCode())
                .isEqualTo(400);
    }

    @Test
    void returnsThePricesOfTheDetailAlone() {
        JsonNode prices = json("/markets/legacy/fo/" + GOLD + "/prices");
        JsonNode bars = prices.get("bars");

        assertThat(bars.findValuesAsText("date")).containsExactly("2026-06-11", "2026-06-12");
        assertThat(bars).isEqualTo(json("/markets/legacy/fo/" + GOLD).get("prices"));
        assertThat(prices.get("symbol").textValue()).isEqualTo("GC=F");
        assertThat(prices.get("currency").textValue()).isEqualTo("USD");
        assertThat(prices.get("source").textValue()).isEqualTo("yahoo");
        assertThat(service.get(WHEAT_PATH + "/prices").body())
                .isEqualTo("{\"symbol\":null,\"currency\":null,\"source\":null,\"bars\":[]}");
        assertThat(service.get("/markets/legacy/co/" + GOLD + "/prices").statusCode())
                .isEqualTo(404);
    }

    @Test
    void pricesAsCsvHaveTheNumbersOfTheJson() {
        assertThat(csv("/markets/legacy/fo/" + GOLD + "/prices"))
                .isEqualTo(
                        """
                        date,open,high,low,close,volume\r
                        2026-06-11,4061.1,4061.1,4061.1,4061.1,100\r
                        2026-06-12,0.0005,0.0005,0.0005,0.0005,100\r
                        """);
        assertThat(csv(WHEAT_PATH + "/prices")).isEqualTo("date,open,high,low,close,volume\r\n");
    }

    @Test
    void weeksAsCsvHaveAColumnForEachValue() throws IOException {
        List<NamedCsvRecord> lines = lines(csv(WHEAT_PATH));
        JsonNode weeks = json(WHEAT_PATH).get("weeks");

        assertThat(lines).hasSize(3);
        for (int week = 0; week < 3; week++) {
            NamedCsvRecord line = lines.get(week);
            weeks.get(week).properties().forEach(field -> assertHolds(line, field.getKey(), field.getValue()));
        }
        assertThat(lines.get(0).getHeader())
                .startsWith("date", "open_interest", "oi_change", "oi_pct", "g1_long")
                .containsSubsequence("crowded_g1_value", "crowded_g1_signal", "index_weeks_3m", "index_weeks_g1_1y")
                .endsWith("published_at", "published_at_derived")
                .doesNotContain("crowded_g1", "index_weeks");
    }

    @Test
    void aSelectionWithoutWeeksIsAHeaderOfTheSelectedFields() {
        assertThat(csv(WHEAT_PATH + "?from=2027-01-01&fields=crowded_g1,open_interest"))
                .isEqualTo("date,crowded_g1_value,crowded_g1_signal,open_interest\r\n");
    }

    @ParameterizedTest
    @ValueSource(strings = {"/screener/legacy/fo", "/screener-v2"})
    void rowsAsCsvQuoteTextWhereNecessary(String path) throws IOException {
        String text = csv(path + "?sort_by=open_interest&sort_dir=desc&limit=2&offset=0");
        List<NamedCsvRecord> lines = lines(text);
        JsonNode rows =
                json(path + "?sort_by=open_interest&sort_dir=desc&limit=2").get("items");

        assertThat(lines).hasSize(2);
        for (int row = 0; row < 2; row++) {
            NamedCsvRecord line = lines.get(row);
            rows.get(row).properties().stream()
                    .filter(field -> !field.getKey().equals("signals"))
                    .forEach(field -> assertHolds(line, field.getKey(), field.getValue()));
        }
        assertThat(lines.get(0).getHeader()).startsWith("code", "name").doesNotContain("signals");
        assertThat(csv("/screener/legacy/fo")).contains(WHEAT + ",\"" + NAME.replace("\"", "\"\"") + "\",");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "text/csv|csv",
                "text/csv; charset=utf-8|csv",
                "text/*|csv",
                "text/csv, */*;q=0.1|csv",
                "text/csv, */*|csv",
                "application/json;q=0.5, text/csv;q=0.9|csv",
                "application/json, text/csv|json",
                "application/json, text/csv;q=0.9|json",
                "application/json|json",
                "*/*|json",
                "text/csv;q=0, */*|json",
                "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8|json"
            })
    void theHeaderDecidesUnlessTheParameterDoes(String accept, String format) {
        for (String path : List.of(
                WHEAT_PATH, WHEAT_PATH + "/prices", "/screener/legacy/fo", "/screener-v2", "/screener/disagg/fo")) {
            assertThat(contentType(service.get(path, "Accept", accept)))
                    .as(path)
                    .isEqualTo(format.equals("csv") ? CSV : "application/json");
            assertThat(contentType(service.get(path + "?format=json", "Accept", accept)))
                    .isEqualTo("application/json");
            assertThat(contentType(service.get(path + "?format=csv", "Accept", accept)))
                    .isEqualTo(CSV);
        }
    }

    @Test
    void returns406ForResponsesThatHaveNoCsv() {
        assertThat(service.get("/markets", "Accept", "text/csv").statusCode()).isEqualTo(406);
        assertThat(service.get(WHEAT_PATH, "Accept", "text/html").statusCode()).isEqualTo(406);
    }

    private static Object wheat(String reportDate, int openInterest) {
        ReportText.Line week = CftcFiles.week(LEGACY_FO, WHEAT, reportDate, openInterest);
        return week.with(ReportText.columns(LEGACY_FO.type()).get(0), NAME);
    }

    private List<String> found(String path) {
        return StreamSupport.stream(json(path).spliterator(), false)
                .map(meta -> Stream.of("code", "report_type", "subtype")
                        .map(key -> meta.get(key).textValue())
                        .collect(Collectors.joining(" ")))
                .toList();
    }

    private JsonNode json(String path) {
        HttpResponse<String> answer = service.get(path);
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        return Flow.json(answer.body());
    }

    private String csv(String path) {
        HttpResponse<String> answer = service.get(path, "Accept", "text/csv");
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        assertThat(contentType(answer)).isEqualTo(CSV);
        return answer.body();
    }

    private static String contentType(HttpResponse<String> answer) {
        return answer.headers().firstValue("Content-Type").orElseThrow();
    }

    private static List<NamedCsvRecord> lines(String csv) throws IOException {
        try (CsvReader<NamedCsvRecord> reader = CsvReader.builder().ofNamedCsvRecord(csv)) {
            return reader.stream().toList();
        }
    }

    private static List<String> names(JsonNode object) {
        return object.properties().stream().map(Map.Entry::getKey).toList();
    }

    private static void assertHolds(NamedCsvRecord line, String column, JsonNode value) {
        if (value.isObject()) {
            value.properties().forEach(part -> assertHolds(line, column + "_" + part.getKey(), part.getValue()));
        } else {
            assertThat(line.getField(column)).as(column).isEqualTo(value.isNull() ? "" : value.asText());
        }
    }
}
