package cotinga.guard;

import cotinga.api.Freshness;
import cotinga.api.ReadyAnswers;
import cotinga.api.RunAnswer;
import cotinga.contract.Contract;
import cotinga.contract.Operation;
import cotinga.contract.Violation;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.LongFunction;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The HTTP filter chain before every route: request ids, credentials, rate limits, cached responses and the contract. */
public final class Guard {
    private static final Logger LOG = LoggerFactory.getLogger(Guard.class);

    /** The largest body of a request. */
    static final int MAX_BODY_BYTES = 65_536;

    private final Credentials credentials;
    private final RateLimit reads;
    private final RateLimit admin;
    private final Optional<Origins> origins;
    private final RepeatedReads repeated;
    private final Conditions conditions;
    private final Contract contract;
    private final LongFunction<Optional<RunAnswer>> runs;
    private final LogLimit logLimit = new LogLimit();

    /**
     * A filter chain.
     *
     * @param origins the other origins whose pages may read responses; empty when CORS is off
     * @param contract what requests may contain
     * @param freshness the tags and the lifetimes of responses
     * @param ready the cached responses by their tags
     * @param runs finds a run by its id
     */
    public Guard(
            Credentials credentials,
            RateLimits limits,
            Optional<Origins> origins,
            Contract contract,
            Freshness freshness,
            ReadyAnswers ready,
            LongFunction<Optional<RunAnswer>> runs) {
        this.credentials = credentials;
        this.reads = new RateLimit(limits.reads());
        this.admin = new RateLimit(limits.admin());
        this.origins = origins;
        this.repeated = new RepeatedReads(freshness, ready, reads);
        this.conditions = new Conditions(freshness, ready, repeated);
        this.contract = contract;
        this.runs = runs;
    }

    /**
     * Installs the chain before all present and future routes of a router, and the responses for requests that no route answers.
     *
     * @param operations the operations of the routes
     * @param gate admits the requests
     */
    public void protect(Router router, Supplier<Operations> operations, HttpGate gate) {
        if (!credentials.readsNeedKey()) {
            gate.answerAhead(repeated::answer);
        }
        Methods methods = new Methods(operations);
        router.route().order(Integer.MIN_VALUE).handler(Methods::takeHeadForGet);
        router.route().order(Integer.MIN_VALUE + 1).handler(Guard::name);
        origins.ifPresent(allowed -> router.route()
                .order(Integer.MIN_VALUE + 2)
                .handler(allowed.handler())
                .failureHandler(ProblemAnswers::refuseOrigin));
        router.route().order(Integer.MIN_VALUE + 3).handler(this::receive);
        router.route(HttpMethod.OPTIONS, "/*").order(Integer.MIN_VALUE + 4).handler(methods::answerOptions);
        router.route().order(Integer.MIN_VALUE + 5).handler(conditions::check);
        router.route().order(Integer.MIN_VALUE + 6).handler(this::check);
        router.route().order(Integer.MIN_VALUE + 7).handler(context -> {
            gate.enter(context);
            context.next();
        });
        router.route().order(Integer.MIN_VALUE + 8).handler(new Turns()::await);
        router.get(RunEvents.ROUTE)
                .produces(RunEvents.TYPE)
                .last()
                .handler(new RunEvents(runs, gate::isStopping)::listen);
        new ProblemAnswers(operations).standIn(router);
    }

    /** Answers HEAD as GET on a router without the filter chain, such as that of the management port. */
    public static void answerHead(Router router) {
        router.route().order(Integer.MIN_VALUE).handler(Methods::takeHeadForGet);
    }

    /** Sets the request id, and the headers of every response. */
    private static void name(RoutingContext context) {
        RequestId.of(context);
        keepBrowsersSafe(context.response());
        if (context.request().headers().contains("transfer-encoding")) {
            closeAfter(context);
        }
        context.next();
    }

    /** The start of a next request is unknown: Vert.x has removed a length beside the encoding by now (RFC 9112, 6.1). */
    private static void closeAfter(RoutingContext context) {
        context.response().putHeader("connection", "close");
        context.addEndHandler(ended -> context.request().connection().close());
    }

    static HttpServerResponse keepBrowsersSafe(HttpServerResponse response) {
        return response.putHeader("x-content-type-options", "nosniff")
                .putHeader("x-frame-options", "DENY")
                .putHeader("referrer-policy", "no-referrer")
                .putHeader("content-security-policy", "default-src 'none'; frame-ancestors 'none'");
    }

    private void receive(RoutingContext context) {
        String id = RequestId.of(context);
        try {
            String path = path(context);
            letPass(context, Area.of(path), id);
        } catch (RefusedException refused) {
            ProblemAnswers.refuse(context, refused);
            return;
        }
        context.request().headers().remove(Credentials.KEY_HEADER).remove(Credentials.TOKEN_HEADER);
        context.next();
    }

    /** The normalized path, as routes get it. */
    private static String path(RoutingContext context) throws RefusedException {
        if (context.request().headers().getAll("host").size() > 1) {
            throw new RefusedException(400, "Bad request", "Found several Host headers, expected one.", Map.of());
        }
        try {
            return context.normalizedPath();
        } catch (IllegalArgumentException e) {
            throw new RefusedException(
                    400,
                    "Bad request",
                    "The path cannot be decoded (" + e.getMessage() + "); send URL-encoded UTF-8.",
                    Map.of());
        }
    }

    private void letPass(RoutingContext context, Area area, String id) throws RefusedException {
        switch (area) {
            case ADMIN -> {
                if (!credentials.exist()) {
                    throw Credentials.adminIsOff();
                }
                Client client = client(context.request());
                logAtEnd(context, client, id);
                admin.count(client, context.response());
                require(Scope.ADMIN, context.request(), client);
            }
            case READS -> {
                Client client = client(context.request());
                reads.count(client, context.response());
                if (credentials.readsNeedKey()) {
                    require(Scope.READ, context.request(), client);
                } else if (credentials.areIn(context.request()) && !client.known()) {
                    throw credentials.wrong();
                }
            }
            case OUTSIDE -> {}
        }
    }

    /** A request with a cached response does not get here: it was checked when the response was computed. */
    private void check(RoutingContext context) {
        String path = context.normalizedPath();
        try {
            if (Area.of(path) == Area.OUTSIDE) {
                context.request().headers().remove("content-type"); // pages have no body, so nothing may decode one
            } else {
                requireContract(context.request(), path);
            }
        } catch (RefusedException refused) {
            ProblemAnswers.refuse(context, refused);
            return;
        }
        context.next();
    }

    /**
     * Rejects what the contract does not describe. The path and the query are checked here, a body when it has been read; a body that
     * no operation expects is not read at all.
     */
    private void requireContract(HttpServerRequest request, String path) throws RefusedException {
        if (contract.at(path).isEmpty()) {
            throw new RefusedException(404, ProblemAnswers.NOTHING_TITLE, ProblemAnswers.NOTHING_DETAIL, Map.of());
        }
        Optional<Operation> requested = contract.operation(request.method().name(), path);
        if (requested.isEmpty()) {
            return;
        }
        Operation operation = requested.get();
        List<Violation> violations = new ArrayList<>(operation.violations(path, request.query()));
        if (!operation.hasBody()) {
            if (hasBody(request)) {
                violations.add(Operation.unwantedBody());
            }
            request.headers().remove("content-type");
        }
        if (!violations.isEmpty()) {
            throw RefusedException.violating(violations);
        }
    }

    static boolean hasBody(HttpServerRequest request) {
        String length = request.headers().get(HttpHeaders.CONTENT_LENGTH);
        return request.headers().contains(HttpHeaders.TRANSFER_ENCODING) || !(length == null || length.equals("0"));
    }

    /** The owner of the credentials; without valid credentials the address. */
    private Client client(HttpServerRequest request) {
        return credentials
                .ownerOf(request)
                .orElseGet(() -> Client.ofAddress(request.remoteAddress().hostAddress()));
    }

    private void require(Scope scope, HttpServerRequest request, Client client) throws RefusedException {
        if (!client.known() && credentials.areIn(request)) {
            throw credentials.wrong();
        }
        credentials.require(scope, client);
    }

    /** Logs the client, the request and its status when it is answered. */
    private void logAtEnd(RoutingContext context, Client client, String id) {
        context.addEndHandler(ended -> {
            int status = context.response().getStatusCode();
            if (!logLimit.admits(client, status)) {
                return;
            }
            String location = context.response().headers().get("Location");
            String line = "admin: "
                    + LoggedAddress.of(context.request()) + " by "
                    + LoggedAddress.printable(client.name()) + ": " + status + (location == null ? "" : " " + location)
                    + " (request "
                    + id + ")";
            if (status == 401 || status == 403 || status == 429) {
                LOG.warn(line);
            } else {
                LOG.info(line);
            }
        });
    }
}
