package cotinga.run;

import cotinga.store.InterruptedRun;
import cotinga.store.InterruptedRunStore;
import cotinga.store.RunCause;
import cotinga.store.RunKind;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The runs that stand as running while nobody runs them: a dead process left them behind, or the database was out of order when they
 * ended. Of each kind one goes on, the others are ended.
 */
public final class InterruptedRuns {
    private static final Logger LOG = LoggerFactory.getLogger(InterruptedRuns.class);

    /** A run that is interrupted this often may be what ends the process. */
    private static final int TOO_OFTEN = 3;

    /** After this time a run's steps tell too little of today. */
    private static final Duration TOO_LONG = Duration.ofHours(24);

    private final InterruptedRunStore store;
    private final Clock clock;

    public InterruptedRuns(InterruptedRunStore store, Clock clock) {
        this.store = store;
        this.clock = clock;
    }

    /** Ends the interrupted runs that are not to go on in this process; for the start, before any run begins. */
    public void endAllBut(Set<RunKind> kinds) {
        for (InterruptedRun run : store.all()) {
            if (!kinds.contains(run.kind())) {
                end(run, "nothing of its kind is fetched at this start");
            } else {
                hindrance(run).ifPresent(reason -> end(run, reason));
            }
        }
    }

    /** Whether a run of this kind waits to go on; for the start, before any run begins. */
    boolean isWaiting(RunKind kind) {
        return store.all().stream()
                .anyMatch(run -> run.kind() == kind && hindrance(run).isEmpty());
    }

    /** The run of this kind that goes on now, if there is one; the caller lets no other run of the kind begin meanwhile. */
    Optional<InterruptedRun> resume(RunKind kind) {
        Optional<InterruptedRun> resumed = Optional.empty();
        for (InterruptedRun run : store.all()) {
            if (run.kind() == kind) {
                Optional<String> hindrance =
                        resumed.isPresent() ? Optional.of("a newer run goes on in its place") : hindrance(run);
                if (hindrance.isPresent()) {
                    end(run, hindrance.get());
                } else {
                    store.resume(run);
                    resumed = Optional.of(run);
                    LOG.info(
                            "{} {} was interrupted at {} with {} of {} steps done; it goes on",
                            name(run),
                            run.id(),
                            run.lastSeenAt(),
                            run.countDone(),
                            run.steps().size());
                }
            }
        }
        return resumed;
    }

    /** Why a run cannot go on; empty when it can. */
    private Optional<String> hindrance(InterruptedRun run) {
        if (run.cause() == RunCause.INBOX) {
            return Optional.of("its file is still in the inbox and gets a run of its own");
        }
        if (run.resumed() + 1 >= TOO_OFTEN) {
            return Optional.of("it was interrupted " + (run.resumed() + 1) + " times in a row");
        }
        if (run.lastSeenAt().isBefore(clock.instant().minus(TOO_LONG))) {
            return Optional.of("that is more than " + TOO_LONG.toHours() + " hours ago");
        }
        return Optional.empty();
    }

    private void end(InterruptedRun run, String hindrance) {
        String reason = "interrupted at " + run.lastSeenAt() + "; " + hindrance;
        LOG.warn("{} {} does not go on: {}", name(run), run.id(), reason);
        store.end(run, reason);
    }

    private static String name(InterruptedRun run) {
        return switch (run.kind()) {
            case REPORTS -> "Report run";
            case PRICES -> "Price run";
        };
    }
}
