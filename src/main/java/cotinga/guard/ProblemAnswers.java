package cotinga.guard;

import cotinga.api.Problems;
import cotinga.contract.Violation;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;

/** Problems of RFC 9457 for what no route answers. */
final class ProblemAnswers {
    static final String TYPE = "application/problem+json";
    static final String NOTHING_TITLE = "Not found";
    static final String NOTHING_DETAIL = "There is nothing at this path; /api/docs tells what there is.";

    private final Supplier<Operations> operations;

    /** @param operations what the server offers, asked for when a method is refused */
    ProblemAnswers(Supplier<Operations> operations) {
        this.operations = operations;
    }

    /** Answers for the router where no route does, or where one fails before it can say why. */
    void standIn(Router router) {
        router.errorHandler(400, context -> write(context, 400, "Bad request", "The path cannot be decoded."));
        router.errorHandler(404, context -> write(context, 404, NOTHING_TITLE, NOTHING_DETAIL));
        router.errorHandler(405, this::methodNotAllowed);
        router.errorHandler(
                406,
                context -> write(
                        context,
                        406,
                        "Not acceptable",
                        "Answers are application/json, lists of lines text/csv too, events text/event-stream; accept that."));
        router.errorHandler(
                413,
                context -> write(context, 413, "Body too large", "A body may have " + Guard.MOST_BYTES + " bytes."));
        router.errorHandler(
                415,
                context -> write(
                        context, 415, "Unsupported media type", "The body must be Content-Type: application/json."));
        router.errorHandler(500, ProblemAnswers::failed);
        router.errorHandler(
                503, context -> write(context, 503, "Stopping", "The service is stopping; ask again later."));
    }

    private void methodNotAllowed(RoutingContext context) {
        Set<String> allowed = operations.get().methodsOf(context.normalizedPath());
        String list = String.join(", ", allowed);
        context.response().putHeader("Allow", list);
        write(context, 405, "Method not allowed", "Found " + context.request().method() + ", expected " + list);
    }

    private static void failed(RoutingContext context) {
        Problems.log(context.failure(), context.request().path(), RequestId.of(context));
        write(context, 500, Problems.INTERNAL_TITLE, Problems.INTERNAL_DETAIL);
    }

    static void refuseOrigin(RoutingContext context) {
        if (context.statusCode() == 403) {
            write(
                    context,
                    403,
                    "Origin not allowed",
                    "Pages of this origin may not ask; cotinga.api.cors-origins lists those that may.");
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
            response.reset(); // too late for a problem: the client must not take what it got for the whole
            return;
        }
        String id = RequestId.of(context);
        String path = context.request().path();
        response.setStatusCode(status).putHeader("Content-Type", TYPE).putHeader("Cache-Control", "no-store");
        Map<String, Object> problem = Problems.problem(status, title, detail, path == null ? "" : path, id, violations);
        context.end(new JsonObject(problem).toBuffer());
    }
}
