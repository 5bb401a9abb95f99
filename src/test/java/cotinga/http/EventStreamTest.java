package cotinga.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import io.vertx.ext.web.Router;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class EventStreamTest {
    private static final Duration SHORT = Duration.ofMillis(1);
    private static final int PIECE = 100_000;

    private final Vertx vertx = Vertx.vertx();
    private final AtomicInteger asked = new AtomicInteger();
    private final AtomicBoolean ended = new AtomicBoolean();

    /** The data of an event. */
    private record Data(String text) {}

    @AfterEach
    void close() {
        vertx.close();
    }

    @Test
    void asksNothingForAClientThatDoesNotReadAndDisconnectsIt() throws Exception {
        int port = serve(stream -> {
            asked.incrementAndGet();
            stream.send("1", "news", new Data("x".repeat(PIECE)));
            stream.checked();
        });
        try (Socket client = request(port)) {
            await().untilTrue(ended);

            assertThat(asked.get() * (long) PIECE)
                    .as("what the queue and the buffers of both sockets took, not one event for each check")
                    .isLessThan(50_000_000);
            assertThat(client.isConnected()).isTrue();
        }
    }

    @Test
    void sendsACommentAfterSomeChecksWithoutAnEvent() throws Exception {
        int port = serve(stream -> {
            if (asked.incrementAndGet() == 1) {
                stream.send("7", "news", new Data("x"));
            }
            stream.checked();
        });
        try (Socket client = request(port)) {
            byte[] read = client.getInputStream().readNBytes(600);

            assertThat(new String(read, StandardCharsets.US_ASCII))
                    .startsWith("HTTP/1.1 200 OK\r\n")
                    .containsIgnoringCase("content-type: text/event-stream\r\n")
                    .contains("id: 7\nevent: news\ndata: {\"text\":\"x\"}\n\n")
                    .contains(": nothing new\n\n");
            assertThat(asked).hasValueGreaterThan(15);
        }
    }

    private int serve(EventStream.Source source) throws Exception {
        Router router = Router.router(vertx);
        router.get("/events").handler(context -> {
            context.addEndHandler(end -> ended.set(true));
            EventStream.begin(context, SHORT, () -> false, source);
        });
        HttpServer server = vertx.createHttpServer().requestHandler(router);
        return server.listen(0).toCompletionStage().toCompletableFuture().get().actualPort();
    }

    private static Socket request(int port) throws IOException {
        Socket client = new Socket(InetAddress.getLoopbackAddress(), port);
        client.getOutputStream()
                .write("GET /events HTTP/1.1\r\nHost: localhost\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
        return client;
    }
}
