package cotinga.routes.isolation;

import cotinga.WiredBeans;
import cotinga.cftc.Archive;
import cotinga.flow.CftcFiles;
import cotinga.flow.MovableClock;
import cotinga.flow.StandInSocrata;
import cotinga.flow.StandInUpstream;
import cotinga.intake.Archives;
import cotinga.publication.PendingPublication;
import cotinga.publication.Publications;
import cotinga.report.ReportVariant;
import cotinga.run.ReportRun;
import cotinga.run.ReportRuns;
import java.io.IOException;
import java.lang.reflect.AnnotatedElement;
import java.lang.reflect.Method;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Properties;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.apache.camel.Processor;
import org.apache.camel.RoutesBuilder;
import org.apache.camel.builder.AdviceWith;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.component.mock.MockEndpoint;
import org.apache.camel.model.RouteDefinition;
import org.apache.camel.spi.Registry;
import org.apache.camel.spi.Resource;
import org.apache.camel.support.PluginHelper;
import org.apache.camel.support.ResourceHelper;
import org.apache.camel.test.junit5.CamelTestSupport;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/**
 * Tests a few routes alone, on a context of their own for each test: with the application's beans on an empty database, upstreams on this
 * machine, and a mock in place of every other route.
 */
@ExtendWith(StepCoverage.class)
public abstract class RouteTestSupport extends CamelTestSupport {
    private static final String DIRECT = "direct:";
    private static final String SERVICE = "cotinga.service";

    /** A Monday morning in New York. */
    protected final MovableClock clock = MovableClock.inNewYork("2026-06-15T08:00");

    /** The CFTC and Yahoo. */
    protected final StandInUpstream upstream = new StandInUpstream();

    protected final StandInSocrata socrata = new StandInSocrata();

    @TempDir
    protected Path directory;

    private final Set<String> routes = routes(getClass());
    private final Map<String, String> settings = new HashMap<>();
    private final List<String> calledRoutes = new CopyOnWriteArrayList<>();
    private List<Path> routeFiles;
    private ExecutedSteps executedSteps;
    private WiredBeans beans;

    @SuppressWarnings("NullAway.Init") // the other fields are set before each test
    protected RouteTestSupport() {
        camelContextConfiguration.withRouteFilterIncludePattern(String.join(",", routes));
        camelContextConfiguration.withMockEndpointsAndSkip("direct:(?://)?+(?!(" + String.join("|", routes) + ")$).*");
    }

    private static IsolatedRoutes isolated(Class<?> test) {
        return Objects.requireNonNull(test.getAnnotation(IsolatedRoutes.class));
    }

    /** The routes that a class tests. */
    static Set<String> routes(Class<?> test) {
        return Set.of(isolated(test).value());
    }

    /**
     * Called before each test.
     *
     * @param files the route files of the class
     * @param steps receives what its routes execute
     */
    final void begin(Method test, List<Path> files, ExecutedSteps steps) {
        routeFiles = files;
        executedSteps = steps;
        settings.put("cotinga.cftc.base-url", upstream.url());
        settings.put("cotinga.cftc.fallback-url", socrata.url());
        settings.put("cotinga.cftc.variants", "tff/fo");
        settings.put("cotinga.cftc.first-year", "2025");
        settings.put("cotinga.cftc.last-year", "2026");
        settings.put("cotinga.cftc.retries", "2");
        settings.put("cotinga.cftc.retry-delay", "1");
        settings.put("cotinga.prices.base-url", upstream.url());
        settings.put("cotinga.prices.retries", "2");
        settings.put("cotinga.prices.retry-delay", "1");
        settings.put("cotinga.inbox.settle", "1");
        putSettings(getClass());
        putSettings(test);
    }

    private void putSettings(AnnotatedElement annotated) {
        WithSettings more = annotated.getAnnotation(WithSettings.class);
        for (String setting : more == null ? new String[0] : more.value()) {
            String[] entry = setting.split("=", 2);
            settings.put(entry[0], entry[1].replace(WithSettings.DIRECTORY, directory.toString()));
        }
    }

    @Override
    protected void setupResources() throws IOException {
        String service = Objects.requireNonNullElse(settings.remove(SERVICE), "true");
        beans = new WiredBeans(settings, directory, clock, isolated(getClass()).withApi());
        Properties properties = beans.properties();
        properties.setProperty(SERVICE, service);
        properties.setProperty("cotinga.shared", "true");
        properties.setProperty("cotinga.serves", "true");
        camelContextConfiguration.withUseOverridePropertiesWithPropertiesComponent(properties);
    }

    @Override
    protected CamelContext createCamelContext() throws Exception {
        CamelContext camel = super.createCamelContext();
        camel.setSourceLocationEnabled(true);
        beans.configure(camel);
        camel.getCamelContextExtension().addInterceptStrategy(executedSteps.recording(calledRoutes));
        return camel;
    }

    @Override
    protected void bindToRegistry(Registry registry) {
        beans.bindTo(registry);
    }

    @Override
    protected RoutesBuilder createRouteBuilder() {
        return new RouteBuilder() {
            @Override
            public void configure() throws Exception {
                List<Resource> files = routeFiles.stream()
                        .map(path -> ResourceHelper.resolveResource(getContext(), "file:" + path))
                        .toList();
                PluginHelper.getRoutesLoader(getContext()).loadRoutes(files);
                for (RouteDefinition route : List.copyOf(context.getRouteDefinitions())) {
                    beginByCall(route);
                }
            }
        };
    }

    /** A route that begins with a schedule, say, begins when a test calls it. */
    private void beginByCall(RouteDefinition route) throws Exception {
        if (!route.getInput().getEndpointUri().startsWith(DIRECT) && beginsByCall()) {
            AdviceWith.adviceWith(
                    context, route.getRouteId(), false, advice -> advice.replaceFromWith(DIRECT + route.getRouteId()));
        }
    }

    /** Whether tests call the routes that begin with something else, such as a schedule. */
    protected boolean beginsByCall() {
        return true;
    }

    @Override
    protected void cleanupResources() {
        beans.close();
        upstream.close();
        socrata.close();
    }

    /** Sends an exchange to a tested route. If the route fails, the exchange that returns has the exception. */
    protected final Exchange call(String route, Processor given) {
        return template.send(DIRECT + route, given);
    }

    /** Calls a route with these variables, names and values in turn, and returns its exchange. */
    protected final Exchange callWith(String route, Object... variables) {
        return call(route, exchange -> {
            for (int name = 0; name < variables.length; name += 2) {
                exchange.setVariable((String) variables[name], variables[name + 1]);
            }
        });
    }

    /** What another route received instead, in order. */
    protected final List<Exchange> received(String route) {
        return otherRoute(route).getReceivedExchanges();
    }

    /** What another route does instead. */
    protected final void replace(String route, Processor action) {
        otherRoute(route).whenAnyExchangeReceived(action);
    }

    /** What a route does instead when another one calls it in parallel; a mock takes one exchange at a time. */
    protected final void replaceInParallel(String caller, String route, Processor action) throws Exception {
        AdviceWith.adviceWith(context, caller, false, advice -> advice.weaveByToUri(DIRECT + route)
                .replace()
                .process(action));
    }

    /** The mock in place of another route. */
    protected final MockEndpoint otherRoute(String id) {
        return getMockEndpoint("mock:direct:" + id);
    }

    /** The routes that were called, in order; those of the test are not among them. */
    protected final List<String> calledRoutes() {
        return List.copyOf(calledRoutes);
    }

    /** The only bean of a type. */
    protected final <T> T bean(Class<T> type) {
        return Objects.requireNonNull(context.getRegistry().findSingleByType(type));
    }

    /** Begins a report run that requests everything. */
    protected final ReportRun beginReports() {
        return bean(ReportRuns.class).begin("manual", null);
    }

    /** Stores one week of a market in the name of a run. */
    protected final void storeWeek(ReportRun run, String code, String reportDate) throws IOException {
        Archive archive = Archive.yearly(ReportVariant.TFF_FO, Integer.parseInt(reportDate.substring(0, 4)));
        Path file = Files.write(
                directory.resolve(archive.fileName()),
                CftcFiles.zip(ReportVariant.TFF_FO, CftcFiles.week(ReportVariant.TFF_FO, code, reportDate, 1_000)));
        bean(Archives.class).storeCopy(run, archive, file);
    }

    /** Stores and publishes one week of a market, in a run of its own. */
    protected final void publishWeek(String code, String reportDate) throws IOException {
        ReportRun run = beginReports();
        bean(ReportRuns.class).awaitPublicationLock(run);
        storeWeek(run, code, reportDate);
        Publications publications = bean(Publications.class);
        PendingPublication publication = publications.prepare(run);
        publication.variants().forEach(variant -> publications.export(publication, variant));
        publications.complete(publication);
        bean(ReportRuns.class).finish(run, true, List.of(), null);
    }
}
