package cotinga.progress;

import java.io.PrintStream;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Where progress is shown: a living line on a terminal, or a log line now and then. */
public interface ProgressDisplay {
    /** Shows a line of progress; the last one of the work planned so far is never left out. */
    void show(String line, boolean last);

    /** Takes a living line away. */
    void clear();

    /** One line of the terminal that is written over and over. */
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

    /** A plain log line at most every {@code pause}. */
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
                // a log line stays
            }
        };
    }
}
