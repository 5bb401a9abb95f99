package cotinga.run;

import cotinga.store.InterruptedRun;
import cotinga.store.InterruptedRunStore;
import cotinga.store.RunKind;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The runs that a dead process left behind: at most one of each kind waits to go on, the others are ended. */
public final class InterruptedRuns {
    private static final Logger LOG = LoggerFactory.getLogger(InterruptedRuns.class);

    /** A run that is interrupted this often may be what ends the process. */
    private static final int TOO_OFTEN = 3;

    /** After this time a run's steps tell too little of today. */
    private static final Duration TOO_LONG = Duration.ofHours(24);

    private final InterruptedRunStore store;
    private final Clock clock;
    private final Map<RunKind, InterruptedRun> waiting = new ConcurrentHashMap<>();

    /**
     * Finds the runs that go on, and ends those that do not; for the start, before any run begins.
     *
     * @param kinds those of which runs may go on in this process
     */
    public InterruptedRuns(InterruptedRunStore store, Set<RunKind> kinds, Clock clock) {
        this.store = store;
        this.clock = clock;
        for (InterruptedRun run : store.all()) {
            Optional<String> hindrance = hindrance(run, kinds);
            if (hindrance.isEmpty()) {
                waiting.put(run.kind(), run);
            } else {
                String reason = "interrupted at " + run.lastSeenAt() + "; " + hindrance.get();
                LOG.warn("{} {} does not go on: {}", name(run), run.id(), reason);
                store.end(run, reason);
            }
        }
    }

    private Optional<String> hindrance(InterruptedRun run, Set<RunKind> kinds) {
        if (!kinds.contains(run.kind())) {
            return Optional.of("the settings let no " + run.kind().key() + " be fetched at start");
        }
        if (waiting.containsKey(run.kind())) {
            return Optional.of("a newer run goes on in its place");
        }
        if (run.resumed() + 1 >= TOO_OFTEN) {
            return Optional.of("it was interrupted " + (run.resumed() + 1) + " times in a row");
        }
        if (run.lastSeenAt().isBefore(clock.instant().minus(TOO_LONG))) {
            return Optional.of("that is more than " + TOO_LONG.toHours() + " hours ago");
        }
        return Optional.empty();
    }

    /** Whether a run of this kind waits to go on. */
    boolean isWaiting(RunKind kind) {
        return waiting.containsKey(kind);
    }

    /** The run of this kind that goes on now, which it does once; empty when none waits. */
    Optional<InterruptedRun> resume(RunKind kind) {
        Optional<InterruptedRun> run = Optional.ofNullable(waiting.get(kind));
        run.ifPresent(it -> {
            store.resume(it);
            waiting.remove(kind);
            LOG.info(
                    "{} {} was interrupted at {} with {} of {} steps done; it goes on",
                    name(it),
                    it.id(),
                    it.lastSeenAt(),
                    it.countDone(),
                    it.steps().size());
        });
        return run;
    }

    private static String name(InterruptedRun run) {
        return switch (run.kind()) {
            case REPORTS -> "Report run";
            case PRICES -> "Price run";
        };
    }
}
