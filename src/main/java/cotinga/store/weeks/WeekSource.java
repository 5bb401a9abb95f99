package cotinga.store.weeks;

import cotinga.report.Week;
import java.io.IOException;
import java.util.function.Consumer;

/** Delivers the weeks of an archive. */
@FunctionalInterface
public interface WeekSource {
    /**
     * Delivers every week and every malformed line, in the order of the file. Weeks are buffered, so their arrays must not be reused.
     * After an exception nothing of the archive is stored.
     */
    void deliver(Consumer<Week> weeks, MalformedSink malformed) throws IOException;
}
