package cotinga.run;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Date;
import java.util.List;
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

/** The scheduled jobs. */
public final class Schedules {
    private final Supplier<Scheduler> scheduler;

    public Schedules(Supplier<Scheduler> scheduler) {
        this.scheduler = scheduler;
    }

    /** Every job, in the order of their names. */
    public List<ScheduledJob> jobs() {
        try {
            List<ScheduledJob> jobs = new ArrayList<>();
            for (JobKey job : scheduler.get().getJobKeys(GroupMatcher.anyJobGroup())) {
                for (Trigger trigger : scheduler.get().getTriggersOfJob(job)) {
                    jobs.add(job(trigger));
                }
            }
            jobs.sort(Comparator.comparing(ScheduledJob::name));
            return jobs;
        } catch (SchedulerException e) {
            throw new IllegalStateException("The scheduler did not list its jobs", e);
        }
    }

    /** Whether the scheduler is running. */
    public boolean isRunning() {
        try {
            return scheduler.get().isStarted() && !scheduler.get().isInStandbyMode();
        } catch (SchedulerException e) {
            throw new IllegalStateException("The scheduler did not report its state", e);
        }
    }

    /** When the first job of a group is due, by the system clock; empty if none is scheduled. */
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
            throw new IllegalStateException("The scheduler did not list its triggers", e);
        }
    }

    private static ScheduledJob job(Trigger trigger) {
        CronTrigger cron = trigger instanceof CronTrigger its ? its : null;
        return new ScheduledJob(
                trigger.getKey().getName(),
                cron == null ? null : cron.getCronExpression(),
                cron == null ? null : cron.getTimeZone().getID(),
                instant(trigger.getPreviousFireTime()),
                instant(trigger.getNextFireTime()));
    }

    private static @Nullable Instant instant(@Nullable Date moment) {
        return moment == null ? null : moment.toInstant();
    }
}
