package cotinga.store.weeks;

import static cotinga.report.ReportVariant.LEGACY_FO;
import static cotinga.store.weeks.Weeks.source;
import static cotinga.store.weeks.Weeks.week;
import static cotinga.store.weeks.Weeks.weekly;
import static cotinga.store.weeks.Weeks.yearly;
import static org.assertj.core.api.Assertions.assertThat;

import cotinga.report.Week;
import cotinga.store.sql.TestDatabase;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** When weeks were released: as they were seen to arrive, or as the calendar says. */
class ReleaseMomentTest {
    private static final Instant FRIDAY = Instant.parse("2026-11-13T20:30:00Z");
    private static final Instant NEXT_FRIDAY = Instant.parse("2026-11-20T20:31:07Z");

    @AutoClose
    private TestDatabase database;

    @BeforeEach
    void open(@TempDir Path folder) {
        database = TestDatabase.in(folder);
        database.clock.goTo(Instant.parse("2026-11-16T12:00:00Z"));
    }

    @Test
    void derivesTheReleasesOfHistoryFromTheCalendar() throws IOException {
        load(week("2026-11-03", 1), week("2026-11-10", 2));

        assertThat(moments())
                .containsExactly("2026-11-03 2026-11-06T20:30:00Z TRUE", "2026-11-10 2026-11-13T20:30:00Z TRUE");
    }

    @Test
    void datesNoReleaseAfterTheWeekWasSeen() throws IOException {
        database.clock.goTo(Instant.parse("2026-11-13T20:29:10Z"));
        load(week("2026-11-10", 2));

        assertThat(moments()).containsExactly("2026-11-10 2026-11-13T20:29:10Z TRUE");
    }

    @Test
    void datesAWeekThatTheFileLackedWithinTheLastDayToItsArrival() throws IOException {
        load(week("2026-11-10", 1));
        check(NEXT_FRIDAY.minusSeconds(86_400));
        database.clock.goTo(NEXT_FRIDAY);
        load(week("2026-11-10", 1), week("2026-11-17", 2));

        assertThat(moments())
                .containsExactly("2026-11-10 2026-11-13T20:30:00Z TRUE", "2026-11-17 2026-11-20T20:31:07Z FALSE");
    }

    @Test
    void countsALoadAsACheck() throws IOException {
        database.clock.goTo(NEXT_FRIDAY.minusSeconds(3_600));
        load(week("2026-11-10", 1));
        database.clock.goTo(NEXT_FRIDAY);
        load(week("2026-11-10", 1), week("2026-11-17", 2));

        assertThat(moments()).last().isEqualTo("2026-11-17 2026-11-20T20:31:07Z FALSE");
    }

    @Test
    void usesTheCalendarWithoutACheckWithinTheLastDay() throws IOException {
        load(week("2026-11-10", 1));
        check(NEXT_FRIDAY.minusSeconds(86_401));
        database.clock.goTo(Instant.parse("2026-11-20T21:00:00Z"));
        load(week("2026-11-10", 1), week("2026-11-17", 2));

        assertThat(moments()).last().isEqualTo("2026-11-17 2026-11-20T20:30:00Z TRUE");
    }

    @Test
    void correctsTheCalendarByALaterCheck() throws IOException {
        load(week("2026-11-10", 1));
        check(FRIDAY.plusSeconds(86_400 * 3));
        database.clock.goTo(NEXT_FRIDAY);
        load(week("2026-11-03", 3), week("2026-11-10", 1), week("2026-11-17", 2));

        assertThat(moments())
                .containsExactly(
                        "2026-11-03 2026-11-20T20:31:07Z FALSE",
                        "2026-11-10 2026-11-13T20:30:00Z TRUE",
                        "2026-11-17 2026-11-20T20:30:00Z TRUE");
    }

    @Test
    void concludesNothingFromEarlierWeeksThatTheWeeklyFileLacks() throws IOException {
        database.load(weekly(LEGACY_FO, "Mon, 16 Nov 2026 20:30:00 GMT"), source(week("2026-11-10", 1)));
        database.downloads.recordCheck("/dea/newcot/legacy_fo.txt", 2026, 2026);
        database.load(
                weekly(LEGACY_FO, "Tue, 17 Nov 2026 20:30:00 GMT"),
                source(week("2026-10-27", 3), week("084691", "2026-11-10", 1, 2), week("084691", "2026-11-17", 1, 2)));

        assertThat(database.rows("SELECT published_derived FROM week ORDER BY report_date, market_id"))
                .containsExactly("TRUE", "TRUE", "FALSE", "FALSE");
    }

    @Test
    void concludesNothingFromACheckWithAMalformedLineOfTheMarket() throws IOException {
        database.load(yearly(LEGACY_FO, 2026, null), (sink, malformed) -> {
            sink.accept(week("2026-11-10", 1));
            malformed.accept("annual.txt", 3, "no report date", "\"SILVER\" ,,,084691 ,CMX");
        });
        load(week("2026-11-10", 1), week("084691", "2026-11-10", 1, 2), week("067651", "2026-11-10", 1, 2));

        assertThat(database.rows("SELECT published_derived FROM week ORDER BY id"))
                .containsExactly("TRUE", "TRUE", "FALSE");
    }

    @Test
    void concludesNothingFromACheckBeforeAReset() throws IOException {
        load(week("2026-11-10", 1));
        database.downloads.removeClaims();
        load(week("2026-11-03", 3), week("2026-11-10", 1));

        assertThat(database.rows("SELECT published_derived FROM week")).containsOnly("TRUE");
    }

    @Test
    void doesNotCountAnOlderEditionAsACheck() throws IOException {
        database.load(yearly(LEGACY_FO, 2026, "Mon, 16 Nov 2026 20:30:00 GMT"), source(week("2026-11-10", 1)));
        List<String> look = database.rows("SELECT checked_at FROM download");
        database.load(yearly(LEGACY_FO, 2026, "Fri, 13 Nov 2026 20:30:00 GMT"), source(week("2026-11-03", 1)));

        assertThat(database.rows("SELECT published_derived FROM week")).containsOnly("TRUE");
        assertThat(database.rows("SELECT checked_at FROM download WHERE path NOT LIKE '%@%'"))
                .isEqualTo(look);
        assertThat(database.rows("SELECT checked_at FROM download WHERE path LIKE '%@%'"))
                .containsExactly("null");
    }

    @Test
    void keepsTheReleaseOfAWeekThatChanges() throws IOException {
        load(week("2026-11-10", 1));
        Weeks.publish(database);
        load(week("2026-11-10", 2));

        assertThat(moments()).containsExactly("2026-11-10 2026-11-13T20:30:00Z TRUE");
        assertThat(database.rows("SELECT published_derived FROM revision")).containsExactly("TRUE");
    }

    private void load(Week... weeks) throws IOException {
        database.load(yearly(LEGACY_FO, 2026, null), source(weeks));
    }

    private void check(Instant at) {
        database.clock.goTo(at);
        database.downloads.recordCheck("/files/dea/history/legacy_fo2026.zip", 2026, 2026);
    }

    private List<String> moments() {
        return database.rows("SELECT report_date, published_at, published_derived FROM week ORDER BY id").stream()
                .map(row -> row.replaceFirst(" (\\S+) (\\S+)\\+00 ", " $1T$2Z "))
                .toList();
    }
}
