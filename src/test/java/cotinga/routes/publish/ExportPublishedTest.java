package cotinga.routes.publish;

import static org.assertj.core.api.Assertions.assertThat;

import cotinga.cluster.Leader;
import cotinga.cluster.Leadership;
import cotinga.flow.LogWatch;
import cotinga.routes.isolation.IsolatedRoutes;
import cotinga.routes.isolation.RouteTestSupport;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.util.Optional;
import org.apache.camel.spi.Registry;
import org.junit.jupiter.api.Test;

@IsolatedRoutes("export-published")
class ExportPublishedTest extends RouteTestSupport {
    private boolean isLeading;

    @Override
    protected void bindToRegistry(Registry registry) {
        super.bindToRegistry(registry);
        registry.unbind("leadership");
        registry.bind("leadership", new Leadership() {
            @Override
            public boolean isInContact() {
                return true;
            }

            @Override
            public boolean isLeading() {
                return isLeading;
            }

            @Override
            public long number() {
                return 0;
            }

            @Override
            public void standDown() {}

            @Override
            public boolean isResponsible() {
                return isLeading;
            }

            @Override
            public boolean tryToLead() {
                return isLeading;
            }

            @Override
            public void follow(Work work) {}

            @Override
            public Optional<Leader> leader() {
                return Optional.empty();
            }

            @Override
            public void require(Connection connection) {}

            @Override
            public void close() {}
        });
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

        isLeading = true;
        assertThat(callWith("export-published").getException()).isNull();
        assertThat(market).doesNotExist();
        isLeading = false;
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

        assertThat(log.errors()).isNotEmpty();
    }
}
