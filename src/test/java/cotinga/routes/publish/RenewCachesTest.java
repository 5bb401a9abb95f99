package cotinga.routes.publish;

import static org.assertj.core.api.Assertions.assertThat;

import com.github.benmanes.caffeine.cache.LoadingCache;
import com.zaxxer.hikari.HikariDataSource;
import cotinga.api.AnswerCaches;
import cotinga.api.ReaderEvents;
import cotinga.publication.PendingPublication;
import cotinga.publication.Publications;
import cotinga.report.ReportVariant;
import cotinga.routes.isolation.IsolatedRoutes;
import cotinga.routes.isolation.RouteTestSupport;
import cotinga.run.ReportRun;
import cotinga.snapshot.Snapshots;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;

@IsolatedRoutes({"renew-caches", "empty-caches", "follow-publications"})
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

    @Test
    void servesAndAnnouncesWhatAnotherInstanceHasPublished() throws Exception {
        assertThat(callWith("follow-publications").getException()).isNull();
        assertThat(calledRoutes()).as("nothing is published").isEmpty();
        Map<String, LoadingCache<String, AnswerCaches.Weighed>> caches = caches();
        caches.values().forEach(cache -> cache.put("0/old", OLD));
        execute("INSERT INTO publication (version, report_dates, created_at, fingerprint)"
                + " VALUES (1, 1, TIMESTAMP WITH TIME ZONE '2026-06-12 19:30:00+00', 'of another instance')");

        callWith("follow-publications");
        callWith("follow-publications");

        assertThat(bean(Snapshots.class).dataVersion()).isEqualTo(1);
        assertThat(caches).allSatisfy((name, cache) -> assertThat(cache.asMap()).doesNotContainKey("0/old"));
        assertThat(bean(ReaderEvents.class).after(NOTHING)).hasSize(1);
        assertThat(calledRoutes()).as("once").containsExactly("empty-caches", "log-ready", "warm-caches");
    }

    @Test
    void announcesItAlthoughTheCachesCannotBeWarmed() throws Exception {
        execute("INSERT INTO publication (version, report_dates, created_at, fingerprint)"
                + " VALUES (1, 1, TIMESTAMP WITH TIME ZONE '2026-06-12 19:30:00+00', 'of another instance')");
        replace("warm-caches", exchange -> {
            throw new IllegalStateException("memory is short");
        });

        assertThat(callWith("follow-publications").getException()).isNull();

        assertThat(bean(ReaderEvents.class).after(NOTHING)).hasSize(1);
    }

    @Test
    void triesAgainWhileTheDatabaseDoesNotAnswer() {
        bean(HikariDataSource.class).close();

        assertThat(callWith("follow-publications").getException()).isNull();

        assertThat(calledRoutes()).isEmpty();
    }

    private void execute(String change) throws SQLException {
        try (Connection connection = bean(HikariDataSource.class).getConnection();
                Statement statement = connection.createStatement()) {
            statement.executeUpdate(change);
        }
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
