package cotinga.flow;

import static cotinga.report.ReportVariant.LEGACY_FO;
import static cotinga.report.ReportVariant.TFF_FO;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.zaxxer.hikari.HikariDataSource;
import cotinga.RunningApplication;
import cotinga.cftc.Archive;
import cotinga.monitor.Monitor;
import cotinga.store.sql.OnlyOnH2;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The health checks on the management port. */
class HealthTest {
    private static final String EURO = "099741";
    private static final String HEALTH = "/observe/health";

    @AutoClose
    private Flow flow;

    @BeforeEach
    void release(@TempDir Path directory) {
        flow = new Flow(directory)
                .variants(TFF_FO)
                .years(2026, 2026)
                .release(Archive.yearly(TFF_FO, 2026), CftcFiles.week(TFF_FO, EURO, "2026-06-02", 300))
                .release(Archive.weekly(TFF_FO), CftcFiles.week(TFF_FO, EURO, "2026-06-09", 400));
    }

    @Test
    void hasStartedAndIsAliveBeforeThereAreData() {
        RunningApplication service = flow.serve();

        assertThat(service.manage(HEALTH + "/started").statusCode()).isEqualTo(200);
        assertThat(service.manage(HEALTH + "/live").statusCode()).isEqualTo(200);
        assertThat(service.manage(HEALTH + "/ready").statusCode()).isEqualTo(503);
        assertThat(service.manage(HEALTH + "/started").body()).isEqualTo("{\"status\":\"UP\"}");
    }

    @Test
    @OnlyOnH2
    void isWellWithFreshData() {
        RunningApplication service = flow.servePublished();
        observe(service);

        HttpResponse<String> full = service.manage(HEALTH);

        assertThat(full.statusCode()).as(full.body()).isEqualTo(200);
        assertThat(full.headers().firstValue("Cache-Control")).contains("no-store");
        assertThat(checks(full))
                .containsEntry("data", "UP")
                .containsEntry("database", "UP")
                .containsEntry("database-unavailable", "UP")
                .containsEntry("run-overdue", "UP")
                .containsEntry("data-late", "UP")
                .containsEntry("disk-low", "UP")
                .containsEntry("storage-unavailable", "UP")
                .containsEntry("background-reduced", "UP")
                .containsEntry("run-failed", "UP");
        JsonNode details = Flow.json(full.body()).get("details");
        assertThat(details.get("data_version").intValue()).isEqualTo(1);
        assertThat(details.at("/variants/tff_fo"))
                .isEqualTo(Flow.json(
                        "{\"published_at\": \"2026-06-12T19:30:00Z\", \"is_late\": false, \"is_withheld\": false}"));
        assertThat(details.at("/runs/reports/last_status").textValue()).isEqualTo("success");
        assertThat(details.at("/disks/data/free_bytes").longValue()).isPositive();
    }

    @Test
    void showsWhatAnOperatorShouldKnowInTheFullAnswerOnly() {
        RunningApplication service = flow.variants(TFF_FO, LEGACY_FO)
                .release(Archive.yearly(LEGACY_FO, 2026), CftcFiles.week(LEGACY_FO, EURO, "2026-06-02", 300))
                .servePublished();
        observe(service);

        HttpResponse<String> full = service.manage(HEALTH);

        assertThat(full.statusCode()).isEqualTo(503);
        assertThat(checks(full)).containsEntry("data-late", "DOWN").containsEntry("data", "UP");
        assertThat(full.body()).contains("the next release of legacy_fo is late");
        for (String probe : new String[] {"/live", "/ready", "/started"}) {
            HttpResponse<String> response = service.manage(HEALTH + probe);
            assertThat(response.statusCode()).as(probe).isEqualTo(200);
            assertThat(response.body()).doesNotContain("late", "disk", "details");
        }
    }

    @Test
    @OnlyOnH2
    void showsNoClassNamesAndNoPaths() {
        RunningApplication service = flow.servePublished();
        service.bean("dataSource", HikariDataSource.class).close();
        for (int time = 0; time < 6; time++) {
            failToRead(service);
            service.bean("monitor", Monitor.class).update();
        }

        HttpResponse<String> full = service.manage(HEALTH + "?stackTrace=true&data=true&exposureLevel=full");

        assertThat(checks(full)).containsEntry("database", "DOWN").containsEntry("database-unavailable", "DOWN");
        assertThat(full.body()).doesNotContain("cotinga.", "java.", "org.apache", "Exception", "/tmp");
        assertThat(service.manage(HEALTH + "/live").statusCode())
                .as("an embedded database needs a new process")
                .isEqualTo(503);
        assertThat(service.manage(HEALTH + "/ready").statusCode()).isEqualTo(503);
    }

    @Test
    @OnlyOnH2
    void isNotReadyButAliveWhileAReadingDoesNotComeBack() {
        RunningApplication service = flow.servePublished();
        observe(service);
        assertThat(service.manage(HEALTH + "/ready").statusCode()).isEqualTo(200);

        for (int time = 0; time < 5; time++) {
            service.bean("monitor", Monitor.class).update();
        }

        assertThat(checks(service.manage(HEALTH)))
                .containsEntry("database", "UP")
                .containsEntry("database-unavailable", "DOWN");
        assertThat(service.manage(HEALTH + "/live").statusCode()).isEqualTo(200);
        assertThat(service.manage(HEALTH + "/ready").statusCode()).isEqualTo(503);
    }

    @Test
    void isReadyAndAliveWhileBackgroundWorkIsReduced() {
        RunningApplication service =
                flow.set("cotinga.background.free-disk", "900000GB").servePublished();
        observe(service);

        HttpResponse<String> full = service.manage(HEALTH);

        assertThat(checks(full)).containsEntry("background-reduced", "DOWN").containsEntry("disk-low", "UP");
        assertThat(full.body()).contains("background work is reduced: ", "(cotinga.background.free-disk)");
        assertThat(full.body()).doesNotContain("/tmp");
        for (String probe : new String[] {"/live", "/ready", "/started"}) {
            assertThat(service.manage(HEALTH + probe).statusCode()).as(probe).isEqualTo(200);
        }
    }

    private static void failToRead(RunningApplication service) {
        service.context().createProducerTemplate().sendBody("direct:read-database", null);
    }

    private static void observe(RunningApplication service) {
        service.bean("monitor", Monitor.class).observe();
    }

    /** The status of each check by its name. */
    private static Map<String, String> checks(HttpResponse<String> response) {
        JsonNode checks = Flow.json(response.body()).get("checks");
        return StreamSupport.stream(checks.spliterator(), false)
                .collect(Collectors.toMap(check -> check.get("name").textValue(), check -> check.get("status")
                        .textValue()));
    }
}
