package cotinga.store.weeks;

import static cotinga.report.ReportVariant.LEGACY_FO;
import static cotinga.report.ReportVariant.TFF_CO;
import static cotinga.store.weeks.Weeks.publish;
import static cotinga.store.weeks.Weeks.source;
import static cotinga.store.weeks.Weeks.week;
import static cotinga.store.weeks.Weeks.weekly;
import static cotinga.store.weeks.Weeks.yearly;
import static org.assertj.core.api.Assertions.assertThat;

import cotinga.report.ReportVariant;
import cotinga.store.sql.TestDatabase;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Moments of release that were derived, when the calendar says something else than it did. */
class DerivedReleasesTest {
    private static final String MOMENTS = "SELECT report_date, published_at FROM ";

    @AutoClose
    private TestDatabase database;

    private DerivedReleases releases;

    @BeforeEach
    void load(@TempDir Path folder) throws IOException {
        database = TestDatabase.in(folder);
        releases = new DerivedReleases(database.source);
        releases.follow("rule", Weeks::released);
        database.load(
                yearly(LEGACY_FO, 2026, "Mon, 16 Nov 2026 20:30:00 GMT"),
                source(week("2026-11-03", 1), week("2026-11-10", 2)));
        publish(database);
        database.load(yearly(LEGACY_FO, 2026, null), source(week("2026-11-03", 1), week("2026-11-10", 3)));
    }

    @Test
    void followANewCalendarOnce() {
        assertThat(releases.follow("late", DerivedReleasesTest::twoDaysLater)).isEqualTo(3);

        assertThat(database.rows(MOMENTS + "week ORDER BY id"))
                .containsExactly("2026-11-03 2026-11-08 20:30:00+00", "2026-11-10 2026-11-15 20:30:00+00");
        assertThat(database.rows(MOMENTS + "revision")).containsExactly("2026-11-10 2026-11-15 20:30:00+00");
        assertThat(releases.follow("late", DerivedReleasesTest::neverAsked))
                .as("nothing is worked out while the calendar is the same")
                .isZero();
        assertThat(releases.follow("rule", Weeks::released)).isEqualTo(3);
        assertThat(database.rows(MOMENTS + "revision")).containsExactly("2026-11-10 2026-11-13 20:30:00+00");
    }

    @Test
    void areNeverLaterThanTheWeekWasFirstSeen() {
        releases.follow("never", (variant, date) -> Instant.parse("2030-01-01T00:00:00Z"));

        assertThat(database.rows("SELECT w.id FROM week w JOIN revision r ON r.week_id = w.id"
                        + " WHERE w.published_at = r.seen_at AND r.published_at = r.seen_at"))
                .hasSize(1);
        assertThat(database.rows("SELECT id FROM week WHERE published_at > seen_at"))
                .isEmpty();
    }

    @Test
    void areNotRewrittenWhenAnEarlierContentBoundsThem() {
        assertThat(releases.follow("never", (variant, date) -> Instant.parse("2030-01-01T00:00:00Z")))
                .isEqualTo(3);

        assertThat(releases.follow("not yet", (variant, date) -> Instant.parse("2031-01-01T00:00:00Z")))
                .isZero();
    }

    @Test
    void doNotChangeWeeksThatWereSeenToArrive() throws IOException {
        database.load(weekly(LEGACY_FO, "Mon, 16 Nov 2026 20:30:00 GMT"), source(week("2026-11-10", 3)));
        database.execute("UPDATE week SET published_derived = FALSE");

        assertThat(releases.follow("late", DerivedReleasesTest::twoDaysLater)).isEqualTo(1);
    }

    @Test
    void areDerivedByVariant() throws IOException {
        database.load(yearly(TFF_CO, 2026, null), source(week("2026-11-10", 2)));

        assertThat(releases.follow(
                        "tff/co is late",
                        (variant, date) ->
                                variant == TFF_CO ? twoDaysLater(variant, date) : Weeks.released(variant, date)))
                .isEqualTo(1);
        assertThat(database.rows("SELECT v.path, w.report_date, w.published_at FROM week w"
                        + " JOIN market m ON m.id = w.market_id JOIN variant v ON v.id = m.variant_id"
                        + " WHERE w.report_date = DATE '2026-11-10' ORDER BY v.id"))
                .containsExactly(
                        "legacy/fo 2026-11-10 2026-11-13 20:30:00+00", "tff/co 2026-11-10 2026-11-15 20:30:00+00");
    }

    private static Instant neverAsked(ReportVariant variant, LocalDate reportDate) {
        throw new AssertionError(variant + " " + reportDate);
    }

    private static Instant twoDaysLater(ReportVariant variant, LocalDate reportDate) {
        return Weeks.released(variant, reportDate).plus(Duration.ofDays(2));
    }
}
