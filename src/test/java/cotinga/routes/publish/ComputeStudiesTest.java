package cotinga.routes.publish;

import static org.assertj.core.api.Assertions.assertThat;

import com.github.benmanes.caffeine.cache.LoadingCache;
import cotinga.api.StudyTables;
import cotinga.flow.LogWatch;
import cotinga.routes.isolation.IsolatedRoutes;
import cotinga.routes.isolation.RouteTestSupport;
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
        bean(StudyTables.class).stop();
        LogWatch log = new LogWatch(Level.WARN);
        log.begin();

        assertThat(callWith("compute-studies").getException()).isNull();
        log.end();

        assertThat(log.errors())
                .singleElement()
                .asString()
                .contains("The event studies of all markets were not computed", "The service is stopping");
        assertThat(rows().asMap().keySet()).hasToString("[]");
    }

    private LoadingCache<?, ?> rows() {
        return Objects.requireNonNull(
                context.getRegistry().lookupByNameAndType("event-study-rows", LoadingCache.class));
    }
}
