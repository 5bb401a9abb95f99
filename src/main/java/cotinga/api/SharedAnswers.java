package cotinga.api;

import java.time.Duration;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The second level of the caches of responses, which several instances share. Whatever it cannot do costs a computation, and no request
 * fails because of it.
 */
public interface SharedAnswers {
    /**
     * The response at a place. One that is missing or cannot be read in time is computed, and stored without delaying this call.
     *
     * @param lifetime how long a computed response is stored
     */
    Answer get(Answer.Place place, Duration lifetime, Supplier<Answer> computation);

    /** Makes all stored responses unreachable, also those that are being computed now. */
    Invalidation invalidate();

    /** The statistics since the start of the service. */
    Figures figures();

    /**
     * The statistics.
     *
     * @param available whether it is used; false while it is bypassed because it failed
     * @param hitRate hits per hit or miss, rounded to four decimals; null before the first
     * @param failures reads that failed, took too long, or found a value that cannot be read
     * @param bypassed computations without a read, as it was not available
     * @param stored responses that were stored
     * @param notStored computed responses that were not stored: too large, or not accepted
     */
    record Figures(
            boolean available,
            long hits,
            long misses,
            @Nullable Double hitRate,
            long failures,
            long bypassed,
            long stored,
            long notStored) {
        public Figures(
                boolean available, long hits, long misses, long failures, long bypassed, long stored, long notStored) {
            this(available, hits, misses, CacheStatistics.hitRate(hits, misses), failures, bypassed, stored, notStored);
        }
    }

    /**
     * The result of an invalidation.
     *
     * @param invalidated whether all stored responses are unreachable
     * @param problem why they may not be; null if they are
     */
    record Invalidation(boolean invalidated, @Nullable String problem) {}
}
