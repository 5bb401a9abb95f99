package cotinga.run;

import cotinga.store.InterruptedRun;
import cotinga.store.InterruptedRunStore;
import cotinga.store.RunCause;
import cotinga.store.RunKind;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
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

    /** What becomes of an interrupted run when one of its kind is to begin. */
    enum Course {
        /** It takes the place of the one that was to begin. */
        RESUMES,
        /** The one that begins does all that it was to do. */
        IS_REPLACED,
        /** It goes on later: the one that begins asks for less, and soon. */
        WAITS
    }

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
                obstacle(run).ifPresent(reason -> end(run, reason));
            }
        }
    }

    /** The runs of this kind that wait to go on, the newest first; for the start, before any run begins. */
    List<InterruptedRun> resumable(RunKind kind) {
        return store.all().stream()
                .filter(run -> run.kind() == kind && obstacle(run).isEmpty())
                .toList();
    }

    /**
     * The run of this kind that goes on now, if there is one; the caller lets no other run of the kind begin meanwhile.
     *
     * @param course what is to become of a run that can go on
     */
    Optional<InterruptedRun> resume(RunKind kind, Function<InterruptedRun, Course> course) {
        Optional<InterruptedRun> resumed = Optional.empty();
        for (InterruptedRun run : store.all()) {
            if (run.kind() != kind) {
                continue;
            }
            Optional<String> obstacle = obstacle(run);
            if (obstacle.isPresent()) {
                end(run, obstacle.get());
                continue;
            }
            switch (course.apply(run)) {
                case RESUMES -> {
                    if (resumed.isPresent()) {
                        end(run, "a newer run goes on in its place");
                    } else {
                        resume(run);
                        resumed = Optional.of(run);
                    }
                }
                case IS_REPLACED -> end(run, "a run that asks for more, or anew, takes its place");
                case WAITS -> LOG.debug("{} {} goes on later", name(run), run.id());
            }
        }
        return resumed;
    }

    private void resume(InterruptedRun run) {
        store.resume(run);
        LOG.info(
                "{} {} ({}{}) was interrupted at {} with {} of {} steps done; it goes on",
                name(run),
                run.id(),
                run.scope(),
                run.forced() ? ", forced" : "",
                run.lastSeenAt(),
                run.countDone(),
                run.steps().size());
    }

    /** Why a run cannot go on; empty when it can. */
    private Optional<String> obstacle(InterruptedRun run) {
        if (run.cause() == RunCause.INBOX) {
            return Optional.of("its file is still in the inbox and gets a run of its own");
        }
        if (RunScope.of(run.scope(), List.of()).isEmpty()) {
            return Optional.of("this build does not know its scope '" + run.scope() + "'");
        }
        if (run.resumed() + 1 >= TOO_OFTEN) {
            return Optional.of("it was interrupted " + (run.resumed() + 1) + " times in a row");
        }
        if (run.lastSeenAt().isBefore(clock.instant().minus(TOO_LONG))) {
            return Optional.of("that is more than " + TOO_LONG.toHours() + " hours ago");
        }
        return Optional.empty();
    }

    private void end(InterruptedRun run, String obstacle) {
        String reason = "interrupted at " + run.lastSeenAt() + "; " + obstacle;
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
