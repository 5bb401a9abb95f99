package cotinga.routes.rest;

import static org.assertj.core.api.Assertions.assertThat;

import cotinga.api.RequestException;
import cotinga.api.RequestedRuns;
import cotinga.routes.isolation.IsolatedRoutes;
import cotinga.routes.isolation.RouteTestSupport;
import cotinga.routes.isolation.SwitchedLeadership;
import cotinga.store.runs.RunKind;
import cotinga.store.runs.RunRequest;
import cotinga.store.runs.RunRequestState;
import cotinga.store.runs.RunRequestStore;
import java.time.Duration;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import javax.sql.DataSource;
import org.apache.camel.Exchange;
import org.apache.camel.spi.Registry;
import org.junit.jupiter.api.Test;

/** An instance that does not lead; in this test, another thread leads. */
@IsolatedRoutes("forward-run")
class ForwardRunTest extends RouteTestSupport {
    private static final RunRequest RUN = new RunRequest(RunKind.PRICES, true);
    private static final Duration LONG = Duration.ofSeconds(60);

    @Override
    protected void bindToRegistry(Registry registry) {
        super.bindToRegistry(registry);
        registry.unbind("requestedRuns");
        registry.bind(
                "requestedRuns",
                new RequestedRuns(
                        requests(Objects.requireNonNull(registry.findSingleByType(DataSource.class))),
                        "cotinga-reader",
                        new SwitchedLeadership(),
                        new RequestedRuns.Patience(LONG, LONG)));
    }

    private RunRequestStore requests(DataSource database) {
        return new RunRequestStore(database, clock);
    }

    private Exchange forward() {
        return call("forward-run", given -> given.getMessage().setBody(RUN));
    }

    /** Takes the next request and answers it. */
    private Future<RunRequestStore.Taken> leader(RunRequestState answer) {
        RunRequestStore requests = requests(bean(DataSource.class));
        return CompletableFuture.supplyAsync(() -> {
            Optional<RunRequestStore.Taken> taken = requests.take();
            while (taken.isEmpty()) {
                taken = requests.take();
            }
            requests.answer(taken.get().id(), answer);
            return taken.get();
        });
    }

    @Test
    void returnsTheRunThatTheLeaderHasBegun() throws Exception {
        Future<RunRequestStore.Taken> leader = leader(RunRequestState.begun(17));

        Exchange exchange = forward();

        assertThat(leader.get(20, TimeUnit.SECONDS)).isEqualTo(new RunRequestStore.Taken(1, "cotinga-reader", RUN));
        assertThat(exchange.getException()).isNull();
        assertThat(exchange.getMessage().getBody()).isEqualTo(17L);
    }

    @Test
    void failsAsTheLeaderDoes() throws Exception {
        Future<RunRequestStore.Taken> leader = leader(RunRequestState.refused("A run of prices is active"));

        Exchange exchange = forward();

        leader.get(20, TimeUnit.SECONDS);
        assertThat(exchange.getException())
                .isInstanceOf(RequestException.class)
                .hasMessage("A run of prices is active");
    }
}
