package cotinga.http;

import cotinga.api.Freshness;
import cotinga.api.Instances;
import cotinga.api.ReaderEvents;
import cotinga.api.ReadyAnswers;
import cotinga.api.RequestException;
import cotinga.api.Responses;
import cotinga.api.RunAnswer;
import cotinga.base.LogContext;
import cotinga.contract.Contract;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.net.HttpURLConnection;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.LongFunction;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.event.Level;

/** The handlers before every route: request ids, credentials, rate limits, cached responses and the contract. */
public final class Gateway {
    private static final Logger LOG = LoggerFactory.getLogger(Gateway.class);

    /** The largest body of a request. */
    static final int MAX_BODY_BYTES = 65_536;

    private final Credentials credentials;
    private final RateLimit reads;
    private final RateLimit admin;
    private final Optional<Origins> origins;
    private final RepeatedReads repeated;
    private final CachedReads cached;
    private final NewerVersions newer;
    private final RequestMatcher matcher;
    private final ProblemResponses problems;
    private final Events events;
    private final AtomicInteger listening = new AtomicInteger();
    private final ReadQueue queue;
    private final LogLimit logLimit = new LogLimit();

    /**
     * A gateway.
     *
     * @param origins the other origins whose pages may read responses; empty when CORS is off
     * @param contract what requests may contain
     * @param reading how reads are answered
     * @param instances what this instance serves
     * @param events what clients listen for
     */
    public Gateway(
            Credentials credentials,
            RateLimits limits,
            Optional<Origins> origins,
            Contract contract,
            Reading reading,
            Instances instances,
            Events events) {
        this.credentials = credentials;
        this.reads = new RateLimit(limits.reads());
        this.admin = new RateLimit(limits.admin());
        this.origins = origins;
        this.repeated = new RepeatedReads(reading.freshness(), reading.ready(), reads);
        this.cached = new CachedReads(reading.ready(), reading.responses(), repeated);
        this.queue = new ReadQueue(cached::isAnswered);
        this.newer = new NewerVersions(reading.dataVersion(), events.readers(), reading.catchUp());
        this.matcher = new RequestMatcher(contract, reading.freshness(), instances);
        this.problems = new ProblemResponses(contract);
        this.events = events;
    }

    /**
     * How reads are answered.
     *
     * @param freshness the tags and the lifetimes of responses
     * @param ready the cached responses by their tags
     * @param responses builds the responses
     * @param dataVersion what is published, as far as this instance knows
     * @param catchUp reads what is published; empty if no other instance can publish
     */
    public record Reading(
            Freshness freshness,
            ReadyAnswers ready,
            Responses responses,
            LongSupplier dataVersion,
            Optional<Runnable> catchUp) {}

    /**
     * What clients listen for.
     *
     * @param runs finds a run by its id
     * @param readers the events for readers
     * @param mostReaders how many of them may listen at the same time
     */
    public record Events(LongFunction<Optional<RunAnswer>> runs, ReaderEvents readers, int mostReaders) {}

    /**
     * Installs the gateway before all present and future routes of a router, and the responses for requests that no route answers.
     *
     * @param gate admits the requests
     */
    public void install(Router router, HttpGate gate) {
        if (!credentials.readsNeedKey()) {
            gate.answerAhead(repeated::answer);
        }
        router.route().order(Integer.MIN_VALUE).handler(Methods::rerouteHeadToGet);
        router.route().order(Integer.MIN_VALUE + 1).handler(Gateway::prepareResponse);
        origins.ifPresent(allowed -> router.route()
                .order(Integer.MIN_VALUE + 2)
                .handler(allowed.handler())
                .failureHandler(ProblemResponses::rejectOrigin));
        router.route().order(Integer.MIN_VALUE + 3).handler(this::receive);
        router.route().order(Integer.MIN_VALUE + 4).handler(newer::await);
        router.route().order(Integer.MIN_VALUE + 5).handler(matcher::match);
        router.route().order(Integer.MIN_VALUE + 6).handler(cached::answer);
        router.route().order(Integer.MIN_VALUE + 7).handler(context -> {
            gate.enter(context);
            context.next();
        });
        router.route().order(Integer.MIN_VALUE + 8).handler(queue::await);
        router.get(RunEvents.ROUTE)
                .produces(EventStream.TYPE)
                .last()
                .handler(new RunEvents(events.runs(), gate::isStopping)::listen);
        router.get(ReaderStreams.ROUTE)
                .produces(EventStream.TYPE)
                .last()
                .handler(
                        new ReaderStreams(events.readers(), newer, events.mostReaders(), listening, gate::isClosing)
                                ::listen);
        problems.installErrorHandlers(router);
    }

    /** The number of reads that wait because others of their path are being computed. */
    public int queued() {
        return queue.length();
    }

    /** The number of readers that listen for events. */
    public int listening() {
        return listening.get();
    }

    /** Sets the request id, and the headers of every response. */
    private static void prepareResponse(RoutingContext context) {
        RequestId.of(context);
        HttpServerResponse response = addSecurityHeaders(context.response());
        context.addHeadersEndHandler(ended -> {
            if (response.getStatusCode() == HttpURLConnection.HTTP_NO_CONTENT) {
                response.headers().remove(HttpHeaders.CONTENT_TYPE); // Camel sets that of the path
            }
            if (response.headers().contains(HttpHeaders.CONTENT_LENGTH)) {
                response.setChunked(false); // Camel sends a buffer in chunks
            }
        });
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

    static HttpServerResponse addSecurityHeaders(HttpServerResponse response) {
        return response.putHeader("x-content-type-options", "nosniff")
                .putHeader("x-frame-options", "DENY")
                .putHeader("referrer-policy", "no-referrer")
                .putHeader("content-security-policy", "default-src 'none'; frame-ancestors 'none'");
    }

    private void receive(RoutingContext context) {
        String id = RequestId.of(context);
        try {
            String path = path(context);
            checkAccess(context, Area.of(path), id);
        } catch (RequestException rejected) {
            ResponseWriter.reject(context, rejected);
            return;
        }
        context.request().headers().remove(Credentials.KEY_HEADER).remove(Credentials.TOKEN_HEADER);
        context.next();
    }

    /** The normalized path, as routes get it. */
    private static String path(RoutingContext context) {
        if (context.request().headers().getAll("host").size() > 1) {
            throw RequestException.of(400, "Bad request", "Found several Host headers, expected one.");
        }
        try {
            return context.normalizedPath();
        } catch (IllegalArgumentException e) {
            throw RequestException.of(
                    400, "Bad request", "The path cannot be decoded (" + e.getMessage() + "); send URL-encoded UTF-8.");
        }
    }

    private void checkAccess(RoutingContext context, Area area, String id) {
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

    /** The owner of the credentials; without valid credentials the address. */
    private Client client(HttpServerRequest request) {
        return credentials
                .ownerOf(request)
                .orElseGet(() -> Client.ofAddress(request.remoteAddress().hostAddress()));
    }

    private void require(Scope scope, HttpServerRequest request, Client client) {
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
            Level level = status == 401 || status == 403 || status == 429 ? Level.WARN : Level.INFO;
            LogContext.ofRequest(id, () -> LOG.atLevel(level).log(line));
        });
    }
}
