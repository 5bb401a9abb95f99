package cotinga.routes.rest;

import static org.assertj.core.api.Assertions.assertThat;

import com.github.benmanes.caffeine.cache.LoadingCache;
import cotinga.api.Answer;
import cotinga.api.Coding;
import cotinga.api.Freshness;
import cotinga.api.ReadyAnswers;
import cotinga.api.Request;
import cotinga.api.Response;
import cotinga.api.Responses;
import cotinga.routes.isolation.IsolatedRoutes;
import cotinga.routes.isolation.RouteTestSupport;
import cotinga.snapshot.Snapshot;
import io.vertx.core.buffer.Buffer;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import java.util.zip.GZIPInputStream;
import org.apache.camel.Exchange;
import org.apache.camel.Message;
import org.apache.camel.spi.Registry;
import org.junit.jupiter.api.Test;

@IsolatedRoutes({"respond", "respond-cacheable"})
class RespondTest extends RouteTestSupport {
    private static final byte[] LONG = ("{\"weeks\": [" + "1, ".repeat(1_000) + "1]}").getBytes(StandardCharsets.UTF_8);

    private final AtomicReference<Snapshot> published = new AtomicReference<>(edition(1));
    private final Freshness freshness =
            new Freshness(published::get, "build", Optional::empty, () -> true, false, clock);

    private static Snapshot edition(long version) {
        return new Snapshot(version, Instant.EPOCH, 0, Map.of(), Map.of());
    }

    /** Responses that belong to the snapshot of the test. */
    @Override
    protected void bindToRegistry(Registry registry) {
        super.bindToRegistry(registry);
        registry.bind("responses", new Responses(freshness, false));
    }

    @Test
    void sendsStatusHeadersAndBodyOfTheResponseAndNoHeaderOfTheRequest() {
        Message sent = respond(
                "respond",
                Requests.plain(),
                new Response(404, Map.of("Content-Type", "text/plain"), Buffer.buffer("missing")));

        assertThat(sent.getHeaders())
                .containsOnlyKeys("Content-Type", Exchange.HTTP_RESPONSE_CODE)
                .containsEntry("Content-Type", "text/plain");
        assertThat(status(sent)).isEqualTo(404);
        assertThat(sent.getBody()).isEqualTo(Buffer.buffer("missing"));
    }

    @Test
    void sendsACacheableAnswerInThePreferredCodingAndNotesItsPlace() throws Exception {
        Request request = Requests.at(freshness.now());
        Answer answer = Answer.of(LONG);

        Message plain = respond("respond-cacheable", request, answer);
        Message compressed = respond("respond-cacheable", Requests.from(request, Coding.GZIP), answer);
        Message unmodified = respond("respond-cacheable", Requests.from(request, Coding.IDENTITY, "*"), answer);

        assertThat(status(plain)).isEqualTo(200);
        assertThat(plain.getHeaders())
                .doesNotContainKeys("Content-Encoding", "X-Api-Key")
                .containsEntry("Content-Type", "application/json")
                .containsEntry("Cache-Control", "public, max-age=300")
                .containsEntry("ETag", '"' + request.tag() + '"')
                .containsEntry("Vary", "Accept, Accept-Encoding");
        assertThat(plain.getBody()).isEqualTo(Buffer.buffer(LONG));
        assertThat(status(compressed)).isEqualTo(200);
        assertThat(compressed.getHeaders()).containsEntry("Content-Encoding", "gzip");
        assertThat(unzipped(compressed)).isEqualTo(LONG);
        assertThat(status(unmodified)).isEqualTo(304);
        assertThat(unmodified.getHeaders()).containsEntry("ETag", '"' + request.tag() + '"');
        assertThat(unmodified.getBody(Buffer.class).length()).isZero();

        assertThat(bean(ReadyAnswers.class).find(request.tag()))
                .as("an answer outside the caches")
                .isEmpty();
        Answer cached = cachedGroups();
        respond("respond-cacheable", request, cached);
        assertThat(bean(ReadyAnswers.class).find(request.tag())).containsSame(cached);
    }

    @Test
    void sendsAnAnswerThatAPublicationOvertookWithoutATag() {
        Request request = Requests.at(freshness.now());
        published.set(edition(2));

        Message overtaken = respond("respond-cacheable", request, Answer.of(LONG));
        Message current = respond("respond-cacheable", Requests.at(freshness.now()), Answer.of(LONG));

        assertThat(status(overtaken)).isEqualTo(200);
        assertThat(overtaken.getHeaders())
                .containsEntry("Cache-Control", "no-store")
                .doesNotContainKeys("ETag", "Vary");
        assertThat(overtaken.getBody()).isEqualTo(Buffer.buffer(LONG));
        assertThat(current.getHeader("ETag")).isNotNull().isNotEqualTo('"' + request.tag() + '"');
    }

    private Message respond(String route, Request request, Object body) {
        Exchange exchange = call(route, given -> {
            given.setVariable("request", request);
            given.getMessage().setHeader("X-Api-Key", "secret");
            given.getMessage().setBody(body);
        });
        assertThat(exchange.getException()).isNull();
        return exchange.getMessage();
    }

    private static int status(Message sent) {
        return sent.getHeader(Exchange.HTTP_RESPONSE_CODE, Integer.class);
    }

    private static byte[] unzipped(Message sent) throws IOException {
        try (GZIPInputStream content = new GZIPInputStream(
                new ByteArrayInputStream(sent.getBody(Buffer.class).getBytes()))) {
            return content.readAllBytes();
        }
    }

    /** An answer in a cache, which does not need published data. */
    @SuppressWarnings("unchecked") // the registry knows the type, and not its parameters
    private Answer cachedGroups() {
        LoadingCache<String, Answer> lists =
                Objects.requireNonNull(context.getRegistry().lookupByNameAndType("markets", LoadingCache.class));
        return lists.get("v1/groups/tff");
    }
}
