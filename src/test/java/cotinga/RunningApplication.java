package cotinga;

import com.github.benmanes.caffeine.cache.Cache;
import cotinga.progress.ProgressDisplay;
import cotinga.run.PriceSummary;
import cotinga.run.RunSummary;
import cotinga.run.Schedules;
import cotinga.settings.SettingTexts;
import cotinga.settings.Settings;
import cotinga.store.sql.EmptyDatabase;
import io.opentelemetry.sdk.trace.export.SpanExporter;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.sql.DataSource;
import org.apache.camel.CamelContext;
import org.apache.camel.component.platform.http.PlatformHttpEndpoint;
import org.apache.camel.spi.CamelEvent;
import org.apache.camel.support.EventNotifierSupport;

/** The whole application in this process, with its folders below one directory and on ports of its own. */
public final class RunningApplication implements AutoCloseable {
    private static final int FIRST_PORT = 20_000;
    private static final int END_OF_PORTS = 32_000;

    private final Application application;
    private final AtomicBoolean isRunning = new AtomicBoolean(true);
    private final URI home;
    private final HttpClient client =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

    private RunningApplication(
            Map<String, String> settings, Path directory, Clock clock, boolean sandbox, boolean service) {
        this(settings, directory, clock, sandbox, service, Traces::of);
    }

    private RunningApplication(
            Map<String, String> settings,
            Path directory,
            Clock clock,
            boolean sandbox,
            boolean service,
            Function<Settings, Optional<Traces>> traces) {
        Map<String, String> all = new HashMap<>(settings);
        if (!sandbox && !all.containsKey("cotinga.data.directory")) {
            EmptyDatabase.copyInto(directory.resolve("data"), "cotinga");
            EmptyDatabase.settings(directory.resolve("data")).forEach(all::putIfAbsent);
        }
        all.putIfAbsent("cotinga.data.directory", directory.resolve("data").toString());
        all.putIfAbsent("cotinga.export.directory", directory.resolve("export").toString());
        all.putIfAbsent("cotinga.http.port", freePort());
        all.putIfAbsent("cotinga.management.port", freePort());
        all.putIfAbsent("cotinga.stop.timeout", "0s");
        SettingTexts texts = SettingTexts.of(directory, sandbox, asEnvironment(all), System.getProperties());
        this.home = URI.create("http://localhost:" + all.get("cotinga.http.port"));
        Settings read = Settings.of(texts, clock);
        this.application = Application.open(
                        new StartUp(),
                        read,
                        directory,
                        clock,
                        ProgressDisplay.log(clock, Duration.ofMinutes(10)),
                        service,
                        traces.apply(read))
                .embedded();
        application.start();
    }

    /** With REST and schedules; it fetches at start only if the settings say so. */
    public static RunningApplication service(Map<String, String> settings, Path directory, Clock clock) {
        Map<String, String> all = new HashMap<>(settings);
        all.putIfAbsent("cotinga.run.on-start", "false");
        return new RunningApplication(all, directory, clock, false, true);
    }

    /** A service whose traces an exporter gets. */
    public static RunningApplication traced(
            SpanExporter exporter, Map<String, String> settings, Path directory, Clock clock) {
        Map<String, String> all = new HashMap<>(settings);
        all.putIfAbsent("cotinga.run.on-start", "false");
        return new RunningApplication(
                all, directory, clock, false, true, read -> Optional.of(new ExportedTraces(exporter, read)));
    }

    /** As {@code --once} has it: no REST, no schedules. */
    public static RunningApplication forRuns(Map<String, String> settings, Path directory, Clock clock) {
        return new RunningApplication(settings, directory, clock, false, false);
    }

    /** As {@code --once --sandbox} has it. */
    public static RunningApplication sandbox(Map<String, String> settings, Path directory, Clock clock) {
        return new RunningApplication(settings, directory, clock, true, false);
    }

    /** As {@code --sandbox} has it: it fetches at start. */
    public static RunningApplication sandboxService(Map<String, String> settings, Path directory, Clock clock) {
        return new RunningApplication(settings, directory, clock, true, true);
    }

    /** The root of its addresses. */
    public URI home() {
        return home;
    }

    /** The settings as the environment would give them. */
    public static Map<String, String> asEnvironment(Map<String, String> settings) {
        return settings.entrySet().stream()
                .collect(Collectors.toMap(entry -> SettingTexts.environmentName(entry.getKey()), Map.Entry::getValue));
    }

    /** The schedules of beans without routes. */
    static Schedules noSchedules() {
        return new Schedules(
                () -> {
                    throw new IllegalStateException("nothing is scheduled here");
                },
                List::of);
    }

    /** The names that routes can refer to. */
    public static Set<String> boundNames(Path directory) {
        SettingTexts texts = SettingTexts.of(
                directory,
                false,
                asEnvironment(Map.of(
                        "cotinga.data.directory", directory.resolve("data").toString())),
                System.getProperties());
        Clock clock = Clock.systemUTC();
        try (Beans beans = Beans.open(
                new StartUp(),
                Settings.of(texts, clock),
                clock,
                true,
                noSchedules(),
                ProgressDisplay.log(clock, Duration.ZERO))) {
            return Set.copyOf(beans.byName().keySet());
        }
    }

    /** Below the ports that systems give to connections and to servers without a port: nobody takes it before it is used. */
    public static String freePort() {
        return ThreadLocalRandom.current()
                .ints(FIRST_PORT, END_OF_PORTS)
                .filter(RunningApplication::isFree)
                .mapToObj(String::valueOf)
                .findFirst()
                .orElseThrow();
    }

    private static boolean isFree(int port) {
        try (ServerSocket socket = new ServerSocket(port)) {
            return socket.isBound();
        } catch (IOException inUse) {
            return false;
        }
    }

    /** A whole report run. */
    public RunSummary refreshReports() {
        try {
            return application.refreshReports("manual");
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    /** A whole price run. */
    public PriceSummary refreshPrices() {
        try {
            return application.refreshPrices("manual");
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    /** Where the HTTP server is, on this machine. */
    public int port() {
        return home.getPort();
    }

    public CamelContext context() {
        return application.context();
    }

    /** A bean that routes refer to. */
    public <T> T bean(String name, Class<T> type) {
        return Objects.requireNonNull(context().getRegistry().lookupByNameAndType(name, type));
    }

    public DataSource database() {
        return bean("dataSource", DataSource.class);
    }

    public List<Cache<?, ?>> caches(String... names) {
        return Stream.of(names)
                .<Cache<?, ?>>map(name -> bean(name, Cache.class))
                .toList();
    }

    /** How many values the caches have computed since they were made. */
    public static long loads(List<Cache<?, ?>> caches) {
        return caches.stream().mapToLong(cache -> cache.stats().loadCount()).sum();
    }

    /** Sends a GET to the REST API; {@code path} begins with {@code /}. */
    public HttpResponse<String> get(String path, String... headers) {
        return ask("GET", "/api/v1/cot" + path, "", headers);
    }

    /** Sends a request to the HTTP server; {@code path} is the full path, and an empty body is omitted. */
    public HttpResponse<String> ask(String method, String path, String body, String... headers) {
        return ask(HttpResponse.BodyHandlers.ofString(), method, path, body, headers);
    }

    /** Sends a GET to the HTTP server and returns the undecoded response; {@code path} is the full path. */
    public HttpResponse<byte[]> askBytes(String path, String... headers) {
        return ask(HttpResponse.BodyHandlers.ofByteArray(), "GET", path, "", headers);
    }

    /** Sends a request to another server on this machine, such as the management port. */
    public HttpResponse<String> askPort(int port, String method, String path) {
        return ask(HttpResponse.BodyHandlers.ofString(), URI.create("http://127.0.0.1:" + port + path), method, "");
    }

    /** Sends a GET to the REST API and returns the undecoded response. */
    /** A GET on the management port. */
    public HttpResponse<String> manage(String path) {
        String port = context().resolvePropertyPlaceholders("{{camel.management.port}}");
        return askPort(Integer.parseInt(port), "GET", path);
    }

    public HttpResponse<byte[]> getBytes(String path, String... headers) {
        return askBytes("/api/v1/cot" + path, headers);
    }

    /** Sends a GET and returns the lines of the response as they arrive; {@code path} is the full path. */
    public HttpResponse<Stream<String>> listen(String path, String... headers) {
        return ask(HttpResponse.BodyHandlers.ofLines(), "GET", path, "", headers);
    }

    /** Records the addresses of the routes that get requests from now on, in order. */
    public Queue<String> requestsOfRoutes() {
        Queue<String> routes = new ConcurrentLinkedQueue<>();
        EventNotifierSupport notifier = new EventNotifierSupport() {
            @Override
            public void notify(CamelEvent event) {
                if (event instanceof CamelEvent.ExchangeCreatedEvent created
                        && created.getExchange().getFromEndpoint() instanceof PlatformHttpEndpoint) {
                    routes.add(created.getExchange().getFromEndpoint().getEndpointUri());
                }
            }
        };
        notifier.start();
        context().getManagementStrategy().addEventNotifier(notifier);
        return routes;
    }

    private <T> HttpResponse<T> ask(
            HttpResponse.BodyHandler<T> reader, String method, String path, String body, String... headers) {
        return ask(reader, URI.create(home + path), method, body, headers);
    }

    private <T> HttpResponse<T> ask(
            HttpResponse.BodyHandler<T> reader, URI address, String method, String body, String... headers) {
        HttpRequest.Builder request = HttpRequest.newBuilder(address)
                .method(
                        method,
                        body.isEmpty()
                                ? HttpRequest.BodyPublishers.noBody()
                                : HttpRequest.BodyPublishers.ofString(body));
        if (headers.length > 0) {
            request.headers(headers);
        }
        try {
            return client.send(request.build(), reader);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    @Override
    public void close() {
        if (isRunning.getAndSet(false)) {
            application.close();
        }
    }
}
