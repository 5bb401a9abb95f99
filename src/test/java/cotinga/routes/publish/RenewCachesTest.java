package cotinga.routes.publish;

import static org.assertj.core.api.Assertions.assertThat;

import com.github.benmanes.caffeine.cache.LoadingCache;
import cotinga.api.AnswerCaches;
import cotinga.api.ReaderEvents;
import cotinga.publication.PendingPublication;
import cotinga.publication.Publications;
import cotinga.report.ReportVariant;
import cotinga.routes.isolation.IsolatedRoutes;
import cotinga.routes.isolation.RouteTestSupport;
import cotinga.run.ReportRun;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;

@IsolatedRoutes({"renew-caches", "empty-caches"})
class RenewCachesTest extends RouteTestSupport {
    private static final ReaderEvents.Position NOTHING = new ReaderEvents.Position(0, 0);
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
        assertThat(calledRoutes()).containsExactly("empty-caches", "warm-caches", "log-ready");
    }

    @Test
    void announcesThePublicationToReadersWhenTheCachesAreWarm() throws Exception {
        ReaderEvents events = bean(ReaderEvents.class);
        List<List<ReaderEvents.Event>> whileWarming = new ArrayList<>();
        replace("warm-caches", exchange -> whileWarming.add(events.after(NOTHING)));

        renew();

        assertThat(whileWarming).containsExactly(List.of());
        assertThat(events.after(NOTHING))
                .singleElement()
                .satisfies(event -> assertThat(event.position().id()).isEqualTo("1.0"));
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
