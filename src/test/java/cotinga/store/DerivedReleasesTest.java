package cotinga.store;

import static cotinga.report.ReportVariant.LEGACY_FO;
import static cotinga.store.Weeks.publish;
import static cotinga.store.Weeks.source;
import static cotinga.store.Weeks.week;
import static cotinga.store.Weeks.weekly;
import static cotinga.store.Weeks.yearly;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Moments of release that were derived, when the calendar says something else than it did. */
class DerivedReleasesTest {
    private static final String MOMENTS = "SELECT report_date, published_at FROM ";

    private TestDatabase database;
    private DerivedReleases releases;

    @BeforeEach
    void load(@TempDir Path folder) throws IOException {
        database = TestDatabase.in(folder);
        releases = new DerivedReleases(database.source);
        releases.follow("rule", Weeks::released);
        database.weeks.load(
                yearly(LEGACY_FO, 2026, "Mon, 16 Nov 2026 20:30:00 GMT"),
                source(week("2026-11-03", 1), week("2026-11-10", 2)));
        publish(database);
        database.weeks.load(yearly(LEGACY_FO, 2026, null), source(week("2026-11-03", 1), week("2026-11-10", 3)));
    }

    @AfterEach
    void close() {
        database.close();
    }

    @Test
    void followTheNewCalendarOnce() {
        assertThat(releases.follow("late", DerivedReleasesTest::twoDaysLater)).isEqualTo(3);

        assertThat(database.rows(MOMENTS + "week ORDER BY id"))
                .containsExactly("2026-11-03 2026-11-08 20:30:00+00", "2026-11-10 2026-11-15 20:30:00+00");
        assertThat(database.rows(MOMENTS + "revision")).containsExactly("2026-11-10 2026-11-15 20:30:00+00");
        assertThat(releases.follow("late", Weeks::released)).isZero();
        assertThat(releases.follow("rule", Weeks::released)).isEqualTo(3);
        assertThat(database.rows(MOMENTS + "revision")).containsExactly("2026-11-10 2026-11-13 20:30:00+00");
    }

    @Test
    void areNeverLaterThanTheWeekWasFirstSeen() {
        releases.follow("never", date -> Instant.parse("2030-01-01T00:00:00Z"));

        assertThat(database.rows("SELECT w.id FROM week w JOIN revision r ON r.week_id = w.id"
                        + " WHERE w.published_at = r.seen_at AND r.published_at = r.seen_at"))
                .hasSize(1);
        assertThat(database.rows("SELECT id FROM week WHERE published_at > seen_at"))
                .isEmpty();
    }

    @Test
    void areNotTouchedAgainWhenAnEarlierContentBoundsThem() {
        assertThat(releases.follow("never", date -> Instant.parse("2030-01-01T00:00:00Z")))
                .isEqualTo(3);

        assertThat(releases.follow("not yet", date -> Instant.parse("2031-01-01T00:00:00Z")))
                .isZero();
    }

    @Test
    void leaveWeeksAloneThatWereSeenArriving() throws IOException {
        database.weeks.load(weekly(LEGACY_FO, "Mon, 16 Nov 2026 20:30:00 GMT"), source(week("2026-11-10", 3)));
        database.execute("UPDATE week SET published_derived = FALSE");

        assertThat(releases.follow("late", DerivedReleasesTest::twoDaysLater)).isEqualTo(1);
        assertThat(database.rows("SELECT COUNT(*) FROM release_moment")).containsExactly("0");
    }

    private static Instant twoDaysLater(LocalDate reportDate) {
        return Weeks.released(reportDate).plus(Duration.ofDays(2));
    }
}
