package cotinga.flow;

import static cotinga.report.ReportVariant.LEGACY_FO;
import static cotinga.report.ReportVariant.TFF_FO;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.github.benmanes.caffeine.cache.Cache;
import cotinga.RunningApplication;
import cotinga.cftc.Archive;
import cotinga.report.ReportVariant;
import cotinga.store.sql.OnlyOnH2;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Many simultaneous requests for responses that are not cached. */
@OnlyOnH2
class ColdRequestsTest {
    private static final int MANY = 64;

    /** Requests for one path in the routes. */
    private static final int RUNNING = 2;

    /** Requests that wait for one path. */
    private static final int QUEUED = 64;

    private static final String EURO = "099741";

    private Flow flow;
    private RunningApplication service;

    @BeforeEach
    void start(@TempDir Path directory) {
        flow = new Flow(directory)
                .variants(LEGACY_FO, TFF_FO)
                .years(2026, 2026)
                .set("cotinga.api.rate-limit.reads", "0");
        for (ReportVariant variant : List.of(LEGACY_FO, TFF_FO)) {
            flow.release(
                    Archive.yearly(variant, 2026),
                    CftcFiles.week(variant, EURO, "2026-06-02", 300),
                    CftcFiles.week(variant, "13874+", "2026-06-02", 200));
        }
        service = flow.servePublished();
    }

    @AfterEach
    void stop() {
        HeldQueries.release();
        service.close();
        flow.close();
    }

    @Test
    void computesAResponseOnceWithoutDelayingOtherRequests() throws Exception {
        List<Wire> clients = new ArrayList<>();
        for (int client = 0; client < MANY; client++) {
            clients.add(connected());
        }
        try (Wire other = connected()) {
            List<Cache<?, ?>> screeners = emptied();
            long computed = RunningApplication.loads(screeners);
            HeldQueries.hold(service.database(), "week");

            for (int client = 0; client < MANY; client++) {
                ask(clients.get(client), "/screener/tff/fo" + (client % 2 == 0 ? "" : "?limit=1"));
            }
            assertThat(HeldQueries.awaitQuery()).isTrue();

            for (String unrelated : List.of(
                    "/groups/legacy",
                    "/status",
                    "/screener/legacy/fo",
                    "/markets/tff/fo",
                    "/dashboard/099741",
                    "/quality")) {
                ask(other, unrelated);
                assertThat(other.answer(true).orElseThrow().status())
                        .as(unrelated)
                        .isEqualTo(200);
            }
            assertThat(RunningApplication.loads(screeners) - computed)
                    .as("the rows and the page of the other variant; those of this one are still computed")
                    .isEqualTo(2);

            HeldQueries.release();
            List<Wire.Answer> answers = new ArrayList<>();
            for (Wire client : clients) {
                answers.add(client.answer(true).orElseThrow());
            }
            assertThat(answers).extracting(Wire.Answer::status).containsOnly(200);
            assertThat(answers.stream().map(Wire.Answer::body).distinct()).hasSize(2);
            assertThat(RunningApplication.loads(screeners) - computed)
                    .as("and the rows of this variant, and its two pages")
                    .isEqualTo(5);
        } finally {
            for (Wire client : clients) {
                client.close();
            }
        }
    }

    @Test
    void abandonedRequestsDelayNoOtherRequest() throws Exception {
        emptied();
        HeldQueries.hold(service.database(), "week");
        try (Wire first = connected();
                Wire last = connected()) {
            ask(first, "/screener/tff/fo");
            assertThat(HeldQueries.awaitQuery()).isTrue();
            for (int client = 0; client < 2 * MANY; client++) {
                try (Wire impatient = connected()) {
                    ask(impatient, "/screener/tff/fo");
                }
            }
            ask(last, "/screener/legacy/fo");
            assertThat(last.answer(true).orElseThrow().status())
                    .as("abandoned requests occupy no thread")
                    .isEqualTo(200);
            ask(last, "/screener/tff/fo");
            HeldQueries.release();

            assertThat(first.answer(true).orElseThrow().status()).isEqualTo(200);
            assertThat(last.answer(true).orElseThrow().status()).isEqualTo(200);
        }
    }

    @Test
    void rejectsWhatExceedsTheCapacityOfAPathAndAnswersTheRest() throws Exception {
        emptied();
        HeldQueries.hold(service.database(), "week");
        List<Wire> clients = new ArrayList<>();
        try (Wire other = connected()) {
            for (int client = 0; client < RUNNING + QUEUED + MANY; client++) {
                clients.add(new Wire(service.port()));
                ask(clients.get(client), "/screener/tff/fo?offset=" + client);
            }
            await().until(() -> rejections() == MANY);
            ask(other, "/screener/legacy/fo");
            assertThat(other.answer(true).orElseThrow().status()).isEqualTo(200);

            HeldQueries.release();
            List<Wire.Answer> answers = new ArrayList<>();
            for (Wire client : clients) {
                answers.add(client.answer(true).orElseThrow());
            }
            assertThat(answers)
                    .filteredOn(answer -> answer.status() == 503)
                    .hasSize(MANY)
                    .extracting(answer -> answer.header("retry-after").orElseThrow())
                    .containsOnly("5");
            assertThat(answers).filteredOn(answer -> answer.status() == 200).hasSize(RUNNING + QUEUED);
        } finally {
            for (Wire client : clients) {
                client.close();
            }
        }
    }

    @Test
    void abandonedRequestsLeaveTheQueue() throws Exception {
        emptied();
        HeldQueries.hold(service.database(), "week");
        List<Wire> impatient = new ArrayList<>();
        try (Wire last = connected()) {
            for (int client = 0; client < RUNNING + QUEUED; client++) {
                impatient.add(new Wire(service.port()));
                ask(impatient.get(client), "/screener/tff/fo?offset=" + client);
            }
            await().until(() -> queued() == QUEUED);
            for (Wire client : impatient) {
                client.close();
            }
            await().until(() -> queued() == 0);
            ask(last, "/screener/tff/fo");
            HeldQueries.release();

            assertThat(last.answer(true).orElseThrow().status()).isEqualTo(200);
        }
    }

    private double queued() {
        return Metrics.scrape(service, false).getOrDefault("cotinga_http_queued", -1.0);
    }

    /** How many requests were answered with a status 5xx. */
    private double rejections() {
        return Metrics.scrape(service, false).entrySet().stream()
                .filter(metric -> metric.getKey().startsWith("cotinga_http_responses_total{")
                        && metric.getKey().contains("status=\"5xx\""))
                .mapToDouble(Map.Entry::getValue)
                .sum();
    }

    /** A connection on which the server has responded before. */
    private Wire connected() throws Exception {
        Wire wire = new Wire(service.port());
        ask(wire, "/groups/legacy");
        assertThat(wire.answer(true).orElseThrow().status()).isEqualTo(200);
        return wire;
    }

    private static void ask(Wire wire, String path) throws Exception {
        wire.send("GET /api/v1/cot" + path + " HTTP/1.1\r\nHost: localhost\r\n\r\n");
    }

    /** The caches of screeners, without entries. */
    private List<Cache<?, ?>> emptied() {
        List<Cache<?, ?>> caches = service.caches("screener", "screener-rows");
        caches.forEach(Cache::invalidateAll);
        return caches;
    }
}
