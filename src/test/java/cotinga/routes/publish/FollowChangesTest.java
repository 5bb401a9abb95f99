package cotinga.routes.publish;

import static org.assertj.core.api.Assertions.assertThat;

import com.github.benmanes.caffeine.cache.LoadingCache;
import com.zaxxer.hikari.HikariDataSource;
import cotinga.api.AnswerCaches;
import cotinga.api.ReaderEvents;
import cotinga.routes.isolation.IsolatedRoutes;
import cotinga.routes.isolation.RouteTestSupport;
import cotinga.routes.isolation.SwitchedLeadership;
import cotinga.snapshot.Snapshots;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Map;
import java.util.Objects;
import org.apache.camel.spi.Registry;
import org.junit.jupiter.api.Test;

@IsolatedRoutes({"follow-each-second", "follow-changes", "empty-caches"})
class FollowChangesTest extends RouteTestSupport {
    private static final ReaderEvents.Position NOTHING = new ReaderEvents.Position(0, 0);
    private static final AnswerCaches.Weighed OLD = () -> 1;

    private final SwitchedLeadership leadership = new SwitchedLeadership();

    @Override
    protected void bindToRegistry(Registry registry) {
        super.bindToRegistry(registry);
        registry.unbind("leadership");
        registry.bind("leadership", leadership);
    }

    @Test
    void followsEachSecond() throws Exception {
        assertThat(callWith("follow-each-second").getException()).isNull();

        assertThat(calledRoutes()).containsExactly("follow-changes");
    }

    @Test
    void beginsRequestedRunsIfThisInstanceLeads() throws Exception {
        leadership.isLeading = true;

        assertThat(callWith("follow-changes").getException()).isNull();

        assertThat(calledRoutes()).containsExactly("take-run-requests");
    }

    @Test
    void carriesOutInvalidationsOnce() throws Exception {
        LoadingCache<String, AnswerCaches.Weighed> cache = Objects.requireNonNull(caches().get("markets"));
        cache.put("v1/legacy/fo", OLD);
        cache.put("v1/tff/fo", OLD);
        execute("INSERT INTO cache_invalidation (id, requested_at, pattern)"
                + " VALUES (1, TIMESTAMP WITH TIME ZONE '2026-06-12 19:30:00+00', 'tff/*')");

        callWith("follow-changes");
        assertThat(cache.asMap()).containsOnlyKeys("v1/legacy/fo");
        cache.put("v1/tff/fo", OLD);
        callWith("follow-changes");

        assertThat(cache.asMap()).containsOnlyKeys("v1/legacy/fo", "v1/tff/fo");
    }

    @Test
    void announcesAlertsOfOtherInstances() throws Exception {
        assertThat(bean(ReaderEvents.class).hasNews(NOTHING)).isFalse();
        execute(
                "INSERT INTO market_alert (created_at, data_version, watchlist, entry, variant, code, label, name, report_date,"
                        + " condition_text, compared) VALUES (TIMESTAMP WITH TIME ZONE '2026-06-12 19:30:00+00', 1, 'mine', '1', 'tff/fo',"
                        + " '099741', '', 'EURO FX', DATE '2026-06-09', 'open_interest>0', '{}')");

        callWith("follow-changes");

        assertThat(bean(ReaderEvents.class).hasNews(NOTHING)).isTrue();
    }

    @Test
    void servesAndAnnouncesWhatAnotherInstanceHasPublished() throws Exception {
        assertThat(callWith("follow-changes").getException()).isNull();
        assertThat(calledRoutes()).as("nothing is published").isEmpty();
        Map<String, LoadingCache<String, AnswerCaches.Weighed>> caches = caches();
        caches.values().forEach(cache -> cache.put("0/old", OLD));
        execute("INSERT INTO publication (version, report_dates, created_at, fingerprint)"
                + " VALUES (1, 1, TIMESTAMP WITH TIME ZONE '2026-06-12 19:30:00+00', 'of another instance')");

        callWith("follow-changes");
        callWith("follow-changes");

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

        assertThat(callWith("follow-changes").getException()).isNull();

        assertThat(bean(ReaderEvents.class).after(NOTHING)).hasSize(1);
    }

    @Test
    void triesAgainWhileTheDatabaseDoesNotAnswer() {
        bean(HikariDataSource.class).close();

        assertThat(callWith("follow-changes").getException()).isNull();

        assertThat(calledRoutes()).isEmpty();
    }

    private void execute(String change) throws SQLException {
        try (Connection connection = bean(HikariDataSource.class).getConnection();
                Statement statement = connection.createStatement()) {
            statement.executeUpdate(change);
        }
    }

    @SuppressWarnings({"unchecked", "rawtypes"}) // the registry knows the type, and not its parameters
    private Map<String, LoadingCache<String, AnswerCaches.Weighed>> caches() {
        return (Map) context.getRegistry().findByTypeWithName(LoadingCache.class);
    }
}
