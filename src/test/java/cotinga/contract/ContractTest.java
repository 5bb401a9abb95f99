package cotinga.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.json.schema.Draft;
import io.vertx.json.schema.JsonSchema;
import io.vertx.json.schema.JsonSchemaOptions;
import io.vertx.json.schema.OutputFormat;
import io.vertx.json.schema.Validator;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ContractTest {
    /** Rows of screeners have fields with the keys of the requested columns. */
    private static final JsonObject COLUMNS_OF_MEASURES =
            new JsonObject().put("$ref", "#/components/schemas/MeasureValue");

    private static final Contract CONTRACT = Contract.shipped();
    private static final String MARKET = "/api/v1/cot/markets/tff/fo/099741";

    @Test
    void namesEachOperationOnce() {
        assertThat(CONTRACT.operations())
                .extracting(Operation::id)
                .contains("getMarket", "getScreenerV2", "startRun")
                .doesNotHaveDuplicates();
    }

    @ParameterizedTest
    @CsvSource({
        "GET, /api/v1/cot/markets/tff/fo/099741, getMarket",
        "GET, /api/v1/cot/markets, searchMarkets",
        "POST, /api/v1/admin/runs, startRun",
        "GET, /api/v1/admin/runs/7, getRun",
        "PUT, /api/v1/admin/watchlists/metals, putWatchlist",
        "DELETE, /api/v1/admin/watchlists/metals, deleteWatchlist",
    })
    void findsTheOperationOfARequest(String method, String path, String id) {
        assertThat(CONTRACT.operation(method, path)).map(Operation::id).contains(id);
    }

    @ParameterizedTest
    @CsvSource({
        "GET, /api/v1/cot/markets/tff/fo/099741/nothing",
        "GET, /api/v1/cot/markets/tff/",
        "GET, /",
        "POST, /api/v1/cot/status",
        "DELETE, /api/v1/admin/runs/7",
    })
    void findsNoOperationAtOtherPaths(String method, String path) {
        assertThat(CONTRACT.operation(method, path)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "/api/v1/cot/screener/disagg/co|limit=1000&offset=0&sort_by=g1_net&sort_dir=asc&category=metals",
                "/api/v1/cot/markets/legacy/fo/13874%2B|from=2024-02-29&order=asc&fields=open_interest,g1_net",
                "/api/v1/cot/markets/legacy/fo/13874+|known_at=2024-02-29T15:30:00-05:00",
                "/api/v1/cot/markets/legacy/fo/13874+|known_at=2024-02-29T15:30:00%2B02:00",
                "/api/v1/cot/revisions|since=2026-01-01",
            })
    void allowsWhatIsDescribed(String path, String query) {
        assertThat(violations(path, query)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "limit=0|limit|0|a whole number from 1 to 1000",
                "limit=1001|limit|1001|a whole number from 1 to 1000",
                "limit=1e2|limit|1e2|a whole number from 1 to 1000",
                "limit=007|limit|007|a whole number from 1 to 1000",
                "limit=|limit|''|a whole number from 1 to 1000",
                "limit=99999999999999999999|limit|99999999999999999999|a whole number from 1 to 1000",
                "offset=-1|offset|-1|a whole number from 0 on",
                "sort_dir=up|sort_dir|up|one of asc, desc",
                "sort_dir=ASC|sort_dir|ASC|one of asc, desc",
                "sort_by=g1_net%00|sort_by|g1_net\uFFFD|a field such as open_interest, or a column such as index_156_g1",
                "sort_by=g1_net%0A|sort_by|g1_net|a field such as open_interest, or a column such as index_156_g1",
                "known_at=2024-02-29T15:30:00|known_at|2024-02-29T15:30:00|"
                        + "a date such as 2026-11-20, or a time with its offset such as 2026-11-20T15:30:00-05:00 or 2026-11-20T20:30:00Z",
                "format=xml|format|xml|one of json, csv, xlsx",
                "max_weeks_behind=-1|max_weeks_behind|-1|a whole number from 0 to 10000",
                "min_weeks=0|min_weeks|0|a whole number from 1 to 52",
                "limit=5&limit=6|limit|5' and '6|one value",
                "category=%zz|category|%zz|URL-encoded UTF-8",
                "category=%ff|category|%ff|URL-encoded UTF-8",
                "colour=red|colour|red|only the parameters category, columns, where, sort_by, sort_dir, limit, offset, known_at, format, "
                        + "max_weeks_behind, min_weeks",
            })
    void reportsTheFoundAndTheAllowedValues(String query, String parameter, String found, String allowed) {
        assertThat(violations("/api/v1/cot/screener/tff/fo", query))
                .containsExactly(new Violation(parameter, found, allowed));
    }

    @Test
    void rejectsADayThatDoesNotExist() {
        assertThat(violations(MARKET, "from=2026-02-30&to=2026-2-3"))
                .containsExactly(
                        new Violation("from", "2026-02-30", "a date such as 2026-05-19"),
                        new Violation("to", "2026-2-3", "a date such as 2026-05-19"));
    }

    @Test
    void reportsAllViolationsAtOnce() {
        assertThat(violations("/api/v1/cot/markets/Legacy/xx/12345", "order=up&order=down&x=1"))
                .extracting(Violation::parameter)
                .containsExactly("report_type", "subtype", "code", "order", "x");
    }

    @Test
    void checksABodyFieldByField() {
        assertThat(body("{\"kind\":\"reports\"}")).isEmpty();
        assertThat(body("{\"kind\":\"prices\",\"force\":true}")).isEmpty();
        assertThat(body("{\"kind\":\"news\",\"force\":\"yes\",\"when\":1}"))
                .containsExactly(
                        new Violation("body.kind", "news", "one of reports, prices"),
                        new Violation("body.force", "yes", "true or false"),
                        new Violation("body.when", "1", "only the fields kind, force"));
        assertThat(body("{}")).containsExactly(new Violation("body.kind", null, "one of reports, prices"));
        assertThat(body("{\"kind\":null}"))
                .containsExactly(new Violation("body.kind", "null", "one of reports, prices"));
        assertThat(body("[1]")).extracting(Violation::allowed).containsExactly("a JSON object");
        assertThat(body("kind=reports")).extracting(Violation::allowed).containsExactly("a JSON object");
        assertThat(body("")).extracting(Violation::allowed).containsExactly("a JSON object");
    }

    @Test
    void checksTheObjectsInAListOfABody() {
        String entry = "{\"markets\":\"*\",\"condition\":\"g1_net>0\"}";
        assertThat(watchlist("{\"entries\":[" + entry + "," + entry + "]}")).isEmpty();
        assertThat(watchlist("{\"entries\":[" + entry
                        + ",{\"markets\":\"gold!\",\"subtype\":\"xx\",\"colour\":\"red\"},7]}"))
                .containsExactly(
                        new Violation(
                                "body.entries[1].markets",
                                "gold!",
                                "a contract code, the key of a category, or * for all markets"),
                        new Violation("body.entries[1].subtype", "xx", "one of fo, co"),
                        new Violation(
                                "body.entries[1].colour",
                                "red",
                                "only the fields markets, report_type, subtype, condition, label"),
                        new Violation(
                                "body.entries[1].condition",
                                null,
                                "comparisons joined by and, such as index_156_g1>=90 and zscore_52_g3<-2"),
                        new Violation("body.entries[2]", "7", "an object"));
        for (String list : List.of("[]", "{}", "null", "\"x\"", "[" + (entry + ",").repeat(200) + entry + "]")) {
            assertThat(watchlist("{\"entries\":" + list + "}"))
                    .as(list)
                    .extracting(Violation::parameter, Violation::allowed)
                    .containsExactly(tuple("body.entries", "a list of 1 to 200 entries"));
        }
        assertThat(watchlist("{}")).containsExactly(new Violation("body.entries", null, "a list of 1 to 200 entries"));
    }

    @Test
    void readsTheFieldsOfABodyInEachUnicodeEncoding() {
        Operation start = CONTRACT.operation("POST", "/api/v1/admin/runs").orElseThrow();
        byte[] body = "{\"kind\":\"reports\"}".getBytes(StandardCharsets.UTF_16LE);

        assertThat(start.violations(body)).isEmpty();
        assertThat(start.fields(body)).contains(new JsonObject().put("kind", "reports"));
    }

    @Test
    void rejectsABodyOfAnOperationWithoutOne() {
        Operation invalidate =
                CONTRACT.operation("POST", "/api/v1/admin/cache/invalidate").orElseThrow();

        assertThat(invalidate.violations(new byte[0])).isEmpty();
        assertThat(invalidate.violations(new byte[] {1})).containsExactly(Operation.unwantedBody());
    }

    @Test
    void everyExampleIsValid() {
        List<JsonObject> examples = new ArrayList<>();
        collectExamples(CONTRACT.document(), examples);

        assertThat(examples).hasSizeGreaterThan(10);
        assertThat(examples)
                .allSatisfy(owner ->
                        assertThat(valid(owner)).as(owner.encodePrettily()).isTrue());
    }

    @Test
    void everySchemaHasAFormThatClientGeneratorsUnderstand() {
        List<JsonObject> parts = new ArrayList<>();
        collectObjects(CONTRACT.document(), parts);

        assertThat(parts).hasSizeGreaterThan(500).allSatisfy(part -> {
            assertThat(part.fieldNames())
                    .as(part.encodePrettily())
                    .doesNotContain("patternProperties", "oneOf", "allOf");
            assertThat(part.getValue("additionalProperties"))
                    .as(part.encodePrettily())
                    .isNotEqualTo(false);
            if ("array".equals(part.getValue("type"))) {
                assertThat(part.fieldNames()).as(part.encodePrettily()).contains("items");
            }
        });
    }

    @Test
    void everyObjectHasOnlyTheFieldsThatItsSchemaNames() {
        List<JsonObject> parts = new ArrayList<>();
        collectObjects(CONTRACT.document().getJsonObject("components").getJsonObject("schemas"), parts);
        List<JsonObject> objects =
                parts.stream().filter(part -> part.containsKey("properties")).toList();

        assertThat(objects).hasSizeGreaterThan(40).allSatisfy(schema -> {
            assertThat(schema.getValue("unevaluatedProperties"))
                    .as(schema.encodePrettily())
                    .isIn(false, COLUMNS_OF_MEASURES);
            if (schema.containsKey("example")) {
                JsonObject example = schema.getJsonObject("example").copy().put("colour", "red");
                JsonObject owner = new JsonObject().put("schema", schema).put("example", example);
                assertThat(valid(CONTRACT.resolved(owner))).isFalse();
            }
        });
    }

    private static void collectObjects(Object part, List<JsonObject> found) {
        if (part instanceof JsonArray array) {
            array.forEach(each -> collectObjects(each, found));
        } else if (part instanceof JsonObject object) {
            found.add(object);
            object.forEach(entry -> collectObjects(entry.getValue(), found));
        }
    }

    /** Collects objects with an example beside a schema, and schemas with an example, with references resolved. */
    private static void collectExamples(Object part, List<JsonObject> found) {
        if (part instanceof JsonArray array) {
            array.forEach(each -> collectExamples(each, found));
        } else if (part instanceof JsonObject object) {
            if (object.containsKey("example")) {
                found.add(CONTRACT.resolved(object));
            }
            object.forEach(entry -> collectExamples(entry.getValue(), found));
        }
    }

    private static boolean valid(JsonObject owner) {
        JsonObject schema = owner.getJsonObject("schema", owner).copy();
        schema.remove("example");
        return Validator.create(
                        JsonSchema.of(schema),
                        new JsonSchemaOptions()
                                .setDraft(Draft.DRAFT202012)
                                .setBaseUri("urn:cotinga")
                                .setOutputFormat(OutputFormat.Flag))
                .validate(owner.getValue("example"))
                .getValid();
    }

    private static List<Violation> body(String text) {
        return CONTRACT.operation("POST", "/api/v1/admin/runs")
                .orElseThrow()
                .violations(text.getBytes(StandardCharsets.UTF_8));
    }

    private static List<Violation> watchlist(String text) {
        return CONTRACT.operation("PUT", "/api/v1/admin/watchlists/metals")
                .orElseThrow()
                .violations(text.getBytes(StandardCharsets.UTF_8));
    }

    private static List<Violation> violations(String path, String query) {
        return CONTRACT.operation("GET", path).orElseThrow().read(path, query).violations();
    }
}
