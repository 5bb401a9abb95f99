package cotinga.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
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
    private final ReadQueue queue = new ReadQueue();

    /** The requests that have reached the routes and are not answered yet. */
    private final Queue<RoutingContext> inRoutes = new ConcurrentLinkedQueue<>();

    private HttpServer server;

    @BeforeEach
    void listen() throws Exception {
        Router router = Router.router(vertx);
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
