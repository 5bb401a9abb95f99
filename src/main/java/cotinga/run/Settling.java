package cotinga.run;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.LongSupplier;

/** Which files nobody writes any more: their size and date have been the same for some time. A date itself says nothing of that. */
final class Settling {
    private final Duration settle;
    private final LongSupplier nanoTime;
    private final Map<Path, Sight> sights = new ConcurrentHashMap<>();

    private record Sight(long bytes, FileTime changedAt, long since) {}

    Settling(Duration settle, LongSupplier nanoTime) {
        this.settle = settle;
        this.nanoTime = nanoTime;
    }

    /** Whether a file has been seen like this for long enough. */
    boolean isOver(Path file) throws IOException {
        BasicFileAttributes attributes = Files.readAttributes(file, BasicFileAttributes.class);
        long now = nanoTime.getAsLong();
        Sight sight = sights.get(file);
        if (sight == null
                || sight.bytes() != attributes.size()
                || !sight.changedAt().equals(attributes.lastModifiedTime())) {
            sights.keySet().removeIf(Files::notExists);
            sights.put(file, new Sight(attributes.size(), attributes.lastModifiedTime(), now));
            return settle.isZero();
        }
        return now - sight.since() >= settle.toNanos();
    }
}
