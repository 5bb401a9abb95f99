package cotinga.flow;

import static cotinga.report.ReportVariant.TFF_FO;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import cotinga.RunningApplication;
import cotinga.base.Sha256;
import cotinga.cftc.Archive;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.LocalDate;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Watchlists of the admin API. One market with an open interest of 100; the next weeks are in the weekly file. */
@Timeout(120)
class StoredWatchlistTest {
    private static final String KEY = "a-key-of-operators";
    private static final String EURO = "099741";
    private static final String LISTS = "/api/v1/admin/watchlists";
    private static final String HIGH = entry("open_interest>150", "Large");
    private static final String ANY = entry("open_interest>0", "");

    private final MovableClock clock = MovableClock.at("2026-06-15T12:00:00Z");

    @AutoClose
    private Flow flow;

    @BeforeEach
    void release(@TempDir Path directory) {
        flow = new Flow(directory)
                .variants(TFF_FO)
                .years(2026, 2026)
                .set("cotinga.api.rate-limit.admin", "0")
                .set("cotinga.api.keys", "ops:admin:" + digest(KEY))
                .watchlists("of_file,*,tff,fo,open_interest>1000,")
                .release(Archive.yearly(TFF_FO, 2026), CftcFiles.week(TFF_FO, EURO, "2026-06-09", 100));
    }

    private static String digest(String key) {
        return Sha256.of(key.getBytes(StandardCharsets.UTF_8));
    }

    private static String entry(String condition, String label) {
        return "{\"markets\": \"" + EURO + "\", \"report_type\": \"tff\", \"subtype\": \"fo\", \"condition\": \""
                + condition + "\", \"label\": \"" + label + "\"}";
    }

    @Test
    void storesListsAndReturnsThemWithThoseOfTheFile() {
        RunningApplication service = flow.serve(clock);

        HttpResponse<String> created = put(service, "own", HIGH);
        HttpResponse<String> replaced = put(service, "own", HIGH, ANY);

        assertThat(created.statusCode()).isEqualTo(201);
        assertThat(Flow.json(created.body()))
                .isEqualTo(Flow.json("{\"name\": \"own\", \"source\": \"stored\", \"entries\": [" + HIGH + "]}"));
        assertThat(replaced.statusCode()).isEqualTo(200);
        JsonNode page = Flow.json(ask(service, "GET", "").body());
        assertThat(page.get("total").intValue()).isEqualTo(2);
        assertThat(page.at("/items").findValuesAsText("name")).containsExactly("of_file", "own");
        assertThat(page.at("/items").findValuesAsText("source")).containsExactly("file", "stored");
        assertThat(Flow.json(ask(service, "GET", "?limit=1&offset=1").body()).at("/items/0"))
                .isEqualTo(Flow.json(replaced.body()));
        assertThat(ask(service, "GET", "/own").body()).isEqualTo(replaced.body());

        service.close();
        RunningApplication later = flow.serve(clock);
        assertThat(ask(later, "GET", "/own").body()).isEqualTo(replaced.body());
        HttpResponse<String> deleted = ask(later, "DELETE", "/own");
        assertThat(deleted.statusCode()).isEqualTo(204);
        assertThat(deleted.body()).isEmpty();
        assertThat(deleted.headers().map()).doesNotContainKeys("content-type", "content-length", "transfer-encoding");
        assertThat(ask(later, "GET", "/own").statusCode()).isEqualTo(404);
    }

    @Test
    void evaluatesAChangeAfterTheNextPublication() {
        RunningApplication service = flow.serve(clock);
        service.refreshReports();

        put(service, "own", ANY);
        assertThat(alerts(service)).as("before a publication").isZero();
        publish(service, "2026-06-16", 100);
        assertThat(alerts(service)).isEqualTo(1);

        put(service, "own", ANY.replace("\"label\": \"\"", "\"label\": \"Renamed\""), HIGH);
        publish(service, "2026-06-23", 200);
        JsonNode page =
                Flow.json(service.get("/alerts?watchlist=own&since_id=1").body());
        assertThat(page.at("/items").findValuesAsText("label"))
                .as("the first entry still holds")
                .containsExactly("Large");

        ask(service, "DELETE", "/own");
        publish(service, "2026-06-30", 300);
        assertThat(alerts(service)).as("the alerts of a deleted list remain").isEqualTo(2);

        put(service, "own", HIGH);
        publish(service, "2026-07-07", 300);
        assertThat(alerts(service)).as("it is a new entry").isEqualTo(3);
    }

    @Test
    void keepsTheStateOfAListThatIsDeletedAndCreatedAgainBeforeAPublication() {
        RunningApplication service = flow.serve(clock);
        service.refreshReports();
        put(service, "own", ANY);
        publish(service, "2026-06-16", 100);

        ask(service, "DELETE", "/own");
        put(service, "own", ANY);
        publish(service, "2026-06-23", 100);

        assertThat(alerts(service)).isEqualTo(1);
    }

    private static HttpResponse<String> put(RunningApplication service, String name, String... entries) {
        return send(service, name, "{\"entries\": [" + String.join(",", entries) + "]}");
    }

    private static HttpResponse<String> send(RunningApplication service, String name, String body) {
        return service.ask("PUT", LISTS + "/" + name, body, "X-API-Key", KEY, "Content-Type", "application/json");
    }

    private static HttpResponse<String> ask(RunningApplication service, String method, String path) {
        return service.ask(method, LISTS + path, "", "X-API-Key", KEY);
    }

    private void publish(RunningApplication service, String reportDate, int openInterest) {
        clock.goToNewYork(LocalDate.parse(reportDate).plusDays(6) + "T08:00");
        flow.release(Archive.weekly(TFF_FO), CftcFiles.week(TFF_FO, EURO, reportDate, openInterest));
        assertThat(service.refreshReports().published()).isTrue();
    }

    private static int alerts(RunningApplication service) {
        return Flow.json(service.get("/alerts?watchlist=own").body())
                .get("total")
                .intValue();
    }
}
