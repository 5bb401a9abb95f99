package cotinga.store.runs;

import java.util.List;
import java.util.Optional;
import java.util.stream.LongStream;
import java.util.stream.Stream;

/** The stored runs of both kinds. */
public final class StoredRuns {
    private StoredRuns() {}

    /** At most {@code limit} runs, the newest first. */
    public static List<Run> newest(RunStore runs, int limit) {
        long newest = Stream.of(RunKind.values())
                .flatMap(kind -> runs.last(kind).stream())
                .mapToLong(Run::id)
                .max()
                .orElse(0);
        return LongStream.iterate(newest, id -> id > 0, id -> id - 1)
                .mapToObj(runs::find)
                .flatMap(Optional::stream)
                .limit(limit)
                .toList();
    }
}
