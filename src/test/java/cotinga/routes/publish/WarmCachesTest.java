package cotinga.routes.publish;

import static org.assertj.core.api.Assertions.assertThat;

import com.github.benmanes.caffeine.cache.LoadingCache;
import cotinga.monitor.Monitor;
import cotinga.routes.isolation.IsolatedRoutes;
import cotinga.routes.isolation.RouteTestSupport;
import cotinga.routes.isolation.WithSettings;
import cotinga.upkeep.HeapSpace;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;

@IsolatedRoutes("warm-caches")
class WarmCachesTest extends RouteTestSupport {
    @Test
    void computesTheListsOfMarketsAndTheFirstScreenerPages() throws Exception {
        publishWeek("099741", "2026-06-09");

        assertThat(callWith("warm-caches").getException()).isNull();

        assertThat(cached("markets")).isNotEmpty();
        assertThat(cached("screener")).isNotEmpty();
        assertThat(cached("market")).isEmpty();
        awaitStudies();
    }

    /** Nobody waits for them. */
    private void awaitStudies() throws InterruptedException {
        otherRoute("compute-studies").expectedMessageCount(1);
        otherRoute("compute-studies").assertIsSatisfied();
    }

    @Test
    @WithSettings("cotinga.service=false")
    void leavesOutTheStudiesInASingleRun() throws Exception {
        publishWeek("099741", "2026-06-09");

        assertThat(callWith("warm-caches").getException()).isNull();

        assertThat(calledRoutes()).isEmpty();
    }

    @Test
    void computesNothingBeforeThereAreData() {
        assertThat(callWith("warm-caches").getException()).isNull();

        assertThat(cached("screener")).isEmpty();
    }

    @Test
    @WithSettings("cotinga.background.max-heap=0%")
    void computesNothingWhileMemoryIsShort() throws Exception {
        publishWeek("099741", "2026-06-09");
        HeapSpace.collect();
        bean(Monitor.class).observe();

        assertThat(callWith("warm-caches").getException()).isNull();

        assertThat(cached("screener")).isEmpty();
    }

    private Map<?, ?> cached(String name) {
        return Objects.requireNonNull(context.getRegistry().lookupByNameAndType(name, LoadingCache.class))
                .asMap();
    }
}
