package cotinga.progress;

import cotinga.report.TimeSpan;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import java.util.Optional;

/** How far a piece of long work is: what, how many of how many, time left. Safe for use by several threads. */
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
     * How far it is at one moment.
     *
     * @param done steps that are over
     * @param planned steps that are known
     * @param left the time that the steps left will take; empty before the first step is over
     */
    public record Figures(int done, int planned, Optional<Duration> left) {}

    /** How far it is now. */
    public synchronized Figures figures() {
        return new Figures(done, planned, done == 0 ? Optional.empty() : Optional.of(timeLeft()));
    }

    /** More steps are known to come. */
    public synchronized void plan(int steps) {
        planned += steps;
    }

    /** One step is over, whatever became of it. */
    public synchronized void stepDone(String step) {
        done++;
        display.show(line(step), done == planned);
    }

    /** All planned work is over. */
    public synchronized void finished() {
        display.clear();
    }

    /** {@code reports 12/36 (33 %), about 40 s left: legacy/fo 2021}. */
    synchronized String line(String step) {
        String left = done > 0 && done < planned ? ", about " + text(timeLeft()) + " left" : "";
        return String.format(
                Locale.ROOT,
                "%s %d/%d (%d %%)%s: %s",
                work,
                done,
                planned,
                100L * done / Math.max(1, planned),
                left,
                step);
    }

    /** The time that the steps left will take if they take as long as those done. */
    private Duration timeLeft() {
        Duration elapsed = Duration.between(startedAt, clock.instant());
        return elapsed.multipliedBy(planned - done).dividedBy(done);
    }

    private static String text(Duration duration) {
        long seconds = Math.max(1, duration.toSeconds());
        return TimeSpan.text(seconds < 120 ? Duration.ofSeconds(seconds) : Duration.ofMinutes((seconds + 30) / 60));
    }
}
