package cotinga.routes.publish;

import static org.assertj.core.api.Assertions.assertThat;

import com.github.benmanes.caffeine.cache.LoadingCache;
import cotinga.api.AnswerCaches;
import cotinga.publication.PendingPublication;
import cotinga.publication.Publications;
import cotinga.report.ReportVariant;
import cotinga.routes.isolation.IsolatedRoutes;
import cotinga.routes.isolation.RouteTestSupport;
import cotinga.run.ReportRun;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;

@IsolatedRoutes("renew-caches")
class RenewCachesTest extends RouteTestSupport {
    private static final AnswerCaches.Weighed OLD = () -> 1;

    @Test
    void emptiesEveryCache() throws Exception {
        Map<String, LoadingCache<String, AnswerCaches.Weighed>> caches = caches();
        assertThat(caches).containsKeys("markets", "market", "analytics", "screener", "dashboard");
        caches.values().forEach(cache -> cache.put("0/old", OLD));

        renew();

        assertThat(caches).allSatisfy((name, cache) -> assertThat(cache.asMap()).doesNotContainKey("0/old"));
    }

    @Test
    void addsTheRowsOfThePublicationThenWarmsTheCachesAndLogsTheAddress() throws Exception {
        renew();

        assertThat(Objects.requireNonNull(caches().get("screener-rows")).asMap())
                .hasSize(1);
        assertThat(calledRoutes()).containsExactly("warm-caches", "log-ready");
    }

    private void renew() throws Exception {
        ReportRun run = beginReports();
        storeWeek(run, "099741", "2026-06-09");
        Publications publications = bean(Publications.class);
        PendingPublication publication = publications.prepare(run);
        publications.export(publication, ReportVariant.TFF_FO);
        publications.complete(publication);

        assertThat(callWith("renew-caches", "publication", publication).getException())
                .isNull();
    }

    @SuppressWarnings({"unchecked", "rawtypes"}) // the registry knows the type, and not its parameters
    private Map<String, LoadingCache<String, AnswerCaches.Weighed>> caches() {
        return (Map) context.getRegistry().findByTypeWithName(LoadingCache.class);
    }
}
