package cotinga;

import cotinga.http.Gateway;
import cotinga.http.HttpGate;
import cotinga.http.ManagementGateway;
import cotinga.http.RequestListener;
import cotinga.http.ServerLimits;
import cotinga.monitor.Monitor;
import cotinga.settings.SettingException;
import cotinga.settings.Settings;
import io.vertx.core.Vertx;
import io.vertx.ext.web.Router;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import org.apache.camel.CamelContext;
import org.apache.camel.component.platform.http.vertx.VertxPlatformHttpRouter;
import org.apache.camel.main.Main;
import org.apache.camel.spi.CamelEvent;
import org.apache.camel.support.SimpleEventNotifierSupport;
import org.jspecify.annotations.Nullable;

/**
 * The HTTP servers of the process: a service has one for the API and one for management, a single run with the sandbox has the first only,
 * any other single run has none.
 */
final class HttpServers implements AutoCloseable {
    /** How long a shutdown waits for the requests that were admitted before it. */
    private static final Duration REQUEST_TIMEOUT = Duration.ofSeconds(3);

    private final Settings settings;
    private final boolean service;
    private final HttpGate gate = new HttpGate();
    private volatile boolean hasGateway;

    /** Camel does not close it, because it did not create it. */
    private @Nullable Vertx vertx;

    HttpServers(Settings settings, boolean service) {
        this.settings = settings;
        this.service = service;
    }

    /** Whether there is a server for the API or the sandbox. */
    boolean hasApi() {
        return service || settings.sandbox().enabled();
    }

    /** Whether there is a server for management. */
    boolean hasManagement() {
        return service;
    }

    /**
     * Requires that the ports of the servers are free.
     *
     * @throws SettingException if one is not
     */
    void requireFreePorts() {
        if (hasApi()) {
            requireFree(
                    "cotinga.http", settings.http().address(), settings.http().port());
        }
        if (hasManagement()) {
            requireFree(
                    "cotinga.management",
                    settings.http().managementAddress(),
                    settings.http().managementPort());
        }
    }

    /** Binds the port without listening, so that no client connects to what is closed at once. */
    private static void requireFree(String server, InetAddress address, int port) {
        try (Socket probe = new Socket()) {
            probe.setReuseAddress(true); // earlier connections of a port do not make it taken
            probe.bind(new InetSocketAddress(address, port));
        } catch (IOException e) {
            throw new SettingException(List.of(server + ".port is " + port + ", which cannot be used ("
                    + e.getMessage() + ") at " + server + ".address, " + address.getHostAddress()
                    + "; stop the process that uses it, or set another port"));
        }
    }

    /**
     * Gives Camel what its servers use.
     *
     * @param operations the ids of the operations in the contract
     * @param listeners are notified of the requests to the API
     * @param notReady why no data version can be read; empty if one can
     */
    void bind(Main main, Set<String> operations, List<RequestListener> listeners, Supplier<Optional<String>> notReady) {
        if (hasApi()) {
            vertx = ServerLimits.vertx(gate, settings.http().port(), operations, listeners);
            main.bind("vertx", vertx);
            main.bind("dataReadiness", new DataReadiness(notReady, gate::isOpen));
        }
    }

    /** What the servers run on, once it is bound; empty without servers. */
    Optional<Vertx> vertx() {
        return Optional.ofNullable(vertx);
    }

    /**
     * Prepares the servers, which start with the routes. A service admits requests when all routes have started.
     *
     * @param gateway the HTTP gateway of a service
     * @param monitor observes the state that the health checks show
     */
    void prepare(CamelContext camel, Optional<Gateway> gateway, Monitor monitor) {
        gateway.ifPresentOrElse(
                installed -> {
                    installGateway(camel, installed);
                    installManagementGateway(camel, monitor);
                },
                gate::open); // for the sandbox, which a single run requests
    }

    /** Installs the HTTP gateway when the server has started and no route has. */
    private void installGateway(CamelContext camel, Gateway gateway) {
        onEvent(camel, CamelEvent.CamelContextRoutesStartingEvent.class, () -> {
            gateway.install(router(camel, settings.http().port()), gate);
            hasGateway = true;
        });
        onEvent(camel, CamelEvent.CamelContextRoutesStartedEvent.class, gate::open);
    }

    /** Installs the handlers of the management port as soon as its server has started. */
    private void installManagementGateway(CamelContext camel, Monitor monitor) {
        onEvent(camel, CamelEvent.CamelContextRoutesStartingEvent.class, () -> new ManagementGateway(
                        new HealthReports(camel, gate::hasOpened, monitor)::of)
                .install(router(camel, settings.http().managementPort())));
    }

    private static Router router(CamelContext camel, int port) {
        VertxPlatformHttpRouter router =
                VertxPlatformHttpRouter.lookup(camel, VertxPlatformHttpRouter.getRouterNameFromPort(port));
        return (Router) router.getServer().getServer().requestHandler();
    }

    private static void onEvent(CamelContext camel, Class<? extends CamelEvent> kind, Runnable action) {
        camel.getManagementStrategy().addEventNotifier(new SimpleEventNotifierSupport() {
            @Override
            public void notify(CamelEvent event) {
                if (kind.isInstance(event)) {
                    action.run();
                }
            }
        });
    }

    /**
     * Requires that a service has its gateway.
     *
     * @throws IllegalStateException if the gateway was not installed
     */
    void requireGateway() {
        if (service && !hasGateway) {
            throw new IllegalStateException("the HTTP gateway was not installed");
        }
    }

    /** Answers requests as before, but closes each connection after its next response; the service is not ready any more. */
    void drain() {
        gate.drain();
    }

    /** Whether no route has a request. */
    boolean isIdle() {
        return gate.isIdle();
    }

    /** Rejects requests from now on. */
    void shut() {
        gate.shut();
    }

    /** Waits for the requests that were admitted before the shutdown. */
    void awaitAdmitted() {
        try {
            gate.awaitRequests(REQUEST_TIMEOUT);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public void close() {
        if (vertx != null) {
            vertx.close();
        }
    }
}
