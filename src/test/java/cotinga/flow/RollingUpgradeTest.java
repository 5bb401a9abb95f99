package cotinga.flow;

import static cotinga.report.ReportVariant.TFF_FO;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import cotinga.RunningApplication;
import cotinga.cftc.Archive;
import cotinga.store.sql.OnlyOnPostgres;
import cotinga.store.sql.TestDatabase;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import org.flywaydb.core.Flyway;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Instances of this build on a database that a newer release, which is simulated, has upgraded and led. */
@OnlyOnPostgres
class RollingUpgradeTest {
    private static final String DOW_JONES = "124603";
    private static final String MARKET = "/markets/tff/fo/" + DOW_JONES;
    private static final Archive CURRENT_YEAR = Archive.yearly(TFF_FO, 2026);
    private static final Duration SOON = Duration.ofSeconds(40);
    private static final String NEWER = "900.0.0";

    private Flow flow;
    private RunningApplication leader;

    @BeforeEach
    void open(@TempDir Path directory) {
        flow = new Flow(directory)
                .years(2026, 2026)
                .release(CURRENT_YEAR, CftcFiles.week(TFF_FO, DOW_JONES, "2026-06-02", 400));
        leader = flow.serve();
        flow.set("cotinga.database.url", TestDatabase.url(flow.directory().resolve("data")));
        leader.refreshReports();
    }

    @AfterEach
    void close() {
        flow.close();
    }

    private RunningApplication instance(String role) {
        Path folder = flow.directory().resolve(role);
        return flow.set("cotinga.role", role)
                .set("cotinga.data.directory", folder.resolve("data").toString())
                .set("cotinga.export.directory", folder.resolve("export").toString())
                .serve();
    }

    private static JsonNode status(RunningApplication instance) {
        return Flow.json(instance.get("/status").body());
    }

    /** Does what an instance of the newer release does when it starts. */
    private static void upgrade(RunningApplication instance) {
        Flyway.configure(RollingUpgradeTest.class.getClassLoader())
                .dataSource(instance.database())
                .locations("db/migration", "db/postgresql", "newer-release")
                .load()
                .migrate();
    }

    /** An instance of the newer release takes over. */
    private void leadAsNewerRelease(RunningApplication instance) {
        leader.close();
        await().atMost(SOON).until(() -> {
            Flow.execute(
                    instance,
                    "UPDATE lease SET holder = 'cotinga-newer', newest_build = '" + NEWER
                            + "', taken_at = CURRENT_TIMESTAMP, expires_at = CURRENT_TIMESTAMP + INTERVAL '1' HOUR");
            return status(instance).at("/instance/leader/name").asText().equals("cotinga-newer");
        });
    }

    @Test
    void readersServeWhileANewerReleaseUpgradesAndLeads() {
        RunningApplication reader = instance("reader");
        HttpResponse<String> before = reader.get(MARKET);
        assertThat(before.statusCode()).isEqualTo(200);

        upgrade(reader);

        assertThat(reader.get(MARKET + "?order=asc").statusCode()).isEqualTo(200);
        flow.release(
                CURRENT_YEAR,
                CftcFiles.week(TFF_FO, DOW_JONES, "2026-06-02", 400),
                CftcFiles.week(TFF_FO, DOW_JONES, "2026-06-09", 444));
        leader.refreshReports();
        await().atMost(SOON).until(() -> status(reader).path("data_version").longValue() == 2);
        leadAsNewerRelease(reader);

        RunningApplication startedLater = instance("reader");
        HttpResponse<String> after = reader.get(MARKET);
        assertThat(after.statusCode()).isEqualTo(200);
        assertThat(after.body())
                .isNotEqualTo(before.body())
                .isEqualTo(startedLater.get(MARKET).body());
        assertThat(status(reader).at("/instance/newer_build").isNull())
                .as("it never leads")
                .isTrue();
    }

    @Test
    void anInstanceThatStandsByDoesNotLeadAfterANewerRelease() {
        RunningApplication standby = instance("all");
        assertThat(standby.manage("/observe/health").body()).contains(" leads.").doesNotContain("newer build");
        upgrade(standby);
        leadAsNewerRelease(standby);
        Flow.execute(standby, "UPDATE lease SET expires_at = CURRENT_TIMESTAMP - INTERVAL '1' SECOND");

        await().atMost(SOON)
                .until(() ->
                        status(standby).at("/instance/newer_build").asText().equals(NEWER));
        assertThat(status(standby).at("/instance/leading").booleanValue()).isFalse();
        assertThat(standby.get(MARKET).statusCode()).isEqualTo(200);
        assertThat(standby.manage("/observe/health/ready").statusCode()).isEqualTo(200);
        HttpResponse<String> health = standby.manage("/observe/health");
        assertThat(health.statusCode()).isEqualTo(503);
        assertThat(health.body())
                .contains("This instance does not, because the newer build " + NEWER + " has led; upgrade it.");
    }

    @Test
    void anInstanceThatMayLeadDoesNotStartOnANewerSchema() {
        upgrade(leader);

        assertThatThrownBy(() -> instance("writer"))
                .hasMessageContaining("found schema 902, which a newer build of Cotinga has made");
    }

    @Test
    void aSingleRunOfAnOlderBuildSaysWhichBuildToUse() {
        leader.close();
        RunningApplication reader = instance("reader");
        Flow.execute(reader, "UPDATE lease SET newest_build = '" + NEWER + "'");
        flow.set("cotinga.role", "all");

        assertThatThrownBy(() -> flow.start())
                .hasMessageContaining("Cotinga cannot run once: found that build " + NEWER + " has led");
    }
}
