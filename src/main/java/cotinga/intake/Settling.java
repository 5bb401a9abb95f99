package cotinga.intake;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.LongSupplier;

/** Detects complete files: their size and modification time have not changed for some time. The modification time alone proves nothing. */
final class Settling {
    private final Duration settle;
    private final LongSupplier nanoTime;
    private final Map<Path, Observation> observations = new ConcurrentHashMap<>();

    private record Observation(long bytes, FileTime changedAt, long since) {}

    Settling(Duration settle, LongSupplier nanoTime) {
        this.settle = settle;
        this.nanoTime = nanoTime;
    }

    /** Whether a file has been unchanged for long enough. */
    boolean isOver(Path file) throws IOException {
        BasicFileAttributes attributes = Files.readAttributes(file, BasicFileAttributes.class);
        long now = nanoTime.getAsLong();
        Observation observation = observations.get(file);
        if (observation == null
                || observation.bytes() != attributes.size()
                || !observation.changedAt().equals(attributes.lastModifiedTime())) {
            observations.keySet().removeIf(Files::notExists);
            observations.put(file, new Observation(attributes.size(), attributes.lastModifiedTime(), now));
            return settle.isZero();
        }
        return now - observation.since() >= settle.toNanos();
    }
}
