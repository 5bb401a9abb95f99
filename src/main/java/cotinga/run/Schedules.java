package cotinga.run;

import java.text.ParseException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Date;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.TimeZone;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.quartz.CronExpression;
import org.quartz.CronTrigger;
import org.quartz.JobKey;
import org.quartz.Scheduler;
import org.quartz.SchedulerException;
import org.quartz.Trigger;
import org.quartz.impl.matchers.GroupMatcher;

/** The scheduled jobs. */
public final class Schedules {
    private final Supplier<Scheduler> scheduler;
    private final Supplier<List<CronExpression>> refreshTimes;

    /**
     * @param scheduler that of this instance
     * @param refreshTimes when runs that can publish begin, on any instance
     */
    public Schedules(Supplier<Scheduler> scheduler, Supplier<List<CronExpression>> refreshTimes) {
        this.scheduler = scheduler;
        this.refreshTimes = refreshTimes;
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

    /** When the next run that can publish is due, here or at the instance that leads; empty if none is scheduled. */
    public Optional<Instant> nextRefresh() {
        Date now = Date.from(Instant.now());
        return refreshTimes.get().stream()
                .map(times -> times.getNextValidTimeAfter(now))
                .filter(Objects::nonNull)
                .map(Date::toInstant)
                .min(Comparator.naturalOrder());
    }

    /**
     * The times of a cron expression.
     *
     * @param zone the id of its time zone; null for that of the machine
     */
    public static CronExpression times(String cron, @Nullable Object zone) {
        try {
            CronExpression times = new CronExpression(cron);
            if (zone != null) {
                times.setTimeZone(TimeZone.getTimeZone(zone.toString()));
            }
            return times;
        } catch (ParseException e) {
            throw new IllegalArgumentException("found the cron expression " + cron + ": " + e.getMessage(), e);
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
