package cotinga.routes.rest;

import static org.assertj.core.api.Assertions.assertThat;

import cotinga.api.Coding;
import cotinga.api.Request;
import cotinga.api.RequestException;
import cotinga.api.Response;
import cotinga.routes.isolation.IsolatedRoutes;
import cotinga.routes.isolation.RouteTestSupport;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

@IsolatedRoutes(
        value = {"serve-home", "serve-page-overview", "serve-page", "serve-page-market", "serve-page-file"},
        withApi = true)
class PagesTest extends RouteTestSupport {
    private static final Pattern ASSET = Pattern.compile("assets/[0-9a-f]+/shared/app\\.js");

    @Test
    void redirectsTheRootPathToTheFirstPageByARelativeAddress() {
        Response home = sent("serve-home", Requests.at("/"));
        Response folder = sent("serve-page-overview", Requests.at("/ui"));

        assertThat(home.status()).isEqualTo(302);
        assertThat(home.headers()).containsEntry("Location", "ui/");
        assertThat(folder).isEqualTo(home);
    }

    @Test
    void returnsAPageOnceToEachClientWithAStrictContentSecurityPolicy() {
        Response page = sent("serve-page-overview", Requests.at("/ui/"));

        assertThat(page.status()).isEqualTo(200);
        assertThat(page.headers())
                .containsEntry("Content-Type", "text/html; charset=utf-8")
                .containsEntry("Cache-Control", "no-cache");
        assertThat(page.headers().get("Content-Security-Policy"))
                .startsWith("default-src 'self';")
                .contains("frame-ancestors 'none'")
                .doesNotContain("unsafe");
        String tag = Objects.requireNonNull(page.headers().get("ETag"));
        Response known = sent("serve-page", Requests.from(Requests.at("/ui/"), Coding.IDENTITY, tag));
        assertThat(known.status()).isEqualTo(304);
        assertThat(known.body().length()).isZero();
    }

    @Test
    void addressesOfPagesStartAtTheFolderOfPages() {
        assertThat(page("/ui/")).contains("<base href=\"./\">");
        assertThat(page("/ui/screener")).contains("<base href=\"./\">");
        assertThat(page("/ui/market/099741")).contains("<base href=\"../\">");
        assertThat(page("/ui/market/099741")).doesNotContain("=\"/");
    }

    @Test
    void returnsThePageWithStatus404WhenItDoesNotExist() {
        assertThat(sent("serve-page", Requests.at("/ui/data")).status()).isEqualTo(200);
        assertThat(sent("serve-page", Requests.at("/ui/none")).status()).isEqualTo(404);
        assertThat(page("/ui/none")).contains("<div id=\"app\">");
    }

    @Test
    void cachesMayKeepAssetsForever() {
        Request script = Requests.at("/ui/" + assetOf(page("/ui/")));
        Response plain = sent("serve-page-file", script);
        Response compressed = sent("serve-page-file", Requests.from(script, Coding.GZIP));

        assertThat(plain.status()).isEqualTo(200);
        assertThat(plain.headers())
                .containsEntry("Content-Type", "text/javascript; charset=utf-8")
                .containsEntry("Cache-Control", "public, max-age=31536000, immutable");
        assertThat(plain.body().toString()).contains("followLinks()");
        assertThat(compressed.headers()).containsEntry("Content-Encoding", "gzip");
        assertThat(compressed.body().length()).isLessThan(plain.body().length());
    }

    @Test
    void anAssetOfAnotherVersionIsNotFound() {
        String current = assetOf(page("/ui/"));

        assertThat(rejected("/ui/assets/0123456789abcdef/shared/app.js"))
                .hasMessage("The dashboard has no files of this version any more; reload the page");
        assertThat(rejected("/ui/" + current.replace("app.js", "none.js")))
                .hasMessage("The dashboard has no file 'shared/none.js'");
    }

    private Throwable rejected(String path) {
        Throwable failure =
                callWith("serve-page-file", "request", Requests.at(path)).getException();
        assertThat(failure).isInstanceOf(RequestException.class);
        return failure;
    }

    private String page(String path) {
        String route = path.equals("/ui/")
                ? "serve-page-overview"
                : path.contains("/market/") ? "serve-page-market" : "serve-page";
        return sent(route, Requests.at(path)).body().toString();
    }

    private static String assetOf(String page) {
        Matcher found = ASSET.matcher(page);
        assertThat(found.find()).isTrue();
        return found.group();
    }

    /** The response that a route sends. */
    private Response sent(String route, Request request) {
        int before = received("respond").size();
        assertThat(callWith(route, "request", request).getException()).isNull();
        return received("respond").get(before).getMessage().getBody(Response.class);
    }
}
