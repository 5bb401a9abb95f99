package cotinga;

import cotinga.cftc.Archive;
import cotinga.price.PriceRequest;
import cotinga.publication.PendingPublication;
import cotinga.publication.PublishingRun;
import cotinga.run.ReportRun;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.StatusCode;
import org.apache.camel.Endpoint;
import org.apache.camel.Exchange;
import org.apache.camel.component.http.HttpEndpoint;
import org.apache.camel.component.jdbc.JdbcEndpoint;

/** The attributes of spans: what they are about, without headers, bodies, queries and values of statements. */
final class SpanAttributes {
    private static final int FIRST_SERVER_ERROR = 500;

    private SpanAttributes() {}

    /** The symbol that a route gets as its body. */
    static void ofBody(Span span, Exchange exchange) {
        if (exchange.getIn().getBody() instanceof PriceRequest request) {
            span.setAttribute("cotinga.symbol", request.symbol());
        }
    }

    /** The run, the archive and the data version that a route has in its variables. */
    static void ofVariables(Span span, Exchange exchange) {
        exchange.getVariables().values().forEach(variable -> ofVariable(span, variable));
    }

    private static void ofVariable(Span span, Object variable) {
        if (variable instanceof PublishingRun run) {
            span.setAttribute("cotinga.run.id", run.id());
            span.setAttribute("cotinga.run.kind", run instanceof ReportRun ? "reports" : "prices");
        } else if (variable instanceof Archive archive) {
            span.setAttribute("cotinga.archive", archive.path());
        } else if (variable instanceof PendingPublication publication && publication.isComplete()) {
            span.setAttribute("cotinga.data_version", publication.version());
        }
    }

    /** The upstream's host and path, the statement, or the address of the component that a step begins to use. */
    static void ofStep(Span span, Endpoint endpoint, Exchange exchange, String databaseSystem) {
        if (endpoint instanceof HttpEndpoint http) {
            span.setAttribute("http.request.method", http.getHttpMethod().name());
            span.setAttribute("server.address", http.getHttpUri().getHost());
            span.setAttribute("url.path", exchange.getIn().getHeader(Exchange.HTTP_PATH, String.class));
        } else if (endpoint instanceof JdbcEndpoint) {
            span.setAttribute("db.system", databaseSystem);
            if (exchange.getIn().getBody() instanceof String statement) {
                span.setAttribute("db.statement", statement);
            }
        } else {
            span.setAttribute("camel.uri", endpoint.toString()); // with masked secrets
        }
    }

    /** The status of a response that was sent or received. */
    static void ofResponse(Span span, Exchange exchange) {
        Integer status = exchange.getMessage().getHeader(Exchange.HTTP_RESPONSE_CODE, Integer.class);
        if (status != null) {
            span.setAttribute("http.response.status_code", status);
            if (status >= FIRST_SERVER_ERROR) {
                span.setStatus(StatusCode.ERROR);
            }
        }
    }
}
