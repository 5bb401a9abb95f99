package cotinga.routes.publish;

import static org.assertj.core.api.Assertions.assertThat;

import com.github.benmanes.caffeine.cache.LoadingCache;
import com.zaxxer.hikari.HikariDataSource;
import cotinga.api.StudyTables;
import cotinga.flow.LogWatch;
import cotinga.routes.isolation.IsolatedRoutes;
import cotinga.routes.isolation.RouteTestSupport;
import java.util.List;
import java.util.Objects;
import org.apache.logging.log4j.Level;
import org.junit.jupiter.api.Test;

@IsolatedRoutes("compute-studies")
class ComputeStudiesTest extends RouteTestSupport {
    @Test
    void computesTheRowsOfTheNewestDataVersionOnce() throws Exception {
        publishWeek("099741", "2025-06-10");
        publishWeek("099741", "2026-06-09");

        assertThat(callWith("compute-studies").getException()).isNull();
        assertThat(callWith("compute-studies").getException()).isNull();

        assertThat(rows().asMap().keySet()).hasToString("[v2/fo]");
        assertThat(rows().stats().loadCount()).isEqualTo(1);
    }

    @Test
    void computesNothingBeforeThereAreData() {
        assertThat(callWith("compute-studies").getException()).isNull();

        assertThat(rows().asMap().keySet()).hasToString("[]");
    }

    @Test
    void logsAFailureAndLeavesTheComputationToTheNextRequest() throws Exception {
        publishWeek("099741", "2026-06-09");
        bean(HikariDataSource.class).close();

        assertThat(warningsOfComputation())
                .singleElement()
                .asString()
                .contains("The event studies of all markets were not computed: cannot ")
                .doesNotContain("null");
        assertThat(rows().asMap().keySet()).hasToString("[]");
    }

    @Test
    void endsWithoutAWarningWhenTheServiceStops() throws Exception {
        publishWeek("099741", "2026-06-09");
        bean(StudyTables.class).stop();

        assertThat(warningsOfComputation()).isEmpty();
        assertThat(rows().asMap().keySet()).hasToString("[]");
    }

    private List<String> warningsOfComputation() {
        LogWatch log = new LogWatch(Level.WARN);
        log.begin();
        assertThat(callWith("compute-studies").getException()).isNull();
        log.end();
        return log.errors();
    }

    private LoadingCache<?, ?> rows() {
        return Objects.requireNonNull(
                context.getRegistry().lookupByNameAndType("event-study-rows", LoadingCache.class));
    }
}
