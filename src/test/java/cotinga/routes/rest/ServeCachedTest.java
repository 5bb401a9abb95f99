package cotinga.routes.rest;

import static org.assertj.core.api.Assertions.assertThat;

import com.github.benmanes.caffeine.cache.LoadingCache;
import com.github.benmanes.caffeine.cache.stats.CacheStats;
import cotinga.api.Answer;
import cotinga.flow.LogWatch;
import cotinga.routes.isolation.IsolatedRoutes;
import cotinga.routes.isolation.RouteTestSupport;
import cotinga.store.sql.StoreException;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonObject;
import java.sql.SQLException;
import java.util.List;
import java.util.Objects;
import org.apache.camel.Exchange;
import org.apache.camel.Message;
import org.junit.jupiter.api.Test;

/** The routes of cacheable reads, with the route that sends their problems. */
@IsolatedRoutes({
    "serve-search-markets",
    "serve-markets",
    "serve-groups",
    "serve-market",
    "serve-prices",
    "serve-analytics",
    "serve-seasonality",
    "serve-event-studies",
    "serve-screener",
    "serve-screener-v2",
    "serve-overview",
    "serve-extremes",
    "serve-movers",
    "serve-flips",
    "serve-divergences",
    "serve-dashboard",
    "serve-revisions",
    "respond"
})
class ServeCachedTest extends RouteTestSupport {
    private static final String CODE = "099741";
    private static final String VARIANT = "report_type=tff&subtype=fo";
    private static final String MARKET = VARIANT + "&code=" + CODE;

    private static final List<Read> READS = List.of(
            new Read(
                    "search-markets",
                    "search= Market  CME &category=currencies",
                    "markets",
                    "all?search=market+cme&category=currencies"),
            new Read("markets", VARIANT, "markets", "tff/fo"),
            new Read("groups", "report_type=tff", "markets", "groups/tff"),
            new Read("market", MARKET + "&order=asc", "market", "tff/fo/099741?order=asc"),
            new Read("prices", MARKET + "&format=csv", "market", "tff/fo/099741/prices?format=csv"),
            new Read(
                    "analytics",
                    MARKET + "&measures=index.156,flip,flip&groups=g3,g1&basis=net&ddof=0&order=desc",
                    "analytics",
                    "tff/fo/099741?measures=index.156%2Cflip&groups=g3%2Cg1"),
            new Read(
                    "seasonality",
                    MARKET + "&basis=oi,net&unit=contracts",
                    "seasonality",
                    "tff/fo/099741?years=5&basis=oi%2Cnet"),
            new Read(
                    "event-studies",
                    "subtype=fo&study=speculators-high&min_n=0&sort_by=p_mean&sort_dir=asc",
                    "event-studies",
                    "fo/page?study=speculators-high&sort_by=p_mean&sort_dir=asc&limit=100&offset=0"),
            new Read("screener", VARIANT + "&limit=7", "screener", "tff/fo/page?limit=7&offset=0"),
            new Read("overview", "subtype=fo", "overview", "fo/overview"),
            new Read(
                    "extremes",
                    "group=g3&basis=net_oi",
                    "highlights",
                    "fo/extremes?group=g3&basis=net_oi&max_weeks_behind=0&limit=100&offset=0"),
            new Read("movers", "group=all", "highlights", "fo/movers?max_weeks_behind=0&limit=100&offset=0"),
            new Read(
                    "flips",
                    "report_type=tff&subtype=fo",
                    "highlights",
                    "fo/flips?report_type=tff&max_weeks_behind=0&limit=100&offset=0"),
            new Read(
                    "divergences",
                    "category=currencies&max_weeks_behind=2",
                    "highlights",
                    "fo/divergences?category=currencies&max_weeks_behind=2&limit=100&offset=0"),
            new Read("screener-v2", "offset=1", "screener", "fo/page?limit=1000&offset=1"),
            new Read("dashboard", "code=" + CODE, "dashboard", "tff/fo/099741"),
            new Read(
                    "revisions",
                    "since=2026-06-01T00:00:00Z",
                    "revisions",
                    "page?since=2026-06-01T00%3A00%3A00Z&since_version=0&limit=1000&offset=0"));

    /**
     * A read.
     *
     * @param parameters of the request
     * @param cache the name of the cache
     * @param key of the answer, without its data version
     */
    private record Read(String operation, String parameters, String cache, String key) {}

    @Test
    void computesTheAnswerOfEachKeyOnce() throws Exception {
        publishWeek(CODE, "2026-06-09");

        for (Read read : READS) {
            CacheStats before = statistics(read);
            Message first = sent(read);
            Message second = sent(read);
            CacheStats used = statistics(read).minus(before);

            assertThat(first.getHeader("CamelCaffeineKey")).as(read.operation).isEqualTo("v1/" + read.key);
            assertThat(first.getBody(Answer.class).place()).contains(new Answer.Place(read.cache, "v1/" + read.key));
            assertThat(second.getBody()).isSameAs(first.getBody());
            assertThat(used.loadSuccessCount()).as(read.operation).isEqualTo(1);
            assertThat(used.hitCount()).as(read.operation).isEqualTo(1);
        }
    }

    @Test
    void readsEachDataVersionByItsOwnKey() throws Exception {
        publishWeek(CODE, "2026-06-09");
        List<Answer> first =
                READS.stream().map(read -> sent(read).getBody(Answer.class)).toList();
        publishWeek(CODE, "2025-06-10");

        List<Message> second = READS.stream().map(this::sent).toList();

        assertThat(second)
                .extracting(sent -> sent.getHeader("CamelCaffeineKey"))
                .containsExactlyElementsOf(
                        READS.stream().map(read -> "v2/" + read.key).toList());
        assertThat(second).extracting(Message::getBody).doesNotContainAnyElementsOf(first);
    }

    @Test
    void responds503BeforeTheFirstPublicationExceptToAReadThatNeedsNoData() {
        for (Read read : READS) {
            if (read.operation.equals("groups")) {
                assertThat(sent(read).getHeader("CamelCaffeineKey")).isEqualTo("v0/groups/tff");
            } else {
                Message problem = serve(read.operation, read.parameters);
                assertProblem(problem, 503, "No data yet");
                assertThat(problem.getHeader("Retry-After")).as(read.operation).isEqualTo("60");
            }
        }
        beginReports();
        Message duringARun = serve("markets", VARIANT);
        assertProblem(duringARun, 503, "No data yet");
        assertThat(duringARun.getHeader("Retry-After")).isEqualTo("10");
        assertThat(json(duringARun).getJsonObject("progress")).isNotNull();
    }

    @Test
    void respondsWithAProblemToARequestWithoutAnAnswer() throws Exception {
        publishWeek(CODE, "2026-06-09");

        Message badCategory = serve("search-markets", "category=moon");
        assertProblem(badCategory, 400, "Bad parameter");
        assertThat(json(badCategory).getJsonArray("errors").getJsonObject(0).getString("parameter"))
                .isEqualTo("category");
        assertProblem(serve("market", MARKET + "&from=2026-06-09&to=2026-06-02"), 400, "Bad parameter");
        assertProblem(serve("analytics", MARKET + "&measures=moon"), 400, "Bad parameter");
        assertProblem(serve("screener", VARIANT + "&sort_by=moon"), 400, "Bad parameter");
        assertProblem(serve("screener-v2", "sort_by=moon"), 400, "Bad parameter");
        assertProblem(serve("screener-v2", "where=moon>1"), 400, "Bad parameter");
        assertProblem(serve("extremes", "report_type=legacy"), 404, "Not found");
        assertProblem(serve("revisions", "since=yesterday"), 400, "Bad parameter");
        for (String operation : List.of("market", "prices")) {
            assertProblem(serve(operation, VARIANT + "&code=000000"), 404, "Not found");
        }
        assertProblem(serve("analytics", VARIANT + "&code=000000&measures=index"), 404, "Not found");
        assertProblem(serve("dashboard", "code=000000"), 404, "Not found");
        assertProblem(serve("markets", "report_type=legacy&subtype=fo"), 404, "Not found");
        assertThat(calledRoutes()).doesNotContain("respond-cacheable");
    }

    @Test
    void aDatabaseThatEndsTheSessionIsA503() {
        replace("respond-cacheable", exchange -> {
            throw new StoreException("read", new SQLException("terminating connection", "57P01"));
        });

        Message problem = serve("groups", "report_type=tff");

        assertProblem(problem, 503, "Database unavailable");
        assertThat(problem.getHeader("Retry-After")).isEqualTo("5");
        assertThat(json(problem).encode()).doesNotContain("terminating");
    }

    @Test
    void logsAnInternalFailureAndRespondsWithoutItsDetails() {
        replace("respond-cacheable", exchange -> {
            throw new IllegalStateException("the database is closed");
        });
        LogWatch log = new LogWatch();
        log.begin();
        Message problem = serve("groups", "report_type=tff");
        log.end();

        assertProblem(problem, 500, "Internal error");
        assertThat(json(problem).encode()).contains(Requests.ID).doesNotContain("database");
        assertThat(log.errors())
                .singleElement()
                .asString()
                .contains("Request " + Requests.ID + " of " + Requests.PATH + " failed", "the database is closed");
    }

    /** What the route that sends answers receives. */
    private Message sent(Read read) {
        int before = received("respond-cacheable").size();
        serve(read.operation, read.parameters);
        assertThat(received("respond-cacheable")).as(read.operation).hasSize(before + 1);
        return received("respond-cacheable").get(before).getMessage();
    }

    private Message serve(String operation, String parameters) {
        Exchange exchange = callWith("serve-" + operation, "request", Requests.with(parameters));
        assertThat(exchange.getException()).as(operation).isNull();
        return exchange.getMessage();
    }

    private static void assertProblem(Message sent, int status, String title) {
        assertThat(sent.getHeader(Exchange.HTTP_RESPONSE_CODE, Integer.class)).isEqualTo(status);
        assertThat(sent.getHeaders())
                .containsEntry("Content-Type", "application/problem+json")
                .containsEntry("Cache-Control", "no-store")
                .doesNotContainKey("CamelCaffeineKey");
        assertThat(json(sent).getString("title")).isEqualTo(title);
        assertThat(json(sent).getString("instance")).isEqualTo(Requests.PATH);
    }

    private static JsonObject json(Message sent) {
        return new JsonObject(sent.getBody(Buffer.class));
    }

    private CacheStats statistics(Read read) {
        return Objects.requireNonNull(context.getRegistry().lookupByNameAndType(read.cache, LoadingCache.class))
                .stats();
    }
}
