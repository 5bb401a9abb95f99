package cotinga.guard;

import cotinga.api.Problem;
import cotinga.api.Problems;
import cotinga.api.ResponseJson;
import cotinga.contract.Violation;
import io.vertx.core.Future;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.util.List;
import java.util.Set;
import java.util.function.Supplier;

/** Problems (RFC 9457) for requests that no route answers. */
final class ProblemAnswers {
    static final String TYPE = "application/problem+json";
    static final String NOTHING_TITLE = "Not found";
    static final String NOTHING_DETAIL = "No resource exists at this path; /api/docs lists them all.";

    private final Supplier<Operations> operations;

    /** @param operations the operations of the routes, for 405 */
    ProblemAnswers(Supplier<Operations> operations) {
        this.operations = operations;
    }

    /** Answers requests that no route answers, and requests whose route fails before its own problem. */
    void standIn(Router router) {
        router.errorHandler(
                400,
                context -> write(context, 400, "Bad request", "The path cannot be decoded; send URL-encoded UTF-8."));
        router.errorHandler(404, context -> write(context, 404, NOTHING_TITLE, NOTHING_DETAIL));
        router.errorHandler(405, this::methodNotAllowed);
        router.errorHandler(
                406,
                context -> write(
                        context,
                        406,
                        "Not acceptable",
                        "Responses are application/json, tables also text/csv and .xlsx, events text/event-stream; accept one of them."));
        router.errorHandler(
                413,
                context -> write(
                        context,
                        413,
                        "Body too large",
                        "Found more than " + Guard.MAX_BODY_BYTES + " bytes, the largest body; send less."));
        router.errorHandler(
                415,
                context -> write(
                        context, 415, "Unsupported media type", "The body must be Content-Type: application/json."));
        router.errorHandler(500, ProblemAnswers::failed);
        router.errorHandler(503, context -> {
            context.response().putHeader("Retry-After", "5");
            write(context, 503, "Unavailable", "The service cannot answer now; retry in 5 s.");
        });
    }

    private void methodNotAllowed(RoutingContext context) {
        Set<String> allowed = operations.get().methodsOf(context.normalizedPath());
        String list = String.join(", ", allowed);
        context.response().putHeader("Allow", list);
        write(context, 405, "Method not allowed", "Found " + context.request().method() + ", expected " + list);
    }

    private static void failed(RoutingContext context) {
        Problems.log(context.failure(), LoggedAddress.of(context.request()), RequestId.of(context));
        write(context, 500, Problems.INTERNAL_TITLE, Problems.INTERNAL_DETAIL);
    }

    /** Answers a request that did not reach the router, and closes its connection. */
    static void closing(HttpServerRequest request, int status, String title, String detail) {
        String id = RequestId.sentOrNew(request);
        HttpServerResponse response = Guard.keepBrowsersSafe(request.response())
                .putHeader("connection", "close")
                .putHeader(RequestId.HEADER, id);
        send(response, Problem.of(status, title, detail, instance(request), id, List.of()))
                .onComplete(ended -> request.connection().close());
    }

    /** The path; empty when the request line is invalid. */
    private static String instance(HttpServerRequest request) {
        String path = request.decoderResult().isSuccess() ? request.path() : null;
        return path == null ? "" : path;
    }

    static void refuseOrigin(RoutingContext context) {
        if (context.statusCode() == 403) {
            write(
                    context,
                    403,
                    "Origin not allowed",
                    "Pages of this origin are not allowed; add it to cotinga.api.cors-origins.");
        } else {
            context.next();
        }
    }

    static void refuse(RoutingContext context, RefusedException refused) {
        refused.headers().forEach(context.response()::putHeader);
        write(context, refused.status(), refused.title(), refused.detail(), refused.violations());
    }

    private static void write(RoutingContext context, int status, String title, String detail) {
        write(context, status, title, detail, List.of());
    }

    private static void write(
            RoutingContext context, int status, String title, String detail, List<Violation> violations) {
        HttpServerResponse response = context.response();
        if (response.headWritten()) {
            response.reset(); // too late for a problem: the client must see that the response is incomplete
            return;
        }
        String id = RequestId.of(context);
        String path = context.request().path();
        send(response, Problem.of(status, title, detail, path == null ? "" : path, id, violations));
    }

    private static Future<Void> send(HttpServerResponse response, Problem problem) {
        return response.setStatusCode(problem.status())
                .putHeader("Content-Type", TYPE)
                .putHeader("Cache-Control", "no-store")
                .end(ResponseJson.text(problem));
    }
}
