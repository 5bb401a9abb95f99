package cotinga;

import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.api.trace.StatusCode;
import io.opentelemetry.api.trace.Tracer;
import io.opentelemetry.context.Context;
import io.opentelemetry.context.ContextKey;
import io.opentelemetry.context.propagation.TextMapGetter;
import io.opentelemetry.context.propagation.TextMapPropagator;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.apache.camel.AsyncCallback;
import org.apache.camel.CamelContext;
import org.apache.camel.Endpoint;
import org.apache.camel.Exchange;
import org.apache.camel.NamedNode;
import org.apache.camel.Processor;
import org.apache.camel.Route;
import org.apache.camel.component.direct.DirectEndpoint;
import org.apache.camel.component.file.FileEndpoint;
import org.apache.camel.component.http.HttpEndpoint;
import org.apache.camel.component.jdbc.JdbcEndpoint;
import org.apache.camel.component.platform.http.PlatformHttpEndpoint;
import org.apache.camel.component.rest.RestEndpoint;
import org.apache.camel.opentelemetry2.OpenTelemetryTracer;
import org.apache.camel.spi.RoutePolicy;
import org.apache.camel.support.RoutePolicySupport;
import org.apache.camel.support.processor.DelegateAsyncProcessor;
import org.apache.camel.telemetry.Op;
import org.apache.camel.telemetry.SpanStorageManager;
import org.apache.camel.telemetry.SpanStorageManagerExchange;
import org.jspecify.annotations.Nullable;

/**
 * Camel's tracer with one span for each execution of a route and for each step that uses a component. The span of a route has the route's
 * id as its name. Spans are found through their exchange only, never through a thread, and no header is added to a message, so that
 * nothing is sent to upstreams.
 */
final class RouteTracer extends OpenTelemetryTracer {
    private static final ContextKey<Exchange> EXCHANGE = ContextKey.named("cotinga.exchange");

    /** The span that ended last in an exchange: the parent of what follows its completion. */
    private static final String ENDED = "cotinga.ended-span";

    /** Routes that run every few seconds and report nothing new, and those of alerts, whose addresses may contain tokens. */
    static final Set<String> UNTRACED = Set.of(
            "poll-database",
            "read-database",
            "poll-state",
            "observe",
            "poll-digest",
            "poll-storage",
            "follow-each-second",
            "follow-changes",
            "take-run-requests",
            "export-published",
            "resume-reports",
            "send-alerts",
            "deliver-alerts",
            "deliver-alert");

    private final Tracer tracer;
    private final TextMapPropagator propagator;
    private final String databaseSystem;
    private final SpanStorageManager spans = new SpanStorageManagerExchange();

    RouteTracer(Tracer tracer, TextMapPropagator propagator, String databaseSystem) {
        this.tracer = tracer;
        this.propagator = propagator;
        this.databaseSystem = databaseSystem;
    }

    /** Adds itself to a context that has no routes yet. */
    void install(CamelContext camel) {
        setCamelContext(camel);
        init(camel);
        camel.getCamelContextExtension().addInterceptStrategy((context, step, target, next) -> withExchange(target));
    }

    /** The context of the span that the current thread works for; empty outside of a trace. */
    Optional<Context> current() {
        return Optional.ofNullable(Context.current().get(EXCHANGE))
                .map(this::parent)
                .map(RouteSpan::context);
    }

    /** Names the exchange to the code that a step calls. */
    private static Processor withExchange(Processor step) {
        return new DelegateAsyncProcessor(step) {
            @Override
            public boolean process(Exchange exchange, AsyncCallback callback) {
                return Context.current()
                        .with(EXCHANGE, exchange)
                        .wrapSupplier(() -> super.process(exchange, callback))
                        .get();
            }
        };
    }

    @Override
    public RoutePolicy createRoutePolicy(CamelContext camel, String id, NamedNode definition) {
        return new RoutePolicySupport() {
            @Override
            public void onExchangeBegin(Route route, Exchange exchange) {
                beginRoute(route, exchange);
            }

            @Override
            public void onExchangeDone(Route route, Exchange exchange) {
                endRoute(exchange);
            }
        };
    }

    private void beginRoute(Route route, Exchange exchange) {
        if (UNTRACED.contains(route.getRouteId())) {
            return;
        }
        RouteSpan parent = parent(exchange);
        if (parent != null) {
            begin(exchange, parent.context(), route.getRouteId(), SpanKind.INTERNAL);
        } else if (isServer(route.getEndpoint())) {
            beginRequest(route, exchange);
        } else {
            begin(exchange, Context.root(), route.getRouteId(), SpanKind.INTERNAL);
        }
    }

    /** Continues the trace of the client, if it sent one. */
    private void beginRequest(Route route, Exchange exchange) {
        Context client = propagator.extract(Context.root(), exchange.getIn().getHeaders(), new Headers());
        String method = exchange.getIn().getHeader(Exchange.HTTP_METHOD, String.class);
        String path = path(route.getEndpoint());
        RouteSpan span = begin(exchange, client, method + " " + path, SpanKind.SERVER);
        span.span().setAttribute("http.request.method", method);
        span.span().setAttribute("http.route", path);
    }

    /** The path of an operation, with the names of its parameters. */
    private static String path(Endpoint endpoint) {
        if (endpoint instanceof RestEndpoint rest) {
            return rest.getUriTemplate() == null ? rest.getPath() : rest.getPath() + rest.getUriTemplate();
        }
        return ((PlatformHttpEndpoint) endpoint).getPath();
    }

    private void endRoute(Exchange exchange) {
        RouteSpan span = pull(exchange);
        if (span != null) {
            SpanAttributes.ofVariables(span.span(), exchange);
            if (span.isServer()) {
                SpanAttributes.ofResponse(span.span(), exchange);
            }
            end(exchange, span);
        }
    }

    /** A step begins to use a component. A call of a route is shown by the span of that route. */
    @Override
    protected void beginEventSpan(Exchange exchange, Endpoint endpoint, Op op) {
        RouteSpan parent = parent(exchange);
        if (parent != null && !(endpoint instanceof DirectEndpoint)) {
            boolean client = endpoint instanceof HttpEndpoint || endpoint instanceof JdbcEndpoint;
            RouteSpan span =
                    begin(exchange, parent.context(), name(endpoint), client ? SpanKind.CLIENT : SpanKind.INTERNAL);
            SpanAttributes.ofStep(span.span(), endpoint, exchange, databaseSystem);
        }
    }

    /** The HTTP method, or the component and what it uses, such as {@code caffeine-loadcache://markets}. */
    private static String name(Endpoint endpoint) {
        if (endpoint instanceof HttpEndpoint http) {
            return http.getHttpMethod().name();
        }
        String uri = endpoint.getEndpointUri();
        return endpoint instanceof FileEndpoint ? "file" : uri.split("\\?", 2)[0];
    }

    @Override
    protected void endEventSpan(Exchange exchange, Endpoint endpoint) {
        RouteSpan span = endpoint instanceof DirectEndpoint ? null : pull(exchange);
        if (span != null) {
            if (endpoint instanceof HttpEndpoint) {
                SpanAttributes.ofResponse(span.span(), exchange);
            }
            end(exchange, span);
        }
    }

    private RouteSpan begin(Exchange exchange, Context parent, String name, SpanKind kind) {
        Span span = tracer.spanBuilder(name).setParent(parent).setSpanKind(kind).startSpan();
        RouteSpan begun = new RouteSpan(span, kind == SpanKind.SERVER);
        SpanAttributes.ofBody(span, exchange);
        spans.push(exchange, begun);
        return begun;
    }

    private static void end(Exchange exchange, RouteSpan span) {
        if (exchange.isFailed()) {
            span.span().setStatus(StatusCode.ERROR);
            if (exchange.getException() != null) {
                span.span().recordException(exchange.getException());
            }
        }
        span.span().end();
        exchange.setProperty(ENDED, span);
    }

    private @Nullable RouteSpan parent(Exchange exchange) {
        RouteSpan current = (RouteSpan) spans.peek(exchange);
        return current == null ? exchange.getProperty(ENDED, RouteSpan.class) : current;
    }

    private @Nullable RouteSpan pull(Exchange exchange) {
        return (RouteSpan) spans.pull(exchange);
    }

    private static boolean isServer(Endpoint endpoint) {
        return endpoint instanceof RestEndpoint || endpoint instanceof PlatformHttpEndpoint;
    }

    /** The headers of a message; their names are not case-sensitive. */
    private static final class Headers implements TextMapGetter<Map<String, Object>> {
        @Override
        public Iterable<String> keys(Map<String, Object> headers) {
            return headers.keySet();
        }

        @Override
        public @Nullable String get(@Nullable Map<String, Object> headers, String name) {
            return headers != null && headers.get(name) instanceof String value ? value : null;
        }
    }
}
