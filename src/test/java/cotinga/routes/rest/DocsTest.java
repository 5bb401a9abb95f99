package cotinga.routes.rest;

import static org.assertj.core.api.Assertions.assertThat;

import cotinga.api.Coding;
import cotinga.api.Request;
import cotinga.api.RequestException;
import cotinga.api.Response;
import cotinga.routes.isolation.IsolatedRoutes;
import cotinga.routes.isolation.RouteTestSupport;
import java.util.Objects;
import org.junit.jupiter.api.Test;

@IsolatedRoutes(
        value = {"serve-docs", "serve-docs-file"},
        withApi = true)
class DocsTest extends RouteTestSupport {
    @Test
    void returnsThePageAndTheDocumentsOnceToEachClient() {
        Request yaml = Requests.with("file=openapi.yaml");
        Request index = Requests.plain();

        Response page = sent("serve-docs", index);
        Response document = sent("serve-docs-file", yaml);
        Response compressed = sent("serve-docs-file", Requests.from(yaml, Coding.GZIP));
        Response json = sent("serve-docs-file", Requests.with("file=openapi.json"));

        assertThat(page.status()).isEqualTo(200);
        assertThat(page.headers())
                .containsEntry("Content-Type", "text/html; charset=utf-8")
                .containsEntry("Cache-Control", "no-cache")
                .containsKey("Content-Security-Policy");
        assertThat(page.body().toString()).contains("<html");
        assertThat(document.headers())
                .containsEntry("Content-Type", "application/yaml")
                .doesNotContainKey("Content-Encoding");
        assertThat(document.body().toString()).startsWith("openapi: ");
        assertThat(compressed.headers())
                .containsEntry("Content-Encoding", "gzip")
                .containsEntry(
                        "Content-Length", String.valueOf(compressed.body().length()));
        assertThat(compressed.body().length()).isLessThan(document.body().length());
        assertThat(json.body().toJsonObject().getString("openapi")).isNotEmpty();

        assertUnmodified("serve-docs", index, Coding.IDENTITY, tag(page));
        assertUnmodified("serve-docs-file", yaml, Coding.IDENTITY, tag(document));
        assertUnmodified("serve-docs-file", yaml, Coding.GZIP, tag(compressed));
        assertUnmodified("serve-docs-file", yaml, Coding.IDENTITY, "*");
        assertThat(sent("serve-docs-file", Requests.from(yaml, Coding.GZIP, tag(document)))
                        .status())
                .as("the tag of another coding")
                .isEqualTo(200);
    }

    @Test
    void rejectsAnUnknownFile() {
        assertThat(callWith("serve-docs-file", "request", Requests.with("file=none.txt"))
                        .getException())
                .isInstanceOf(RequestException.class)
                .hasMessage("No document is named 'none.txt'. See /api/docs");
    }

    private void assertUnmodified(String route, Request request, Coding coding, String known) {
        Response unmodified = sent(route, Requests.from(request, coding, known));
        assertThat(unmodified.status()).as(known).isEqualTo(304);
        assertThat(unmodified.body().length()).isZero();
        assertThat(unmodified.headers()).containsKey("ETag").doesNotContainKey("Content-Type");
    }

    private static String tag(Response response) {
        return Objects.requireNonNull(response.headers().get("ETag"));
    }

    /** The response that a route sends. */
    private Response sent(String route, Request request) {
        int before = received("respond").size();
        assertThat(callWith(route, "request", request).getException()).isNull();
        return received("respond").get(before).getMessage().getBody(Response.class);
    }
}
