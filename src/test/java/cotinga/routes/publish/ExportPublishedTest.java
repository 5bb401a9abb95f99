package cotinga.routes.publish;

import static org.assertj.core.api.Assertions.assertThat;

import com.zaxxer.hikari.HikariDataSource;
import cotinga.flow.LogWatch;
import cotinga.routes.isolation.IsolatedRoutes;
import cotinga.routes.isolation.RouteTestSupport;
import cotinga.routes.isolation.SwitchedLeadership;
import cotinga.store.sql.Database;
import java.nio.file.Files;
import java.nio.file.Path;
import org.apache.camel.spi.Registry;
import org.junit.jupiter.api.Test;

@IsolatedRoutes("export-published")
class ExportPublishedTest extends RouteTestSupport {
    private final SwitchedLeadership leadership = new SwitchedLeadership();

    @Override
    protected void bindToRegistry(Registry registry) {
        super.bindToRegistry(registry);
        registry.unbind("leadership");
        registry.bind("leadership", leadership);
    }

    @Test
    void writesTheFilesOfThePublishedVersionUnlessThisInstanceLeads() throws Exception {
        assertThat(callWith("export-published").getException())
                .as("nothing is published")
                .isNull();
        publishWeek("099741", "2026-06-09");
        Path market = directory.resolve("export").resolve("market_099741_tff_fo.json");
        byte[] published = Files.readAllBytes(market);
        Files.delete(market);

        leadership.isLeading = true;
        assertThat(callWith("export-published").getException()).isNull();
        assertThat(market).doesNotExist();
        leadership.isLeading = false;
        assertThat(callWith("export-published").getException()).isNull();

        assertThat(market).hasBinaryContent(published);
    }

    @Test
    void logsAFailureAndTriesAgainLater() throws Exception {
        publishWeek("099741", "2026-06-09");
        Files.delete(directory.resolve("export").resolve("manifest.json"));
        Files.createDirectory(directory.resolve("export").resolve("manifest.json"));
        LogWatch log = new LogWatch();
        log.begin();

        assertThat(callWith("export-published").getException()).isNull();
        log.end();

        assertThat(log.errors())
                .singleElement()
                .asString()
                .contains("The files of what another instance has published cannot be written, which is tried again: ");
    }

    @Test
    void leavesAnOutageToTheRouteThatReportsIt() throws Exception {
        publishWeek("099741", "2026-06-09");
        Database.failUnless(bean(HikariDataSource.class), () -> false);
        LogWatch log = new LogWatch();
        log.begin();

        assertThat(callWith("export-published").getException()).isNull();
        log.end();

        assertThat(log.errors()).isEmpty();
    }
}
