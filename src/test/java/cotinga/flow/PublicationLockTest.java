package cotinga.flow;

import static cotinga.report.ReportVariant.TFF_FO;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import cotinga.RunningApplication;
import cotinga.base.Sha256;
import cotinga.cftc.Archive;
import cotinga.store.publications.PublicationStore;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.Statement;
import java.time.Duration;
import java.time.LocalDate;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A report run that is requested while prices are being published. */
@Timeout(60)
class PublicationLockTest {
    private static final String RUNS = "/api/v1/admin/runs";
    private static final String KEY = "the operator's key";
    private static final String EURO = "099741";
    private static final Archive YEAR = Archive.yearly(TFF_FO, 2026);
    private static final Archive CURRENT_WEEK = Archive.weekly(TFF_FO);
    private static final Duration SOON = Duration.ofSeconds(30);

    @AutoClose
    private Flow flow;

    private RunningApplication service;

    @BeforeEach
    void serveReports(@TempDir Path directory) {
        flow = new Flow(directory)
                .years(2026, 2026)
                .set("cotinga.api.keys", "ops:admin:" + Sha256.of(KEY.getBytes(StandardCharsets.UTF_8)))
                .set("cotinga.api.rate-limit.admin", "0")
                .release(YEAR, CftcFiles.week(TFF_FO, EURO, "2026-06-02", 2_000))
                .release(CURRENT_WEEK, CftcFiles.week(TFF_FO, EURO, "2026-06-09", 3_000));
        flow.releasePrices(EURO, "6E=F", Map.of("2026-06-12", 1.08));
        service = flow.servePublished();
    }

    @Test
    void aReportRunIsAcceptedAtOnceAndWaitsForThePublicationOfPrices() throws Exception {
        flow.release(CURRENT_WEEK, CftcFiles.week(TFF_FO, EURO, "2026-06-15", 4_000));
        HttpResponse<String> reports;
        try (Connection prices = service.database().getConnection();
                Statement statement = prices.createStatement()) {
            prices.setAutoCommit(false);
            statement.execute("SELECT id FROM price_state FOR UPDATE");
            assertThat(startRun("prices").statusCode()).isEqualTo(202);
            await().atMost(SOON).until(() -> Flow.lockWaits(service) > 0);
            flow.upstream.forgetRequests();

            reports = CompletableFuture.supplyAsync(() -> startRun("reports")).get(10, TimeUnit.SECONDS);

            assertThat(reports.statusCode()).isEqualTo(202);
            assertThat(run(3).get("status").textValue()).isEqualTo("running");
            assertThat(run(3).get("steps"))
                    .allSatisfy(
                            step -> assertThat(step.get("status").textValue()).isEqualTo("planned"));
            assertThat(startRun("reports").statusCode()).isEqualTo(409);
            assertThat(flow.upstream.requests()).isEmpty();
            prices.commit();
        }
        await().atMost(SOON).until(() -> run(3).get("status").textValue().equals("success"));
        assertThat(run(2).get("status").textValue()).isEqualTo("success");
        PublicationStore publications = Flow.publications(service);
        assertThat(publications.publishedVersion()).isEqualTo(3);
        assertThat(Flow.openInterest(service, TFF_FO, EURO, 2)).doesNotContainKey(LocalDate.of(2026, 6, 15));
        assertThat(Flow.openInterest(service, TFF_FO, EURO, 3)).containsKey(LocalDate.of(2026, 6, 15));
    }

    private HttpResponse<String> startRun(String kind) {
        return service.ask(
                "POST", RUNS, "{\"kind\": \"" + kind + "\"}", "X-API-Key", KEY, "Content-Type", "application/json");
    }

    private JsonNode run(int id) {
        return Flow.json(
                service.ask("GET", RUNS + "/" + id, "", "X-API-Key", KEY).body());
    }
}
