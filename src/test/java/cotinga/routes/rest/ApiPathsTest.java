package cotinga.routes.rest;

import static org.assertj.core.api.Assertions.assertThat;

import cotinga.RunningApplication;
import cotinga.routes.isolation.ExecutedSteps;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Stream;
import org.apache.camel.CamelContext;
import org.apache.camel.RoutesBuilder;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.component.mock.MockEndpoint;
import org.apache.camel.component.platform.http.vertx.VertxPlatformHttpServer;
import org.apache.camel.component.platform.http.vertx.VertxPlatformHttpServerConfiguration;
import org.apache.camel.spi.Resource;
import org.apache.camel.support.PluginHelper;
import org.apache.camel.support.ResourceHelper;
import org.apache.camel.test.junit5.CamelTestSupport;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

/** The files of the REST DSL, alone behind an HTTP server without the gateway: a mock is in place of every route. */
class ApiPathsTest extends CamelTestSupport {
    private static final Path FOLDER = Path.of("routes", "rest");
    private static final String READS = "/api/v1/cot";
    private static final String ADMIN = "/api/v1/admin";
    private static final String MARKETS = READS + "/markets/tff/fo";
    private static final String PRICES = MARKETS + "/099741/prices";
    private static final String JSON = "application/json";
    private static final String CSV = "text/csv";
    private static final String XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";

    /** The methods and paths, with the route that each calls. */
    private static final Map<String, String> ROUTES = Map.ofEntries(
            Map.entry("GET " + READS + "/markets?search=wheat", "serve-search-markets"),
            Map.entry("GET " + MARKETS, "serve-markets"),
            Map.entry("GET " + MARKETS + "/099741", "serve-market"),
            Map.entry("GET " + PRICES, "serve-prices"),
            Map.entry("GET " + MARKETS + "/099741/analytics", "serve-analytics"),
            Map.entry("GET " + MARKETS + "/099741/seasonality", "serve-seasonality"),
            Map.entry("GET " + MARKETS + "/099741/event-study", "serve-event-study"),
            Map.entry("GET " + READS + "/event-studies", "serve-event-studies"),
            Map.entry("GET " + READS + "/screener/tff/fo", "serve-screener"),
            Map.entry("GET " + READS + "/screener-v2", "serve-screener-v2"),
            Map.entry("GET " + READS + "/overview", "serve-overview"),
            Map.entry("GET " + READS + "/extremes", "serve-extremes"),
            Map.entry("GET " + READS + "/movers", "serve-movers"),
            Map.entry("GET " + READS + "/flips", "serve-flips"),
            Map.entry("GET " + READS + "/divergences", "serve-divergences"),
            Map.entry("GET " + READS + "/dashboard/099741", "serve-dashboard"),
            Map.entry("GET " + READS + "/groups/tff", "serve-groups"),
            Map.entry("GET " + READS + "/quality", "serve-quality"),
            Map.entry("GET " + READS + "/alerts", "serve-alerts"),
            Map.entry("GET " + READS + "/revisions", "serve-revisions"),
            Map.entry("GET " + READS + "/status", "serve-status"),
            Map.entry("GET " + ADMIN + "/runs", "serve-runs"),
            Map.entry("GET " + ADMIN + "/runs/7", "serve-run"),
            Map.entry("GET " + ADMIN + "/scheduler_status", "serve-scheduler-status"),
            Map.entry("GET " + ADMIN + "/cache_stats", "serve-cache-stats"),
            Map.entry("POST " + ADMIN + "/runs", "start-run"),
            Map.entry("POST " + ADMIN + "/cache/invalidate", "invalidate-caches"),
            Map.entry("GET " + ADMIN + "/watchlists", "serve-watchlists"),
            Map.entry("GET " + ADMIN + "/watchlists/metals", "serve-watchlist"),
            Map.entry("PUT " + ADMIN + "/watchlists/metals", "save-watchlist"),
            Map.entry("DELETE " + ADMIN + "/watchlists/metals", "delete-watchlist"),
            Map.entry("GET /api/docs", "serve-docs"),
            Map.entry("GET /api/docs/openapi.yaml", "serve-docs-file"),
            Map.entry("GET /", "serve-home"),
            Map.entry("GET /ui/", "serve-page-overview"),
            Map.entry("GET /ui/screener", "serve-page"),
            Map.entry("GET /ui/market/099741", "serve-page-market"),
            Map.entry("GET /ui/assets/0123/shared/app.js", "serve-page-file"));

    private static final ExecutedSteps STEPS = new ExecutedSteps();

    private final HttpClient client = HttpClient.newHttpClient();
    private final String port = RunningApplication.freePort();

    ApiPathsTest() {
        camelContextConfiguration.withMockEndpointsAndSkip("direct:.*");
    }

    @Override
    protected CamelContext createCamelContext() throws Exception {
        CamelContext camel = super.createCamelContext();
        camel.setSourceLocationEnabled(true);
        camel.getCamelContextExtension().addInterceptStrategy(STEPS.recording(new CopyOnWriteArrayList<>()));
        VertxPlatformHttpServerConfiguration server = new VertxPlatformHttpServerConfiguration();
        server.setBindHost("localhost");
        server.setBindPort(Integer.parseInt(port));
        camel.addService(new VertxPlatformHttpServer(server));
        camel.getRestConfiguration().setComponent("platform-http");
        camel.getRestConfiguration().setInlineRoutes(false);
        return camel;
    }

    @Override
    protected RoutesBuilder createRouteBuilder() {
        return new RouteBuilder() {
            @Override
            public void configure() throws Exception {
                List<Resource> files = Stream.of("api", "api-admin", "api-docs", "pages")
                        .map(name -> FOLDER.resolve(name + ".camel.yaml"))
                        .map(path -> ResourceHelper.resolveResource(getContext(), "file:" + path))
                        .toList();
                PluginHelper.getRoutesLoader(getContext()).loadRoutes(files);
            }
        };
    }

    @AfterAll
    static void writeSteps() {
        STEPS.write(ApiPathsTest.class);
    }

    @Test
    void eachPathCallsTheRouteOfItsOperation() throws Exception {
        ROUTES.values().forEach(route -> mock(route)
                .whenAnyExchangeReceived(exchange -> exchange.getMessage().setBody(route)));

        for (Map.Entry<String, String> expected : ROUTES.entrySet()) {
            assertThat(send(expected.getKey(), "*/*").body())
                    .as(expected.getKey())
                    .isEqualTo(expected.getValue());
        }
        assertThat(context.getRoutes()).hasSize(ROUTES.size());
        assertThat(received("serve-prices"))
                .containsEntry("report_type", "tff")
                .containsEntry("subtype", "fo")
                .containsEntry("code", "099741");
        assertThat(received("serve-run")).containsEntry("id", "7");

        assertThat(send("GET " + PRICES, CSV).body()).isEqualTo("serve-prices");
        assertThat(send("GET " + PRICES, XLSX).body()).isEqualTo("serve-prices");
        assertThat(send("GET " + MARKETS, JSON).body()).isEqualTo("serve-markets");
        assertThat(send("GET " + MARKETS, CSV).statusCode()).isEqualTo(406);
        assertThat(send("GET " + PRICES, "image/png").statusCode()).isEqualTo(406);
        String deletion = "DELETE " + ADMIN + "/watchlists/metals";
        assertThat(send(deletion, "application/problem+json").body()).isEqualTo("delete-watchlist");
        assertThat(send(deletion, "image/png").statusCode()).isEqualTo(406);
        assertThat(send("POST " + MARKETS, "*/*").statusCode()).isEqualTo(405);
        assertThat(send("GET /api/v1/none", "*/*").statusCode()).isEqualTo(404);
    }

    private MockEndpoint mock(String route) {
        return getMockEndpoint("mock:direct:" + route);
    }

    /** The headers that a route received. */
    private Map<String, Object> received(String route) {
        return mock(route).getReceivedExchanges().get(0).getMessage().getHeaders();
    }

    private HttpResponse<String> send(String methodAndPath, String accept) throws Exception {
        String[] parts = methodAndPath.split(" ", 2);
        HttpRequest.BodyPublisher body = parts[0].startsWith("P")
                ? HttpRequest.BodyPublishers.ofString("{}")
                : HttpRequest.BodyPublishers.noBody();
        HttpRequest request = HttpRequest.newBuilder(URI.create("http://localhost:" + port + parts[1]))
                .header("Accept", accept)
                .header("Content-Type", JSON)
                .method(parts[0], body)
                .build();
        return client.send(request, HttpResponse.BodyHandlers.ofString());
    }
}
