package cotinga.http;

import cotinga.api.RequestException;
import cotinga.api.Response;
import io.vertx.core.Future;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.ext.web.RoutingContext;

/** Sends the responses of the gateway. */
final class ResponseWriter {
    private ResponseWriter() {}

    static HttpServerResponse writeHead(HttpServerResponse to, Response response) {
        response.headers().forEach(to::putHeader);
        return to.setStatusCode(response.status());
    }

    static void write(RoutingContext context, Response response) {
        HttpServerResponse to = context.response();
        if (to.headWritten()) {
            to.reset(); // too late for another response: the client must see that this one is incomplete
            return;
        }
        writeHead(to, response);
        context.end(response.body());
    }

    /** Sends a response to a request that did not reach the router. */
    static Future<Void> write(HttpServerResponse to, Response response) {
        return writeHead(to, response).end(response.body());
    }

    /** Sends the problem of a rejected request. */
    static void reject(RoutingContext context, RequestException rejected) {
        String path = context.request().path();
        write(context, rejected.response(path == null ? "" : path, RequestId.of(context)));
    }
}
