package cotinga.api;

import com.fasterxml.jackson.annotation.JsonInclude;
import cotinga.run.ScheduledJob;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The scheduler and its jobs.
 *
 * @param running whether jobs start at their times
 */
public record SchedulerStatus(boolean running, List<Job> jobs) {

    /**
     * A scheduled job.
     *
     * @param cron null when the job has no cron expression
     * @param zone the time zone of the cron expression; null without one
     * @param previousRun null when the job has not run since the start
     * @param nextRun null when the job will not run again
     */
    public record Job(
            String id,
            String name,
            @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable String cron,
            @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable String zone,
            @Nullable Instant previousRun,
            @Nullable Instant nextRun) {
        static Job of(ScheduledJob job) {
            return new Job(job.name(), job.name(), job.cron(), job.zone(), job.previousRun(), job.nextRun());
        }
    }
}
