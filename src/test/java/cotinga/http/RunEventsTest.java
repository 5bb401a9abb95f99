package cotinga.http;

import static org.assertj.core.api.Assertions.assertThat;

import cotinga.api.Coding;
import cotinga.api.IfNoneMatch;
import cotinga.api.Request;
import cotinga.api.RunAnswer;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import io.vertx.ext.web.Router;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class RunEventsTest {
    private static final int CLIENTS = 40;

    private final Vertx vertx = Vertx.vertx();
    private final AtomicInteger readings = new AtomicInteger();
    private final AtomicBoolean ended = new AtomicBoolean();

    @AfterEach
    void close() {
        vertx.close();
    }

    @Test
    void readsTheRunForAllListenersTogether() throws Exception {
        int port = serve();
        HttpClient client = HttpClient.newHttpClient();
        CountDownLatch listening = new CountDownLatch(CLIENTS);
        List<CompletableFuture<List<String>>> responses = new ArrayList<>();
        for (int number = 0; number < CLIENTS; number++) {
            responses.add(client.sendAsync(
                            HttpRequest.newBuilder(URI.create("http://localhost:" + port + "/events"))
                                    .build(),
                            HttpResponse.BodyHandlers.ofLines())
                    .thenApplyAsync(response -> {
                        listening.countDown();
                        return response.body().toList();
                    }));
        }
        assertThat(listening.await(20, TimeUnit.SECONDS)).isTrue();
        ended.set(true);

        for (CompletableFuture<List<String>> response : responses) {
            assertThat(response.get(20, TimeUnit.SECONDS)).contains("event: end");
        }

        assertThat(readings).as("one for each second").hasValueLessThan(CLIENTS);
    }

    private int serve() throws Exception {
        RunEvents events = new RunEvents(this::read, () -> false);
        Router router = Router.router(vertx);
        router.get("/events").handler(context -> {
            AdmittedRequest.put(
                    context,
                    new Request(
                            "1",
                            "run-events",
                            "/events",
                            Map.of("id", "7"),
                            new Request.Preferences(null, Coding.of(List.of()), new IfNoneMatch(List.of())),
                            Optional.empty()));
            events.listen(context);
        });
        HttpServer server = vertx.createHttpServer().requestHandler(router);
        return server.listen(0).toCompletionStage().toCompletableFuture().get().actualPort();
    }

    private Optional<RunAnswer> read(long id) {
        readings.incrementAndGet();
        return Optional.of(new RunAnswer(
                id,
                "reports",
                "timer",
                ended.get() ? "success" : "running",
                Instant.EPOCH,
                ended.get() ? Instant.EPOCH : null,
                1,
                null,
                new RunAnswer.Counts(1, 1, 0, 0),
                null,
                null,
                null));
    }
}
