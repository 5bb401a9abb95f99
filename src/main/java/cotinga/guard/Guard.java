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

/** Stands before every route: names the request, and lets those pass who may. */
public final class Guard {
    private static final Logger LOG = LoggerFactory.getLogger(Guard.class);

    /** How large a body may be. */
    static final int MOST_BYTES = 65_536;

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
     * A guard.
     *
     * @param origins whose pages may read answers; empty for none but our own
     * @param contract what a request may say
     * @param freshness which answers a client has already
     * @param ready which answers need no route
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
     * Takes its place before all routes of a router, those that are there and those to come, and answers where none of them does.
     *
     * @param operations what the server offers
     * @param gate admitted the requests
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
        router.route(HttpMethod.OPTIONS, "/*").order(Integer.MIN_VALUE + 4).handler(methods::tell);
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

    /** Answers HEAD as GET on a router that is not protected, such as that of the management port. */
    public static void answerHead(Router router) {
        router.route().order(Integer.MIN_VALUE).handler(Methods::takeHeadForGet);
    }

    /** Gives the request its name, and the answer what every answer carries. */
    private static void name(RoutingContext context) {
        RequestId.of(context);
        keepBrowsersSafe(context.response());
        if (context.request().headers().contains("transfer-encoding")) {
            closeAfter(context);
        }
        context.next();
    }

    /** Nobody knows where a next request would begin: a length that came beside the encoding is gone by now (RFC 9112, 6.1). */
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

    /** The path as routes see it. */
    private static String path(RoutingContext context) throws RefusedException {
        if (context.request().headers().getAll("host").size() > 1) {
            throw new RefusedException(400, "Bad request", "The header Host comes more than once.", Map.of());
        }
        try {
            return context.normalizedPath();
        } catch (IllegalArgumentException e) {
            throw new RefusedException(400, "Bad request", "The path cannot be decoded: " + e.getMessage(), Map.of());
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

    /** A request whose answer is ready does not come here: it was checked when that was computed. */
    private void check(RoutingContext context) {
        String path = context.normalizedPath();
        try {
            if (Area.of(path) == Area.OUTSIDE) {
                context.request().headers().remove("content-type"); // pages take no body: nothing is to decode one
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
     * Lets nothing near a route that the contract does not describe. What stands in the path and the query is checked here; bodies are
     * when they have come, those that nobody asked for do not come at all.
     */
    private void requireContract(HttpServerRequest request, String path) throws RefusedException {
        if (contract.at(path).isEmpty()) {
            throw new RefusedException(404, ProblemAnswers.NOTHING_TITLE, ProblemAnswers.NOTHING_DETAIL, Map.of());
        }
        Optional<Operation> asked = contract.operation(request.method().name(), path);
        if (asked.isEmpty()) {
            return;
        }
        Operation operation = asked.get();
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

    /** Whoever the credentials of the request belong to; without any that hold, its address. */
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

    /** Notes who did what, when it is answered. */
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
