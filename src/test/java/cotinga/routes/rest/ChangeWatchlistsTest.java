package cotinga.routes.rest;

import static org.assertj.core.api.Assertions.assertThat;

import com.zaxxer.hikari.HikariDataSource;
import cotinga.api.Response;
import cotinga.api.WatchlistAnswer;
import cotinga.routes.isolation.IsolatedRoutes;
import cotinga.routes.isolation.RouteTestSupport;
import cotinga.store.alerts.WatchlistStore;
import io.vertx.core.json.JsonObject;
import java.nio.charset.StandardCharsets;
import org.apache.camel.Exchange;
import org.apache.camel.Message;
import org.junit.jupiter.api.Test;

@IsolatedRoutes(
        value = {"save-watchlist", "delete-watchlist"},
        withApi = true)
class ChangeWatchlistsTest extends RouteTestSupport {
    private static final String ENTRIES = "{\"entries\": [{\"markets\": \"metals\", \"condition\": \"g1_net > %d\"}]}";

    @Test
    void respondsWith201ToANewListAndWith200ToOneThatIsReplaced() throws Exception {
        replace("respond-uncached", exchange -> exchange.getMessage().setHeader(Exchange.HTTP_RESPONSE_CODE, 200));

        Message created = save(ENTRIES.formatted(1));
        Message replaced = save(ENTRIES.formatted(2));

        assertThat(created.getHeader(Exchange.HTTP_RESPONSE_CODE, Integer.class))
                .isEqualTo(201);
        assertThat(replaced.getHeader(Exchange.HTTP_RESPONSE_CODE, Integer.class))
                .isEqualTo(200);
        assertThat(received("respond-uncached"))
                .extracting(exchange -> exchange.getMessage().getBody(WatchlistAnswer.class))
                .extracting(list -> list.entries().get(0).condition())
                .containsExactly("g1_net>1", "g1_net>2");
    }

    @Test
    void storesNothingForABodyThatIsNotAllowed() {
        save("");
        assertThat(problem(400)).contains("expected a JSON object");
        save(ENTRIES.formatted(1).replace("g1_net", "g9_net"));
        assertThat(problem(400)).startsWith("Parameter 'body.entries[0].condition' is 'g9_net', expected a column");

        assertThat(store().all()).isEmpty();
    }

    @Test
    void respondsWithoutContentToADeletion() throws Exception {
        replace("respond-uncached", exchange -> {});
        save(ENTRIES.formatted(1));

        delete();

        Response response = newest();
        assertThat(response.status()).isEqualTo(204);
        assertThat(response.body().length()).isZero();
        assertThat(store().all()).isEmpty();
        delete();
        assertThat(problem(404)).startsWith("No watchlist has the name 'own'");
    }

    private WatchlistStore store() {
        return new WatchlistStore(bean(HikariDataSource.class));
    }

    private Message save(String body) {
        Exchange exchange = call("save-watchlist", given -> {
            given.setVariable("request", Requests.with("name=own"));
            given.getMessage().setBody(body.isEmpty() ? null : body.getBytes(StandardCharsets.UTF_8));
        });
        assertThat(exchange.getException()).isNull();
        return exchange.getMessage();
    }

    private void delete() {
        assertThat(callWith("delete-watchlist", "request", Requests.with("name=own"))
                        .getException())
                .isNull();
    }

    private String problem(int status) {
        assertThat(newest().status()).isEqualTo(status);
        return new JsonObject(newest().body()).getString("detail");
    }

    private Response newest() {
        return received("respond")
                .get(received("respond").size() - 1)
                .getMessage()
                .getBody(Response.class);
    }
}
