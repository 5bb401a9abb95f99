package cotinga.routes.rest;

import static org.assertj.core.api.Assertions.assertThat;

import com.zaxxer.hikari.HikariDataSource;
import cotinga.api.Request;
import cotinga.api.Response;
import cotinga.report.ReportVariant;
import cotinga.routes.isolation.IsolatedRoutes;
import cotinga.routes.isolation.RouteTestSupport;
import cotinga.store.alerts.AlertStore;
import cotinga.store.alerts.MarketAlert;
import java.time.LocalDate;
import java.util.List;
import org.junit.jupiter.api.Test;

@IsolatedRoutes("serve-alerts")
class ServeAlertsTest extends RouteTestSupport {
    @Test
    void returnsAPageThatNoCacheMayKeep() {
        new AlertStore(bean(HikariDataSource.class), clock)
                .record(
                        List.of(new MarketAlert.Found(
                                "highs",
                                "key",
                                "",
                                ReportVariant.TFF_FO,
                                "099741",
                                "EURO FX",
                                LocalDate.parse("2026-06-09"),
                                "index_156_g3>=90",
                                "{\"index_156_g3\":97.3}")),
                        held -> true,
                        1);

        Response page = served(Requests.with("watchlist=highs"));
        Response none = served(Requests.with("watchlist=lows"));
        Response table = served(Requests.with("format=csv"));

        assertThat(page.headers()).containsEntry("Cache-Control", "no-store");
        assertThat(page.body()
                        .toJsonObject()
                        .getJsonArray("items")
                        .getJsonObject(0)
                        .getJsonObject("values"))
                .hasToString("{\"index_156_g3\":97.3}");
        assertThat(none.body().toJsonObject().getInteger("total")).isZero();
        assertThat(table.headers()).containsEntry("Content-Type", "text/csv; charset=utf-8");
        assertThat(table.body().toString()).contains("index_156_g3=97.3");
    }

    @Test
    void returnsAProblemIfTheDatabaseFails() {
        bean(HikariDataSource.class).close();

        assertThat(served(Requests.plain()).status()).isEqualTo(500);
    }

    private Response served(Request request) {
        int before = received("respond").size();
        assertThat(callWith("serve-alerts", "request", request).getException()).isNull();
        return received("respond").get(before).getMessage().getBody(Response.class);
    }
}
