package cotinga.routes.upkeep;

import static org.assertj.core.api.Assertions.assertThat;

import cotinga.flow.LogWatch;
import cotinga.routes.isolation.IsolatedRoutes;
import cotinga.routes.isolation.RouteTestSupport;
import org.junit.jupiter.api.Test;

@IsolatedRoutes("warm-up")
class WarmUpTest extends RouteTestSupport {
    @Test
    void logsTheAddressThenWarmsTheCaches() {
        assertThat(callWith("warm-up").getException()).isNull();

        assertThat(calledRoutes()).containsExactly("log-ready", "warm-caches");
    }

    @Test
    void warmsTheCachesIfTheAddressCannotBeLogged() {
        replace("log-ready", exchange -> {
            throw new IllegalStateException("the database is closed");
        });

        assertThat(callWith("warm-up").getException()).isNull();

        assertThat(calledRoutes()).containsExactly("log-ready", "warm-caches");
    }

    @Test
    void logsAFailureAndContinues() {
        replace("warm-caches", exchange -> {
            throw new IllegalStateException("the database is closed");
        });
        LogWatch log = new LogWatch();
        log.begin();

        assertThat(callWith("warm-up").getException()).isNull();
        log.end();

        assertThat(log.errors()).singleElement().asString().contains("the database is closed");
    }
}
