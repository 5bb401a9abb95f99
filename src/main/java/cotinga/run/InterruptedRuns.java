package cotinga.run;

import cotinga.base.LogContext;
import cotinga.store.runs.InterruptedRun;
import cotinga.store.runs.InterruptedRunStore;
import cotinga.store.runs.RunCause;
import cotinga.store.runs.RunKind;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The interrupted runs: recorded as running, but not active. Their process was killed, or their end could not be recorded because of a
 * database error. Of each kind one run resumes; the others are ended.
 */
public final class InterruptedRuns {
    private static final Logger LOG = LoggerFactory.getLogger(InterruptedRuns.class);

    /** A run that is interrupted this often may be the cause of the interruptions. */
    private static final int TOO_OFTEN = 3;

    /** After this time, the completed steps of a run are out of date. */
    private static final Duration TOO_LONG = Duration.ofHours(24);

    /** What happens to an interrupted run when a run of its kind begins. */
    enum Course {
        /** It resumes instead of a new run. */
        RESUMES,
        /** It is ended, because the new run covers it. */
        IS_REPLACED,
        /** It resumes after the new run, which is smaller and urgent. */
        WAITS
    }

    private final InterruptedRunStore store;
    private final Clock clock;

    public InterruptedRuns(InterruptedRunStore store, Clock clock) {
        this.store = store;
        this.clock = clock;
    }

    /** Ends the interrupted runs of all other kinds, and those that cannot resume. Called at start, before any run begins. */
    public void endAllBut(Set<RunKind> kinds) {
        for (InterruptedRun run : store.all()) {
            if (!kinds.contains(run.kind())) {
                end(run, "runs of its kind do not resume at this start");
            } else {
                obstacle(run).ifPresent(reason -> end(run, reason));
            }
        }
    }

    /** The interrupted runs of this kind that can resume, newest first. */
    List<InterruptedRun> resumable(RunKind kind) {
        return store.all().stream()
                .filter(run -> run.kind() == kind && obstacle(run).isEmpty())
                .toList();
    }

    /**
     * Resumes an interrupted run of this kind, if there is one. The caller holds the lock of the kind.
     *
     * @param course decides what happens to a run that can resume
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
                        end(run, "a newer run resumes instead");
                    } else {
                        resume(run);
                        resumed = Optional.of(run);
                    }
                }
                case IS_REPLACED -> end(run, "a new run that covers it replaces it");
                case WAITS -> LogContext.ofRun(run.id(), () -> LOG.debug("{} {} resumes later", name(run), run.id()));
            }
        }
        return resumed;
    }

    private void resume(InterruptedRun run) {
        store.resume(run);
        LogContext.ofRun(
                run.id(),
                () -> LOG.info(
                        "{} {} ({}{}) was interrupted at {} with {} of {} steps done; it resumes",
                        name(run),
                        run.id(),
                        run.scope(),
                        run.forced() ? ", forced" : "",
                        run.lastSeenAt(),
                        run.countDone(),
                        run.steps().size()));
    }

    /** Why a run cannot resume; empty if it can. */
    private Optional<String> obstacle(InterruptedRun run) {
        if (run.cause() == RunCause.INBOX) {
            return Optional.of("its file is still in the inbox and is loaded in a new run");
        }
        if (RunScope.of(run.scope(), List.of()).isEmpty()) {
            return Optional.of("this build does not know its scope '" + run.scope() + "'");
        }
        if (run.resumed() + 1 >= TOO_OFTEN) {
            return Optional.of("it was interrupted " + (run.resumed() + 1) + " times in a row");
        }
        if (run.lastSeenAt().isBefore(clock.instant().minus(TOO_LONG))) {
            return Optional.of("it was interrupted more than " + TOO_LONG.toHours() + " hours ago");
        }
        return Optional.empty();
    }

    private void end(InterruptedRun run, String obstacle) {
        String reason = "interrupted at " + run.lastSeenAt() + "; " + obstacle;
        LogContext.ofRun(run.id(), () -> LOG.warn("{} {} does not resume: {}", name(run), run.id(), reason));
        store.end(run, reason);
    }

    private static String name(InterruptedRun run) {
        return switch (run.kind()) {
            case REPORTS -> "Report run";
            case PRICES -> "Price run";
        };
    }
}
