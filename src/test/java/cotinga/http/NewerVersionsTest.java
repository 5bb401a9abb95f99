package cotinga.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import cotinga.api.ReaderEvents;
import cotinga.store.alerts.AlertStore;
import cotinga.store.sql.TestDatabase;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Requests of clients that have received something newer than this instance has. */
class NewerVersionsTest {
    private final Vertx vertx = Vertx.vertx();
    private final HttpClient client =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private final AtomicLong version = new AtomicLong(1);
    private final AtomicInteger reads = new AtomicInteger();
    private final AtomicInteger passed = new AtomicInteger();
    private final AtomicInteger disconnected = new AtomicInteger();
    private final CountDownLatch mayRead = new CountDownLatch(1);
    private TestDatabase database;
    private HttpServer server;

    @BeforeEach
    void listen(@TempDir Path folder) throws Exception {
        database = TestDatabase.in(folder);
        ReaderEvents events =
                new ReaderEvents(published -> Optional.empty(), new AlertStore(database.source, database.clock));
        NewerVersions newer = new NewerVersions(version::get, events, Optional.of(this::read));
        Router router = Router.router(vertx);
        router.route().handler(this::watch);
        router.route().handler(newer::await);
        router.route().handler(context -> {
            passed.incrementAndGet();
            context.end("version " + version);
        });
        server = vertx.createHttpServer()
                .requestHandler(router)
                .listen(0, "localhost")
                .toCompletionStage()
                .toCompletableFuture()
                .get(20, TimeUnit.SECONDS);
    }

    @AfterEach
    void close() throws Exception {
        mayRead.countDown();
        vertx.close().toCompletionStage().toCompletableFuture().get(20, TimeUnit.SECONDS);
        database.close();
    }

    private void watch(RoutingContext context) {
        context.response().closeHandler(closed -> disconnected.incrementAndGet());
        context.next();
    }

    private void read() {
        reads.incrementAndGet();
        try {
            mayRead.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        version.set(2);
    }

    private CompletableFuture<HttpResponse<String>> get(String header, String value) {
        return client.sendAsync(
                HttpRequest.newBuilder(URI.create("http://localhost:" + server.actualPort() + "/"))
                        .header(header, value)
                        .build(),
                HttpResponse.BodyHandlers.ofString());
    }

    @Test
    void passesOtherRequestsOnAtOnce() throws Exception {
        assertThat(get("If-None-Match", "\"1-0a\"").get(20, TimeUnit.SECONDS).body())
                .isEqualTo("version 1");
        assertThat(get("Last-Event-ID", "0.0").get(20, TimeUnit.SECONDS).body()).isEqualTo("version 1");
        assertThat(reads).hasValue(0);
    }

    @Test
    void readsWhatIsPublishedForAClientThatIsAhead() throws Exception {
        mayRead.countDown();

        assertThat(get("If-None-Match", "\"2-0a\"").get(20, TimeUnit.SECONDS).body())
                .isEqualTo("version 2");
        assertThat(get("Last-Event-ID", "0.7").get(20, TimeUnit.SECONDS).body())
                .as("an alert that this instance does not know")
                .isEqualTo("version 2");
        assertThat(reads).hasValue(2);
    }

    @Test
    void endsWithARequestWhoseClientDisconnectsMeanwhile() {
        CompletableFuture<HttpResponse<String>> request = get("If-None-Match", "\"2-0a\"");
        await().untilAsserted(() -> assertThat(reads).hasValue(1));

        request.cancel(true);
        await().untilAsserted(() -> assertThat(disconnected).hasValue(1));
        mayRead.countDown();

        await().untilAsserted(() -> assertThat(version).hasValue(2));
        assertThat(get("If-None-Match", "\"2-0a\"").join().body()).isEqualTo("version 2");
        assertThat(passed).as("the second one only").hasValue(1);
    }
}
