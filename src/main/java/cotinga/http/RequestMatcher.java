package cotinga.http;

import cotinga.api.Coding;
import cotinga.api.Freshness;
import cotinga.api.IfNoneMatch;
import cotinga.api.Instances;
import cotinga.api.Request;
import cotinga.api.RequestException;
import cotinga.contract.Contract;
import cotinga.contract.Operation;
import cotinga.contract.Violation;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.ext.web.RoutingContext;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Matches requests with the operations of the contract, once: everything after it gets the parsed request. Rejects what the contract
 * does not describe. A body is checked when it has been read; a body that no operation expects is not read at all.
 */
final class RequestMatcher {
    private static final String STATUS_PATH = "/api/v1/cot/status";

    private final Contract contract;
    private final Freshness freshness;
    private final Instances instances;

    RequestMatcher(Contract contract, Freshness freshness, Instances instances) {
        this.instances = instances;
        this.contract = contract;
        this.freshness = freshness;
    }

    void match(RoutingContext context) {
        HttpServerRequest request = context.request();
        String path = context.normalizedPath();
        try {
            if (Area.of(path) != Area.ADMIN && !path.equals(STATUS_PATH)) {
                instances.requireServing();
            }
            if (Area.of(path) == Area.OUTSIDE) {
                request.headers().remove(HttpHeaders.CONTENT_TYPE); // pages have no body, so nothing may decode one
                AdmittedRequest.put(context, request(context, null, Map.of(), Optional.empty()));
            } else {
                match(context, path);
            }
        } catch (RequestException rejected) {
            ResponseWriter.reject(context, rejected);
            return;
        }
        context.next();
    }

    /** A path without the requested method is left to the router, which answers 405. */
    private void match(RoutingContext context, String path) {
        HttpServerRequest request = context.request();
        Optional<Operation> requested = contract.operation(request.method().name(), path);
        if (requested.isEmpty()) {
            if (contract.methodsAt(path).isEmpty()) {
                throw RequestException.notFound(ProblemResponses.NO_RESOURCE);
            }
            return;
        }
        Operation operation = requested.get();
        request.routed(operation.id());
        Operation.Arguments arguments = operation.read(path, request.query());
        List<Violation> violations = new ArrayList<>(arguments.violations());
        if (!operation.hasBody()) {
            if (hasBody(request)) {
                violations.add(Operation.unwantedBody());
            }
            request.headers().remove(HttpHeaders.CONTENT_TYPE);
        }
        if (!violations.isEmpty()) {
            throw RequestException.violating(violations);
        }
        boolean isRead = request.method().equals(HttpMethod.GET) && Area.of(path) == Area.READS;
        AdmittedRequest.put(
                context,
                request(
                        context,
                        operation.id(),
                        arguments.values(),
                        isRead ? Optional.of(freshness.now()) : Optional.empty()));
    }

    private static Request request(
            RoutingContext context,
            @Nullable String operation,
            Map<String, String> parameters,
            Optional<Freshness.Moment> moment) {
        HttpServerRequest request = context.request();
        List<String> accepted = request.headers().getAll(HttpHeaders.ACCEPT);
        String accept = String.join(",", accepted);
        Coding coding = Coding.of(request.headers().getAll(HttpHeaders.ACCEPT_ENCODING));
        return new Request(
                RequestId.of(context),
                operation,
                request.path(),
                parameters,
                new Request.Preferences(
                        accepted.isEmpty() ? null : accept,
                        coding,
                        new IfNoneMatch(request.headers().getAll(HttpHeaders.IF_NONE_MATCH))),
                moment.map(now -> now.validator(request.uri(), accept, coding)));
    }

    static boolean hasBody(HttpServerRequest request) {
        String length = request.headers().get(HttpHeaders.CONTENT_LENGTH);
        return request.headers().contains(HttpHeaders.TRANSFER_ENCODING) || !(length == null || length.equals("0"));
    }
}
