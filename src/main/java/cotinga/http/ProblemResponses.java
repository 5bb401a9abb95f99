package cotinga.http;

import cotinga.api.Problems;
import cotinga.api.RequestException;
import cotinga.contract.Contract;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.util.Map;

/** The responses to requests that no route answers, and to requests whose route fails before its own problem (RFC 9457). */
final class ProblemResponses {
    static final String NO_RESOURCE = "No resource exists at this path; /api/docs lists them all.";
    private static final int SECONDS_TO_RETRY = 5;

    private final Methods methods;

    ProblemResponses(Contract contract) {
        this.methods = new Methods(contract);
    }

    /** Answers the requests that no route answers, and those whose route fails. */
    void installErrorHandlers(Router router) {
        on(router, RequestException.of(400, "Bad request", "The path cannot be decoded; send URL-encoded UTF-8."));
        on(router, RequestException.notFound(NO_RESOURCE));
        router.errorHandler(405, this::answerOtherMethods);
        on(
                router,
                RequestException.of(
                        406,
                        "Not acceptable",
                        "Responses are application/json, tables also text/csv and .xlsx, events text/event-stream; accept one of them."));
        on(
                router,
                RequestException.of(
                        413,
                        "Body too large",
                        "Found more than " + Gateway.MAX_BODY_BYTES + " bytes, the largest body; send less."));
        on(
                router,
                RequestException.of(415, "Unsupported media type", "The body must be Content-Type: application/json."));
        router.errorHandler(500, ProblemResponses::fail);
        on(router, RequestException.unavailable("Unavailable", "The service cannot answer now", SECONDS_TO_RETRY));
    }

    private static void on(Router router, RequestException problem) {
        router.errorHandler(problem.status(), context -> ResponseWriter.reject(context, problem));
    }

    /** OPTIONS of a path that exists, and methods that it does not have. */
    private void answerOtherMethods(RoutingContext context) {
        HttpMethod method = context.request().method();
        String allowed = methods.allowed(context.normalizedPath());
        if (method.equals(HttpMethod.OPTIONS)) {
            context.response().setStatusCode(204).putHeader("Allow", allowed);
            context.end();
        } else {
            ResponseWriter.reject(
                    context,
                    RequestException.of(
                            405,
                            "Method not allowed",
                            "Found " + method + ", expected " + allowed,
                            Map.of("Allow", allowed)));
        }
    }

    private static void fail(RoutingContext context) {
        String path = context.request().path();
        ResponseWriter.write(
                context,
                Problems.internal(
                        context.failure(),
                        LoggedAddress.of(context.request()),
                        path == null ? "" : path,
                        RequestId.of(context)));
    }

    /** Answers a request that did not reach the router, and closes its connection. */
    static void closing(HttpServerRequest request, RequestException rejected) {
        String id = RequestId.sentOrNew(request);
        HttpServerResponse response = Gateway.addSecurityHeaders(request.response())
                .putHeader("connection", "close")
                .putHeader(RequestId.HEADER, id);
        ResponseWriter.write(response, rejected.response(instance(request), id))
                .onComplete(ended -> request.connection().close());
    }

    /** The path; empty when the request line is invalid. */
    private static String instance(HttpServerRequest request) {
        String path = request.decoderResult().isSuccess() ? request.path() : null;
        return path == null ? "" : path;
    }

    static void rejectOrigin(RoutingContext context) {
        if (context.statusCode() == 403) {
            ResponseWriter.reject(
                    context,
                    RequestException.of(
                            403,
                            "Origin not allowed",
                            "Pages of this origin are not allowed; add it to cotinga.api.cors-origins."));
        } else {
            context.next();
        }
    }
}
