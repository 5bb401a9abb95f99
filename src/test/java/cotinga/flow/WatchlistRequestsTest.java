package cotinga.flow;

import static cotinga.report.ReportVariant.TFF_FO;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import cotinga.RunningApplication;
import cotinga.base.Sha256;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Requests that change watchlists, of which one is in the file. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class WatchlistRequestsTest {
    private static final String KEY = "a-key-of-operators";
    private static final String READER = "a-key-of-readers";
    private static final String LISTS = "/api/v1/admin/watchlists";
    private static final String ANY = "{\"markets\": \"*\", \"condition\": \"open_interest>0\"}";

    private Flow flow;
    private RunningApplication service;

    @BeforeAll
    void start(@TempDir Path directory) {
        flow = new Flow(directory)
                .variants(TFF_FO)
                .set("cotinga.api.rate-limit.admin", "0")
                .set("cotinga.api.keys", "ops:admin:" + digest(KEY) + ",desk:read:" + digest(READER))
                .watchlists("of_file,*,tff,fo,open_interest>1000,");
        service = flow.serve();
    }

    @AfterEach
    void deleteStoredLists() {
        for (String name : Flow.json(ask("GET", "").body()).at("/items").findValuesAsText("name")) {
            ask("DELETE", "/" + name);
        }
    }

    @AfterAll
    void stop() {
        flow.close();
    }

    private static String digest(String key) {
        return Sha256.of(key.getBytes(StandardCharsets.UTF_8));
    }

    @Test
    void completesAnEntryWithThePrimaryReportAndFuturesOnly() {
        JsonNode stored =
                Flow.json(put("own", "{\"markets\": \"*\", \"condition\": \"g1_net > 0  and  weeks_behind = 0\"}")
                        .body());

        assertThat(stored.at("/entries/0"))
                .isEqualTo(Flow.json("{\"markets\": \"*\", \"report_type\": \"primary\", \"subtype\": \"fo\","
                        + " \"condition\": \"g1_net>0 and weeks_behind=0\", \"label\": \"\"}"));
    }

    @Test
    void changesNoListOfTheFile() {
        for (HttpResponse<String> answer : List.of(put("of_file", ANY), ask("DELETE", "/of_file"))) {
            assertThat(answer.statusCode()).isEqualTo(409);
            assertThat(detail(answer))
                    .isEqualTo(
                            "The watchlist 'of_file' is in the file of cotinga.watchlists.file, expected the name of a stored one."
                                    + " Change the file and restart the service, or use another name.");
        }
        HttpResponse<String> unknown = ask("DELETE", "/unknown");
        assertThat(unknown.statusCode()).isEqualTo(404);
        assertThat(detail(unknown)).isEqualTo("No watchlist has the name 'unknown'. Watchlists: " + LISTS);
    }

    @Test
    void requiresTheScopeAdmin() {
        for (String request : List.of(
                "GET " + LISTS, "GET " + LISTS + "/of_file", "PUT " + LISTS + "/own", "DELETE " + LISTS + "/own")) {
            String[] parts = request.split(" ", 2);
            assertThat(service.ask(parts[0], parts[1], "").statusCode())
                    .as(request)
                    .isEqualTo(401);
            assertThat(service.ask(parts[0], parts[1], "", "X-API-Key", READER).statusCode())
                    .as(request)
                    .isEqualTo(403);
        }
    }

    @Test
    void limitsTheEntriesOfAllListsTogether() {
        for (int list = 0; list < 5; list++) {
            put("list_" + list, entries(list == 4 ? 199 : 200));
        }

        HttpResponse<String> answer = put("one_more", ANY);

        assertThat(answer.statusCode()).isEqualTo(409);
        assertThat(detail(answer))
                .isEqualTo(
                        "All watchlists together would have 1001 entries, expected at most 1000. Send fewer, or delete a watchlist.");
        assertThat(put("list_0", entries(200)).statusCode())
                .as("replaces as many")
                .isEqualTo(200);
    }

    private static String entries(int count) {
        return IntStream.range(0, count)
                .mapToObj(number -> "{\"markets\": \"*\", \"condition\": \"g1_net>" + number + "\"}")
                .collect(Collectors.joining(","));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "{}|Parameter 'body.entries' is missing, expected a list of 1 to 200 entries",
                "{\"entries\": []}|Parameter 'body.entries' is '[]', expected a list of 1 to 200 entries",
                "{\"entries\": [{}]}|Parameter 'body.entries[0].markets' is missing, expected a contract code",
                "[]|Parameter 'body' is '[]', expected a JSON object",
                "OK,{\"markets\": \"gold\", \"condition\": \"g1_net>0\"}|Parameter 'body.entries[1].markets' is 'gold', expected a contract code, * for all markets, or one of the categories",
                "{\"markets\": \"*\", \"condition\": \"index_156_g9>1\"}|Parameter 'body.entries[0].condition' is 'index_156_g9', expected a column of measures",
                "{\"markets\": \"*\", \"condition\": \"g1_net~1\"}|Parameter 'body.entries[0].condition' is 'g1_net~1', expected a key, one of >= <= > < = != and a number",
                "{\"markets\": \"*\", \"condition\": \"flip_g1>1\"}|Parameter 'body.entries[0].condition' is 'flip_g1>1', expected flip_g1= or flip_g1!= and one of",
                "{\"markets\": \"*\", \"condition\": \" \"}|Parameter 'body.entries[0].condition' is '', expected a key",
                "{\"markets\": \"*\", \"condition\": \"\"}|Parameter 'body.entries[0].condition' is '', expected comparisons joined by and",
                "{\"markets\": \"*\", \"condition\": \"g1_net>0\", \"report_type\": \"news\"}|Parameter 'body.entries[0].report_type' is 'news', expected one of primary, legacy",
                "{\"markets\": \"*\", \"condition\": \"g1_net>0\", \"report_type\": \"cit\"}|Parameter 'body.entries[0].report_type' is 'cit/fo', expected a report with this subtype, one of legacy/fo",
                "{\"markets\": \"*\", \"condition\": \"g1_net>0\", \"label\": \"a\\u0000b\"}|Parameter 'body.entries[0].label' is 'a�b', expected at most 200 printable characters",
                "{\"markets\": \"*\", \"condition\": \"g1_net>0\", \"label\": \"\\ud800\"}|Parameter 'body.entries[0].label' is '�', expected at most 200 printable characters",
                "OK,OK|Parameter 'body.entries[1].condition' is 'open_interest>0', expected one entry for each condition on the same markets and report; remove one of the two",
            })
    void rejectsAnInvalidListWithWhatWasFoundAndWhatIsAllowed(String body, String detail) {
        boolean isEntries = body.startsWith("OK") || body.startsWith("{\"markets");

        HttpResponse<String> answer = isEntries ? put("own", body.replace("OK", ANY)) : send("own", body);

        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(400);
        assertThat(detail(answer)).startsWith(detail);
        assertThat(ask("GET", "/own").statusCode()).isEqualTo(404);
    }

    private static String detail(HttpResponse<String> answer) {
        return Flow.json(answer.body()).get("detail").textValue();
    }

    private HttpResponse<String> put(String name, String... entries) {
        return send(name, "{\"entries\": [" + String.join(",", entries) + "]}");
    }

    private HttpResponse<String> send(String name, String body) {
        return service.ask("PUT", LISTS + "/" + name, body, "X-API-Key", KEY, "Content-Type", "application/json");
    }

    private HttpResponse<String> ask(String method, String path) {
        return service.ask(method, LISTS + path, "", "X-API-Key", KEY);
    }
}
