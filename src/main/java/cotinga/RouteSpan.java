package cotinga;

import io.opentelemetry.api.baggage.Baggage;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.context.Context;
import org.apache.camel.opentelemetry2.OpenTelemetrySpanAdapter;

/** The span of a route, or of a step that uses a component, as Camel stores it in an exchange. */
final class RouteSpan extends OpenTelemetrySpanAdapter {
    private final boolean server;

    /** @param server whether it is the span of a request to this service */
    RouteSpan(Span span, boolean server) {
        super(span, Baggage.empty());
        this.server = server;
    }

    boolean isServer() {
        return server;
    }

    Span span() {
        return getSpan();
    }

    /** The context of its children. */
    Context context() {
        return Context.root().with(getSpan());
    }
}
