package cotinga.api;

import cotinga.cluster.Leadership;
import cotinga.store.runs.RunRequest;
import cotinga.store.runs.RunRequestState;
import cotinga.store.runs.RunRequestStore;
import java.time.Duration;
import java.util.Objects;

/** The runs that this instance, which does not lead, requests from the one that leads. */
public final class RequestedRuns {
    private static final String RUNS = "/api/v1/admin/runs";
    private static final long SECONDS_TO_RETRY = 5;

    private final RunRequestStore requests;
    private final String instance;
    private final Leadership leadership;
    private final Patience patience;
    private volatile boolean isStopped;

    /**
     * How long a client waits.
     *
     * @param taken until another instance takes the request
     * @param answered until it answers
     */
    public record Patience(Duration taken, Duration answered) {
        /** Nobody takes a request after that; the answer follows soon. */
        public static final Patience USUAL =
                new Patience(RunRequestStore.LIFE, RunRequestStore.LIFE.plus(Duration.ofSeconds(5)));
    }

    /**
     * A request.
     *
     * @param since when it was sent, by {@link System#nanoTime()}
     * @param state what is known of it
     * @param isOpen whether more may become known soon
     */
    public record Requested(long id, long since, RunRequestState state, boolean isOpen) {
        private Requested ended(RunRequestState known) {
            return new Requested(id, since, known, false);
        }

        private boolean isOlderThan(Duration time) {
            return System.nanoTime() - since >= time.toNanos();
        }
    }

    /** @param instance the name of this instance */
    public RequestedRuns(RunRequestStore requests, String instance, Leadership leadership, Patience patience) {
        this.requests = requests;
        this.instance = instance;
        this.leadership = leadership;
        this.patience = patience;
    }

    /** Requests a run. */
    public Requested request(RunRequest run) {
        long since = System.nanoTime();
        return new Requested(requests.add(run, instance), since, RunRequestState.OPEN, true);
    }

    /** Reads what is known of a request now. Withdraws it if it has waited for too long, or if the service is stopping. */
    public Requested check(Requested requested) {
        RunRequestState state = requests.find(requested.id()).orElse(null);
        if (state == null) {
            return requested.ended(RunRequestState.OPEN); // the leader has deleted it, as it was too old
        }
        return switch (state.status()) {
            case OPEN ->
                (isStopped || requested.isOlderThan(patience.taken())) && requests.withdraw(requested.id())
                        ? requested.ended(state)
                        : requested;
            case TAKEN -> requested.isOlderThan(patience.answered()) ? requested.ended(state) : requested;
            case BEGUN, REFUSED, FAILED -> requested.ended(state);
        };
    }

    /**
     * The run that has begun.
     *
     * @throws RequestException if none has, or if that is not known
     */
    public long runId(Requested requested) {
        RunRequestState state = requested.state();
        return switch (state.status()) {
            case BEGUN -> Objects.requireNonNull(state.runId());
            case REFUSED -> throw RequestException.conflict(Objects.requireNonNull(state.reason()));
            case FAILED ->
                throw RequestException.of(
                        500,
                        "Internal error",
                        "The instance that leads found an internal error and has not started the run; see its log.");
            case TAKEN ->
                throw RequestException.unavailable(
                        "Not answered",
                        "The instance that leads has taken the request but has not answered within "
                                + patience.answered().toSeconds() + " s, so the run may have begun (" + RUNS + ")",
                        SECONDS_TO_RETRY);
            case OPEN -> throw RequestException.unavailable("Not started", notTaken(), SECONDS_TO_RETRY);
        };
    }

    private String notTaken() {
        String leader = isStopped
                ? "This instance is stopping"
                : leadership
                        .leader()
                        .map(its -> "The instance " + its.instance() + " leads but has not taken the request within "
                                + patience.taken().toSeconds() + " s")
                        .orElse("No instance leads at the moment");
        return leader + "; nothing was started";
    }

    /** Withdraws the requests that nobody has taken. */
    public void stop() {
        isStopped = true;
    }
}
