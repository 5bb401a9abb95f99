package cotinga.flow;

import static cotinga.report.ReportVariant.TFF_FO;
import static org.assertj.core.api.Assertions.assertThat;

import cotinga.RunningApplication;
import cotinga.base.Sha256;
import cotinga.cftc.Archive;
import cotinga.recovery.RestartablePostgres;
import cotinga.store.sql.OnlyOnPostgres;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import org.apache.logging.log4j.Level;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A reader whose database is a standby server, which can only be read and sends no notifications. */
@OnlyOnPostgres
@Tag("full")
class StandbyServerTest {
    private static final String DATABASE = "shared";
    private static final String DOW_JONES = "124603";
    private static final Archive CURRENT_YEAR = Archive.yearly(TFF_FO, 2026);
    private static final String KEY = "a-key-of-an-operator-of-thirty-two-characters";

    private final LogWatch log = new LogWatch(Level.INFO);
    private Flow flow;
    private RestartablePostgres primary;
    private RestartablePostgres standby;

    @BeforeEach
    void open(@TempDir Path directory) throws Exception {
        primary = new RestartablePostgres(directory.resolve("primary"));
        primary.create(DATABASE);
        standby = primary.standby(directory.resolve("standby"));
        flow = new Flow(directory.resolve("flow"))
                .years(2026, 2026)
                .set("cotinga.api.keys", "ops:admin:" + Sha256.of(KEY.getBytes(StandardCharsets.UTF_8)))
                .set("cotinga.database.user", RestartablePostgres.USER)
                .release(CURRENT_YEAR, CftcFiles.week(TFF_FO, DOW_JONES, "2026-06-02", 400));
        log.begin();
    }

    @AfterEach
    void close() throws Exception {
        log.end();
        flow.close();
        standby.close();
        primary.close();
    }

    private RunningApplication instance(String role, RestartablePostgres server) {
        return flow.set("cotinga.role", role)
                .set("cotinga.instance", role)
                .set("cotinga.database.url", RestartablePostgres.url(server.port(), DATABASE))
                .serve();
    }

    private static HttpResponse<String> change(RunningApplication reader, String method, String path, String body) {
        return reader.ask(method, path, body, "X-API-Key", KEY, "Content-Type", "application/json");
    }

    @Test
    void servesWhatThePrimaryServerHasAndChangesNothing() {
        RunningApplication leader = instance("writer", primary);
        leader.refreshReports();
        RunningApplication reader = instance("reader", standby);
        Flow.awaitVersion(reader, 1);
        assertThat(Flow.openInterest(reader, TFF_FO, DOW_JONES)).hasSize(1);
        assertThat(reader.manage("/observe/health/ready").statusCode()).isEqualTo(200);

        flow.release(
                CURRENT_YEAR,
                CftcFiles.week(TFF_FO, DOW_JONES, "2026-06-02", 400),
                CftcFiles.week(TFF_FO, DOW_JONES, "2026-06-09", 444));
        leader.refreshReports();

        Flow.awaitVersion(reader, 2);
        assertThat(Flow.openInterest(reader, TFF_FO, DOW_JONES)).hasSize(2);
        for (HttpResponse<String> rejected : List.of(
                change(reader, "POST", "/api/v1/admin/runs", "{\"kind\":\"reports\"}"),
                change(reader, "POST", "/api/v1/admin/cache/invalidate", ""),
                change(
                        reader,
                        "PUT",
                        "/api/v1/admin/watchlists/mine",
                        "{\"entries\": [{\"markets\": \"*\", \"condition\": \"open_interest>0\"}]}"))) {
            assertThat(rejected.statusCode()).as(rejected.body()).isEqualTo(503);
            assertThat(rejected.body()).contains("can only be read, as a standby");
        }
        assertThat(log.errors())
                .anyMatch(line -> line.endsWith(
                        "The database is a standby server, which sends no notifications: it is read each second"));
    }
}
