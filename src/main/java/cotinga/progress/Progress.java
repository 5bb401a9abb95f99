package cotinga.progress;

import cotinga.base.TimeSpan;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import java.util.Optional;

/** The progress of long work: completed steps, planned steps and time left. Thread-safe. */
public final class Progress {
    private final String work;
    private final ProgressDisplay display;
    private final Clock clock;
    private final Instant startedAt;
    private int planned;
    private int done;

    public Progress(String work, ProgressDisplay display, Clock clock) {
        this.work = work;
        this.display = display;
        this.clock = clock;
        this.startedAt = clock.instant();
    }

    /**
     * The progress at one moment.
     *
     * @param done the number of completed steps
     * @param planned the number of planned steps
     * @param left the estimated time for the remaining steps; empty before the first step is completed
     */
    public record Figures(int done, int planned, Optional<Duration> left) {
        /** The progress of work that has taken some time; the remaining steps are expected to take as long as the completed ones. */
        public static Figures of(int done, int planned, Duration elapsed) {
            return new Figures(
                    done,
                    planned,
                    done == 0
                            ? Optional.empty()
                            : Optional.of(elapsed.multipliedBy(planned - done).dividedBy(done)));
        }
    }

    /** The progress now. */
    public synchronized Figures figures() {
        return Figures.of(done, planned, Duration.between(startedAt, clock.instant()));
    }

    /** Adds planned steps. */
    public synchronized void plan(int steps) {
        planned += steps;
    }

    /** Notes that a step has ended, successful or not. */
    public synchronized void stepDone(String step) {
        done++;
        display.show(line(step), done == planned);
    }

    /** Notes that all work has ended. */
    public synchronized void finished() {
        display.clear();
    }

    /** {@code reports 12/36 (33 %), about 40 s left: legacy/fo 2021}. */
    synchronized String line(String step) {
        Figures now = figures();
        String left = now.left()
                .filter(time -> now.done() < now.planned())
                .map(time -> ", about " + text(time) + " left")
                .orElse("");
        return String.format(
                Locale.ROOT,
                "%s %d/%d (%d %%)%s: %s",
                work,
                now.done(),
                now.planned(),
                100L * now.done() / Math.max(1, now.planned()),
                left,
                step);
    }

    private static String text(Duration duration) {
        long seconds = Math.max(1, duration.toSeconds());
        return TimeSpan.text(seconds < 120 ? Duration.ofSeconds(seconds) : Duration.ofMinutes((seconds + 30) / 60));
    }
}
