package cotinga.store;

import cotinga.report.Week;
import java.io.IOException;
import java.util.function.Consumer;

/** Where the weeks of an archive come from. */
@FunctionalInterface
public interface WeekSource {
    /**
     * Hands over every week, in the order of the file, and every line that could not be understood. A week is kept for a while: its
     * arrays must not be filled anew. Any exception means that nothing of the archive is stored.
     */
    void deliver(Consumer<Week> weeks, MalformedSink malformed) throws IOException;
}
