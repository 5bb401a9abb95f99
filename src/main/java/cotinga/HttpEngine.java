package cotinga;

import cotinga.api.Request;
import cotinga.base.LogContext;
import cotinga.http.AdmittedRequest;
import io.vertx.core.Future;
import io.vertx.ext.web.RoutingContext;
import org.apache.camel.Exchange;
import org.apache.camel.Processor;
import org.apache.camel.component.platform.http.PlatformHttpEndpoint;
import org.apache.camel.component.platform.http.spi.PlatformHttpConsumer;
import org.apache.camel.component.platform.http.vertx.VertxPlatformHttpConsumer;
import org.apache.camel.component.platform.http.vertx.VertxPlatformHttpEngine;
import org.apache.camel.component.platform.http.vertx.VertxPlatformHttpRouter;

/** Gives routes the request that the gateway has parsed, as the variable {@code request}. */
final class HttpEngine extends VertxPlatformHttpEngine {
    private static final String VARIABLE = "request";

    @Override
    public PlatformHttpConsumer createConsumer(PlatformHttpEndpoint endpoint, Processor processor) {
        return new VertxPlatformHttpConsumer(
                endpoint, processor, getHandlers(), VertxPlatformHttpRouter.getRouterNameFromPort(getServerPort())) {
            @Override
            protected Future<Void> processHttpRequest(Exchange exchange, RoutingContext context) {
                Request request = AdmittedRequest.of(context);
                if (request != null) {
                    exchange.setVariable(VARIABLE, request);
                    exchange.setProperty(LogContext.REQUEST, request.id());
                }
                return super.processHttpRequest(exchange, context);
            }
        };
    }
}
