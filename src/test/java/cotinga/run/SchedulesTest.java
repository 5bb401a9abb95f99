package cotinga.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.quartz.CronExpression;

class SchedulesTest {
    private static Schedules schedules(CronExpression... refreshTimes) {
        return new Schedules(
                () -> {
                    throw new IllegalStateException("nothing is scheduled here");
                },
                () -> List.of(refreshTimes));
    }

    @Test
    void theNextRefreshIsTheFirstOneInTheTimeZoneOfItsSchedule() {
        int year = ZonedDateTime.now(ZoneOffset.UTC).getYear() + 1;
        Schedules schedules = schedules(
                Schedules.times("0 30 15 2 1 ? " + year, "America/New_York"),
                Schedules.times("0 30 15 2 1 ? " + year, "UTC"),
                Schedules.times("0 0 0 1 1 ? 2020", "UTC"));

        assertThat(schedules.nextRefresh()).contains(Instant.parse(year + "-01-02T15:30:00Z"));
    }

    @Test
    void noRefreshFollowsTheLastOne() {
        assertThat(schedules().nextRefresh()).isEmpty();
        assertThat(schedules(Schedules.times("0 0 0 1 1 ? 2020", null)).nextRefresh())
                .isEmpty();
    }

    @Test
    void rejectsWhatIsNoCronExpression() {
        assertThatThrownBy(() -> Schedules.times("0 61 * * * ?", null))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("found the cron expression 0 61 * * * ?: ");
    }
}
