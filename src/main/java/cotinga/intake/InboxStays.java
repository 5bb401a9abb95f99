package cotinga.intake;

import cotinga.base.Excerpt;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The files that stay in the inbox after an attempt, and when each of them is tried again. */
final class InboxStays {
    private static final Logger LOG = LoggerFactory.getLogger(InboxStays.class);

    private static final Duration FIRST_PAUSE = Duration.ofMinutes(1);
    private static final Duration LONGEST_PAUSE = Duration.ofHours(1);

    private final Clock clock;
    private final Map<Path, Stay> stays = new ConcurrentHashMap<>();

    InboxStays(Clock clock) {
        this.clock = clock;
    }

    /**
     * A file that stays in the inbox.
     *
     * @param bytes its size
     * @param changedAt its modification time
     * @param pause the time between the last attempt and the next one
     * @param until the time of the next attempt; {@link Instant#MAX} if there is none unless the file changes
     */
    private record Stay(long bytes, Instant changedAt, Duration pause, Instant until) {
        boolean isOf(Path file) throws IOException {
            return Files.size(file) == bytes
                    && Files.getLastModifiedTime(file).toInstant().equals(changedAt);
        }
    }

    /** Whether a file can be tried now: it is new, has changed, or is due for a retry. */
    boolean isDue(Path file) throws IOException {
        Stay stay = stays.get(file);
        return stay == null || !stay.isOf(file) || !clock.instant().isBefore(stay.until());
    }

    /** Notes that a file is retried later, after 1, 2, 4 … 60 minutes; returns the pause. */
    Duration retryLater(Path file) {
        Stay before = stays.get(file);
        Duration doubled = before == null ? FIRST_PAUSE : before.pause().multipliedBy(2);
        Duration pause = doubled.compareTo(LONGEST_PAUSE) > 0 ? LONGEST_PAUSE : doubled;
        stay(file, pause, clock.instant().plus(pause));
        return pause;
    }

    /** Notes that a file is not tried again unless it changes. */
    void untilItChanges(Path file) {
        stay(file, Duration.ZERO, Instant.MAX);
    }

    /** Notes that a file was moved. */
    void end(Path file) {
        stays.remove(file);
    }

    private void stay(Path file, Duration pause, Instant until) {
        stays.keySet().removeIf(Files::notExists);
        try {
            stays.put(
                    file,
                    new Stay(Files.size(file), Files.getLastModifiedTime(file).toInstant(), pause, until));
        } catch (IOException e) {
            LOG.warn("{}: was removed from the inbox meanwhile: {}", Excerpt.name(file), e.toString());
        }
    }
}
