package cotinga.progress;

import java.io.PrintStream;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Shows progress: in one line of a terminal, or in log lines at intervals. */
public interface ProgressDisplay {
    /** Shows a line of progress. The last line of the planned work is always shown. */
    void show(String line, boolean last);

    /** Clears the line of the terminal. */
    void clear();

    /** Overwrites one line of the terminal. */
    static ProgressDisplay terminal(PrintStream out) {
        return new ProgressDisplay() {
            private static final String START_OF_LINE = "\r\u001B[K";

            @Override
            public synchronized void show(String line, boolean last) {
                out.print(START_OF_LINE + line);
                out.flush();
            }

            @Override
            public synchronized void clear() {
                out.print(START_OF_LINE);
                out.flush();
            }
        };
    }

    /** Logs a line at most once per {@code pause}. */
    static ProgressDisplay log(Clock clock, Duration pause) {
        return new ProgressDisplay() {
            private final Logger log = LoggerFactory.getLogger(Progress.class);
            private Instant next = Instant.MIN;

            @Override
            public synchronized void show(String line, boolean last) {
                Instant now = clock.instant();
                if (last || !now.isBefore(next)) {
                    log.info(line);
                    next = now.plus(pause);
                }
            }

            @Override
            public void clear() {
                // log lines are kept
            }
        };
    }
}
