package cotinga.run;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Date;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.quartz.CronTrigger;
import org.quartz.JobKey;
import org.quartz.Scheduler;
import org.quartz.SchedulerException;
import org.quartz.Trigger;
import org.quartz.TriggerKey;
import org.quartz.impl.matchers.GroupMatcher;

/** What is scheduled, as payload. */
public final class Schedules {
    private final Supplier<Scheduler> scheduler;

    public Schedules(Supplier<Scheduler> scheduler) {
        this.scheduler = scheduler;
    }

    /** Each job with {@code id}, {@code name}, {@code cron}, {@code zone}, {@code previous_run} and {@code next_run} (ISO 8601, UTC). */
    public List<Map<String, Object>> jobs() {
        try {
            List<Map<String, Object>> jobs = new ArrayList<>();
            for (JobKey job : scheduler.get().getJobKeys(GroupMatcher.anyJobGroup())) {
                for (Trigger trigger : scheduler.get().getTriggersOfJob(job)) {
                    jobs.add(job(trigger));
                }
            }
            jobs.sort(Comparator.comparing(job -> String.valueOf(job.get("id"))));
            return jobs;
        } catch (SchedulerException e) {
            throw new IllegalStateException("The scheduler does not tell its jobs", e);
        }
    }

    /** Whether the jobs will be run when their time comes. */
    public boolean isRunning() {
        try {
            return scheduler.get().isStarted() && !scheduler.get().isInStandbyMode();
        } catch (SchedulerException e) {
            throw new IllegalStateException("The scheduler does not tell how it is", e);
        }
    }

    /** When the first job of a group is due, by the machine's clock; empty when none is scheduled. */
    public Optional<Instant> nextOf(String group) {
        try {
            List<Instant> due = new ArrayList<>();
            for (TriggerKey key : scheduler.get().getTriggerKeys(GroupMatcher.triggerGroupEquals(group))) {
                Trigger trigger = scheduler.get().getTrigger(key);
                if (trigger != null && trigger.getNextFireTime() != null) {
                    due.add(trigger.getNextFireTime().toInstant());
                }
            }
            return due.stream().min(Comparator.naturalOrder());
        } catch (SchedulerException e) {
            throw new IllegalStateException("The scheduler does not tell what is due", e);
        }
    }

    private static Map<String, Object> job(Trigger trigger) {
        Map<String, Object> job = new LinkedHashMap<>();
        job.put("id", trigger.getKey().getName());
        job.put("name", trigger.getKey().getName());
        if (trigger instanceof CronTrigger cron) {
            job.put("cron", cron.getCronExpression());
            job.put("zone", cron.getTimeZone().getID());
        }
        job.put("previous_run", text(trigger.getPreviousFireTime()));
        job.put("next_run", text(trigger.getNextFireTime()));
        return job;
    }

    private static @Nullable String text(@Nullable Date moment) {
        return moment == null ? null : moment.toInstant().toString();
    }
}
