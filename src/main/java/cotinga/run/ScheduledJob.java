package cotinga.run;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A job of the scheduler.
 *
 * @param cron its cron expression; null when it has none
 * @param zone the time zone of the cron expression; null without one
 * @param previousRun when it last started; null when it has not
 * @param nextRun when it starts next; null when it will not
 */
public record ScheduledJob(
        String name,
        @Nullable String cron,
        @Nullable String zone,
        @Nullable Instant previousRun,
        @Nullable Instant nextRun) {}
