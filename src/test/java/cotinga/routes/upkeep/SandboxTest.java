package cotinga.routes.upkeep;

import static org.assertj.core.api.Assertions.assertThat;

import cotinga.routes.isolation.IsolatedRoutes;
import cotinga.routes.isolation.RouteTestSupport;
import cotinga.routes.isolation.WithSettings;
import io.vertx.core.buffer.Buffer;
import java.util.HashMap;
import java.util.Map;
import org.apache.camel.Exchange;
import org.apache.camel.Message;
import org.junit.jupiter.api.Test;

@IsolatedRoutes("sandbox")
@WithSettings("cotinga.sandbox.enabled=true")
class SandboxTest extends RouteTestSupport {
    private static final String WEEKLY = "/sandbox/dea/newcot/FinFutWk.txt";

    @Test
    void returnsAFileWithItsHeadersAndNoneOfTheRequest() {
        Message response = get(WEEKLY, Map.of("X-Api-Key", "secret"));

        assertThat(response.getHeader(Exchange.HTTP_RESPONSE_CODE, Integer.class))
                .isEqualTo(200);
        assertThat(response.getHeaders()).containsKeys("ETag", "Last-Modified").doesNotContainKey("X-Api-Key");
        assertThat(response.getBody()).isInstanceOf(Buffer.class);
        assertThat(response.getBody(Buffer.class).length()).isPositive();
    }

    @Test
    void returns304ForAnUnchangedFile() {
        String etag = get(WEEKLY, Map.of()).getHeader("ETag", String.class);

        Message response = get(WEEKLY, Map.of("If-None-Match", etag));

        assertThat(response.getHeader(Exchange.HTTP_RESPONSE_CODE, Integer.class))
                .isEqualTo(304);
        assertThat(response.getBody(Buffer.class).length()).isZero();
    }

    @Test
    void returns404ForAMissingFile() {
        assertThat(get("/sandbox/none.zip", Map.of()).getHeader(Exchange.HTTP_RESPONSE_CODE, Integer.class))
                .isEqualTo(404);
    }

    @Test
    @WithSettings("cotinga.sandbox.enabled=false")
    void doesNotExistWithoutTheSandbox() {
        assertThat(context.getRoutes()).isEmpty();
    }

    private Message get(String path, Map<String, String> headers) {
        Exchange exchange = call("sandbox", request -> {
            request.getMessage().setHeaders(new HashMap<>(headers));
            request.getMessage().setHeader(Exchange.HTTP_PATH, path);
        });
        assertThat(exchange.getException()).isNull();
        return exchange.getMessage();
    }
}
