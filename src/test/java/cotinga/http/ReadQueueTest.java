package cotinga.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import cotinga.api.Coding;
import cotinga.api.Freshness;
import cotinga.api.IfNoneMatch;
import cotinga.api.Request;
import cotinga.snapshot.Snapshot;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The queue of reads before routes that respond when a test says so. */
class ReadQueueTest {
    private static final int PATHS = 8;
    private static final int IN_ROUTES_OF_A_PATH = 2;
    private static final int MOST = 512;

    private final Vertx vertx = Vertx.vertx();
    private final HttpClient client =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private final Set<String> cached = ConcurrentHashMap.newKeySet();
    private final ReadQueue queue = new ReadQueue(this::isAnswered);
    private final Freshness.Moment moment =
            new Freshness(() -> Snapshot.NONE, "", Optional::empty, () -> true, false, Clock.systemUTC()).now();

    /** The requests that have reached the routes and are not answered yet. */
    private final Queue<RoutingContext> inRoutes = new ConcurrentLinkedQueue<>();

    private HttpServer server;

    @BeforeEach
    void listen() throws Exception {
        Router router = Router.router(vertx);
        router.route().handler(this::admit);
        router.route().handler(queue::await);
        router.route().handler(inRoutes::add);
        server = vertx.createHttpServer()
                .requestHandler(router)
                .listen(0, "localhost")
                .toCompletionStage()
                .toCompletableFuture()
                .get(20, TimeUnit.SECONDS);
    }

    @AfterEach
    void close() throws Exception {
        vertx.close().toCompletionStage().toCompletableFuture().get(20, TimeUnit.SECONDS);
    }

    @Test
    void rejectsWhatExceedsTheCapacityOfAllPathsTogether() throws Exception {
        List<CompletableFuture<HttpResponse<String>>> admitted = new ArrayList<>();
        for (int request = 0; request < MOST; request++) {
            admitted.add(get("/api/path-" + request % PATHS));
        }
        await().until(() ->
                inRoutes.size() == PATHS * IN_ROUTES_OF_A_PATH && queue.length() == MOST - PATHS * IN_ROUTES_OF_A_PATH);

        HttpResponse<String> rejected = get("/api/another-path").get(20, TimeUnit.SECONDS);

        assertThat(rejected.statusCode()).isEqualTo(503);
        assertThat(rejected.headers().firstValue("Retry-After")).contains("5");
        assertThat(rejected.body()).contains("Found 512 requests that are not answered yet, the maximum");
        assertThat(statusOf(get("/outside"))).as("not a read").isEqualTo(200);
        for (CompletableFuture<HttpResponse<String>> response : admitted) {
            assertThat(statusOf(response)).isEqualTo(200);
        }
        assertThat(statusOf(get("/api/another-path"))).as("there is room again").isEqualTo(200);
        assertThat(queue.length()).isZero();
    }

    /** A request with {@code ?} has a tag, as cacheable ones have. */
    private void admit(RoutingContext context) {
        String address = context.request().uri();
        if (address.contains("?")) {
            AdmittedRequest.put(
                    context,
                    new Request(
                            "1",
                            null,
                            address,
                            Map.of(),
                            new Request.Preferences(null, Coding.IDENTITY, new IfNoneMatch(List.of())),
                            Optional.of(moment.validator(address, "", Coding.IDENTITY))));
        }
        context.next();
    }

    private boolean isAnswered(RoutingContext context) {
        boolean isCached = cached.contains(context.request().uri());
        if (isCached) {
            context.end("cached");
        }
        return isCached;
    }

    @Test
    void answersRequestsForTheSameResponseWithThatOfTheFirst() throws Exception {
        List<CompletableFuture<HttpResponse<String>>> same = new ArrayList<>();
        for (int request = 0; request < 300; request++) {
            same.add(get("/api/path?of=all"));
        }
        await().until(() -> inRoutes.size() == 1 && queue.length() == 299);
        CompletableFuture<HttpResponse<String>> other = get("/api/path?of=one");
        await().until(() -> inRoutes.size() == 2);

        cached.add("/api/path?of=all");
        inRoutes.remove().end("computed");

        List<String> bodies = new ArrayList<>();
        for (CompletableFuture<HttpResponse<String>> response : same) {
            bodies.add(response.get(20, TimeUnit.SECONDS).body());
        }
        assertThat(bodies).filteredOn("computed"::equals).hasSize(1);
        assertThat(bodies).filteredOn("cached"::equals).hasSize(299);
        assertThat(inRoutes).as("the other one").hasSize(1);
        assertThat(statusOf(other)).isEqualTo(200);
        assertThat(queue.length()).isZero();
    }

    @Test
    void queuesTheOthersAloneIfTheFirstHasFailed() throws Exception {
        List<CompletableFuture<HttpResponse<String>>> same = new ArrayList<>();
        for (int request = 0; request < 6; request++) {
            same.add(get("/api/path?of=all"));
        }
        await().until(() -> inRoutes.size() == 1 && queue.length() == 5);

        inRoutes.remove().response().setStatusCode(500).end();

        await().until(() -> inRoutes.size() == IN_ROUTES_OF_A_PATH && queue.length() == 3);
        List<Integer> statuses = new ArrayList<>();
        for (CompletableFuture<HttpResponse<String>> response : same) {
            statuses.add(statusOf(response));
        }
        assertThat(statuses).filteredOn(status -> status == 200).hasSize(5);
        assertThat(statuses).filteredOn(status -> status == 500).hasSize(1);
        assertThat(queue.length()).isZero();
    }

    @Test
    void forgetsNobodyWhenTheClientOfTheFirstDisconnects() throws Exception {
        List<CompletableFuture<HttpResponse<String>>> computing = List.of(get("/api/path?of=a"), get("/api/path?of=b"));
        await().until(() -> inRoutes.size() == IN_ROUTES_OF_A_PATH);
        CompletableFuture<HttpResponse<String>> first = get("/api/path?of=all");
        await().until(() -> queue.length() == 1);
        List<CompletableFuture<HttpResponse<String>>> others = new ArrayList<>();
        for (int request = 0; request < 100; request++) {
            others.add(get("/api/path?of=all"));
        }
        await().until(() -> queue.length() == 101);

        first.cancel(true);
        await().until(() -> queue.length() == 100);
        cached.add("/api/path?of=all");

        for (CompletableFuture<HttpResponse<String>> response : others) {
            assertThat(statusOf(response)).isEqualTo(200);
        }
        for (CompletableFuture<HttpResponse<String>> response : computing) {
            assertThat(statusOf(response)).isEqualTo(200);
        }
        assertThat(queue.length()).isZero();
    }

    private CompletableFuture<HttpResponse<String>> get(String path) {
        return client.sendAsync(
                HttpRequest.newBuilder(URI.create("http://localhost:" + server.actualPort() + path))
                        .build(),
                HttpResponse.BodyHandlers.ofString());
    }

    /** The status of a response, for which the routes respond to all requests that reach them meanwhile. */
    private int statusOf(CompletableFuture<HttpResponse<String>> response) throws Exception {
        await().until(() -> {
            for (RoutingContext next = inRoutes.poll(); next != null; next = inRoutes.poll()) {
                next.end();
            }
            return response.isDone();
        });
        return response.get().statusCode();
    }
}
