package cotinga.store.weeks;

import static cotinga.report.ReportVariant.LEGACY_CO;
import static cotinga.report.ReportVariant.LEGACY_FO;
import static cotinga.store.weeks.Weeks.openInterests;
import static cotinga.store.weeks.Weeks.publish;
import static cotinga.store.weeks.Weeks.source;
import static cotinga.store.weeks.Weeks.week;
import static cotinga.store.weeks.Weeks.weekly;
import static cotinga.store.weeks.Weeks.yearly;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import cotinga.report.Week;
import cotinga.store.publications.PublishedMarket;
import cotinga.store.sql.TestDatabase;
import java.io.IOException;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Weeks that a newer edition of their archive lacks, and weeks that come back. */
class VanishedWeekTest {
    private static final String GOLD = "088691";
    private static final String SILVER = "084691";
    private static final String FRIDAY = "Fri, 13 Nov 2026 20:30:00 GMT";
    private static final String MONDAY = "Mon, 16 Nov 2026 20:30:00 GMT";
    private static final String TUESDAY = "Tue, 17 Nov 2026 20:30:00 GMT";
    private static final String WEDNESDAY = "Wed, 18 Nov 2026 20:30:00 GMT";

    @AutoClose
    private TestDatabase database;

    @BeforeEach
    void open(@TempDir Path folder) {
        database = TestDatabase.in(folder);
    }

    @Test
    void removesAWeekThatANewerEditionLacksAndKeepsItForEarlierVersions() throws IOException {
        load(FRIDAY, week("2026-11-03", 1), week("2026-11-10", 2), silver("2026-11-10", 3));
        publish(database);

        LoadResult result = load(MONDAY, week("2026-11-10", 2));

        assertThat(result.vanished()).isEqualTo(2);
        assertThat(result.written()).isZero();
        assertThat(openInterests(database, LEGACY_FO, GOLD, 1)).containsExactly("2026-11-03=1", "2026-11-10=2");
        assertThat(openInterests(database, LEGACY_FO, SILVER, 1)).containsExactly("2026-11-10=3");
        assertThat(openInterests(database, LEGACY_FO, GOLD, 2)).containsExactly("2026-11-10=2");
        assertThat(database.weeks.market(LEGACY_FO, SILVER, 2)).isEmpty();
        assertThat(database.rows(
                        "SELECT kind, open_interest, until_version, replaced_by, returned_version FROM revision"
                                + " ORDER BY week_id"))
                .containsExactly("vanished 1 2 1 null", "vanished 3 2 1 null");
        assertThat(database.variants.unpublishedVariants()).containsExactly(LEGACY_FO);
        assertThat(publish(database).variants().get(0).markets()).isEqualTo(1);
        assertThat(database.publications.markets())
                .extracting(PublishedMarket::code)
                .containsExactly(GOLD);
    }

    @Test
    void removesAWeekOfAnOlderEditionWithTheNextNewerOne() throws IOException {
        load(TUESDAY, week("2026-11-10", 2));
        load(MONDAY, week("2026-11-03", 1));

        assertThat(load(WEDNESDAY, week("2026-11-10", 2)).vanished()).isEqualTo(1);

        assertThat(openInterests(database, LEGACY_FO, GOLD, 1)).containsExactly("2026-11-10=2");
    }

    @Test
    void removesOnlyWeeksOfTheArchivesYearsAndVariant() throws IOException {
        load(FRIDAY, week("2026-11-03", 1));
        database.load(weekly(LEGACY_FO, FRIDAY), source(week("2025-12-30", 5)));
        database.load(yearly(LEGACY_CO, 2026, FRIDAY), source(week("2026-11-03", 7)));

        assertThat(load(MONDAY, week("2026-11-10", 2)).vanished()).isEqualTo(1);

        assertThat(openInterests(database, LEGACY_FO, GOLD, 1)).containsExactly("2025-12-30=5", "2026-11-10=2");
        assertThat(openInterests(database, LEGACY_CO, GOLD, 1)).containsExactly("2026-11-03=7");
    }

    @Test
    void removesNothingForAFirstOrOlderEditionOrAWeeklyFile() throws IOException {
        database.load(weekly(LEGACY_FO, FRIDAY), source(week("2026-10-27", 1)));
        assertThat(load(MONDAY, week("2026-11-03", 1)).vanished()).isZero();
        assertThat(load(FRIDAY, week("2026-11-10", 1)).vanished()).isZero();
        assertThat(database.load(weekly(LEGACY_FO, WEDNESDAY), source(week("2026-11-17", 1)))
                        .vanished())
                .isZero();

        assertThat(openInterests(database, LEGACY_FO, GOLD, 1))
                .containsExactly("2026-10-27=1", "2026-11-03=1", "2026-11-10=1", "2026-11-17=1");
    }

    @Test
    void keepsAWeekOfANewerWeeklyFileAndRemovesOneOfAnOlderFile() throws IOException {
        load(FRIDAY, week("2026-11-03", 1));
        database.load(weekly(LEGACY_FO, MONDAY), source(week("2026-11-10", 2)));
        database.load(weekly(LEGACY_FO, WEDNESDAY), source(week("2026-11-17", 3)));

        LoadResult between = load(TUESDAY, week("2026-11-03", 1));

        assertThat(between.vanished()).isEqualTo(1);
        assertThat(openInterests(database, LEGACY_FO, GOLD, 1)).containsExactly("2026-11-03=1", "2026-11-17=3");
    }

    @Test
    void correctsAWeekOfThePreviousWeeklyFileByANewerEdition() throws IOException {
        database.load(weekly(LEGACY_FO, FRIDAY), source(week("2026-11-10", 1)));
        database.load(weekly(LEGACY_FO, TUESDAY), source(week("2026-11-17", 1)));

        LoadResult corrected = load(TUESDAY, week("2026-11-10", 2), week("2026-11-17", 2));

        assertThat(corrected.changed()).isEqualTo(1);
        assertThat(corrected.outranked()).isEqualTo(1);
        assertThat(openInterests(database, LEGACY_FO, GOLD, 1)).containsExactly("2026-11-10=2", "2026-11-17=1");
        assertThat(database.rows("SELECT path FROM download WHERE kind = 'weekly' ORDER BY id"))
                .containsExactly("/dea/newcot/legacy_fo.txt@1", "/dea/newcot/legacy_fo.txt");
    }

    @Test
    void keepsAWeekThatAMalformedLineMayContain() throws IOException {
        load(FRIDAY, week("2026-11-10", 1), silver("2026-11-10", 1));

        LoadResult result = database.load(yearly(LEGACY_FO, 2026, MONDAY), (sink, malformed) -> {
            sink.accept(week("2026-11-17", 2));
            malformed.accept("annual.txt", 3, "no report date", "\"SILVER\" ,26x110 ,,084691 ,CMX");
        });

        assertThat(result.vanished()).isEqualTo(1);
        assertThat(openInterests(database, LEGACY_FO, SILVER, 1)).containsExactly("2026-11-10=1");
        assertThat(openInterests(database, LEGACY_FO, GOLD, 1)).containsExactly("2026-11-17=2");
    }

    @Test
    void updatesTheNewestReportDateWhenTheNewestWeeksVanish() throws IOException {
        load(FRIDAY, week("2026-11-03", 1), week("2026-11-10", 2));
        load(MONDAY, week("2026-11-03", 1));
        assertThat(database.variants.newestReportDates()).containsEntry(LEGACY_FO, LocalDate.of(2026, 11, 3));

        load(TUESDAY, week("2026-11-03", 1), week("2026-11-10", 2));
        assertThat(database.variants.newestReportDates()).containsEntry(LEGACY_FO, LocalDate.of(2026, 11, 10));
    }

    @Test
    void keepsTheReleaseOfAWeekThatReturns() throws IOException {
        load(FRIDAY, week("2026-11-03", 1), week("2026-11-10", 2));
        publish(database);
        List<String> released = database.rows("SELECT published_at, published_derived FROM week ORDER BY id");
        load(MONDAY, week("2026-11-10", 2));
        publish(database);

        LoadResult result = load(TUESDAY, week("2026-11-03", 4), week("2026-11-10", 2));

        assertThat(result.returned()).isEqualTo(1);
        assertThat(result.inserted()).isZero();
        assertThat(result.written()).isEqualTo(1);
        for (int version = 1; version <= 3; version++) {
            assertThat(openInterests(database, LEGACY_FO, GOLD, version))
                    .isEqualTo(List.of(
                                    List.of("2026-11-03=1", "2026-11-10=2"),
                                    List.of("2026-11-10=2"),
                                    List.of("2026-11-03=4", "2026-11-10=2"))
                            .get(version - 1));
        }
        assertThat(database.rows("SELECT published_at, published_derived FROM week ORDER BY id"))
                .isEqualTo(released);
        assertThat(database.rows("SELECT kind, returned_version, returned_at > replaced_at FROM revision"))
                .containsExactly("vanished 3 TRUE");
    }

    @Test
    void countsNoChangeOfAWeekThatVanishesAndReturnsUnpublished() throws IOException {
        load(FRIDAY, week("2026-11-03", 1), week("2026-11-10", 2));
        publish(database);
        List<String> stored =
                database.rows("SELECT id, since_version, seen_at, published_at, open_interest FROM week ORDER BY id");
        load(MONDAY, week("2026-11-10", 2));

        LoadResult result = load(TUESDAY, week("2026-11-03", 1), week("2026-11-10", 2));

        assertThat(result.unchanged()).isEqualTo(2);
        assertThat(database.rows(
                        "SELECT id, since_version, seen_at, published_at, open_interest FROM week ORDER BY id"))
                .isEqualTo(stored);
        assertThat(database.rows("SELECT * FROM revision")).isEmpty();
    }

    @Test
    void countsAChangeOfAWeekThatReturnsDifferentUnpublished() throws IOException {
        load(FRIDAY, week("2026-11-03", 1), week("2026-11-10", 2));
        publish(database);
        load(MONDAY, week("2026-11-10", 2));

        LoadResult result = load(TUESDAY, week("2026-11-03", 9), week("2026-11-10", 2));

        assertThat(result.changed()).isEqualTo(1);
        assertThat(openInterests(database, LEGACY_FO, GOLD, 1)).containsExactly("2026-11-03=1", "2026-11-10=2");
        assertThat(openInterests(database, LEGACY_FO, GOLD, 2)).containsExactly("2026-11-03=9", "2026-11-10=2");
        assertThat(database.rows(
                        "SELECT r.kind, r.replaced_at = w.seen_at FROM revision r JOIN week w ON w.id = week_id"))
                .containsExactly("changed TRUE");
    }

    @Test
    void removesAWeekThatChangesAndVanishesUnpublished() throws IOException {
        load(FRIDAY, week("2026-11-03", 1), week("2026-11-10", 2));
        publish(database);
        load(MONDAY, week("2026-11-03", 5), week("2026-11-10", 2));
        load(TUESDAY, week("2026-11-10", 2));

        assertThat(openInterests(database, LEGACY_FO, GOLD, 1)).containsExactly("2026-11-03=1", "2026-11-10=2");
        assertThat(openInterests(database, LEGACY_FO, GOLD, 2)).containsExactly("2026-11-10=2");
        assertThat(database.rows("SELECT kind, open_interest FROM revision")).containsExactly("vanished 1");
    }

    @Test
    void deletesAnUnpublishedReturnWhenTheWeekVanishesAgain() throws IOException {
        load(FRIDAY, week("2026-11-03", 1), week("2026-11-10", 2));
        publish(database);
        load(FRIDAY, week("2026-11-10", 2));
        publish(database);
        load(MONDAY, week("2026-11-03", 3), week("2026-11-10", 2));
        load(TUESDAY, week("2026-11-10", 2));

        assertThat(database.rows("SELECT kind, open_interest, returned_at, returned_version FROM revision"))
                .containsExactly("vanished 1 null null");
        assertThat(load(WEDNESDAY, week("2026-11-03", 1), week("2026-11-10", 2)).returned())
                .isEqualTo(1);
    }

    @Test
    void removesAnUnpublishedWeekWithoutARevision() throws IOException {
        load(FRIDAY, week("2026-11-03", 1), week("2026-11-10", 2));
        load(MONDAY, week("2026-11-10", 2));

        assertThat(openInterests(database, LEGACY_FO, GOLD, 1)).containsExactly("2026-11-10=2");
        assertThat(database.rows("SELECT * FROM revision")).isEmpty();
    }

    @Test
    void doesNotRestoreAVanishedWeekFromAnOlderFile() throws IOException {
        load(FRIDAY, week("2026-11-03", 1), week("2026-11-10", 2));
        publish(database);
        load(TUESDAY, week("2026-11-03", 1));
        publish(database);

        LoadResult older = load(MONDAY, week("2026-11-03", 1), week("2026-11-10", 2));
        LoadResult olderWeekly = database.load(weekly(LEGACY_FO, MONDAY), source(week("2026-11-10", 2)));

        assertThat(older.outranked()).isEqualTo(1);
        assertThat(olderWeekly.outranked()).isEqualTo(1);
        assertThat(openInterests(database, LEGACY_FO, GOLD, 3)).containsExactly("2026-11-03=1");
        assertThat(database.variants.newestReportDates()).containsEntry(LEGACY_FO, LocalDate.of(2026, 11, 3));
        LoadResult newerWeekly = database.load(weekly(LEGACY_FO, WEDNESDAY), source(week("2026-11-10", 2)));
        assertThat(newerWeekly.returned()).isEqualTo(1);
    }

    @Test
    void keepsTheLaterOfTwoLinesOfAWeekThatReturns() throws IOException {
        load(FRIDAY, week("2026-11-03", 1), week("2026-11-10", 2));
        publish(database);
        load(MONDAY, week("2026-11-10", 2));
        publish(database);
        List<Week> weeks = new ArrayList<>(List.of(week("2026-11-03", 1), week("2026-11-10", 2)));
        for (int market = 0; market < 2_000; market++) {
            weeks.add(week("%06d".formatted(market), "2026-11-10", market, market));
        }
        weeks.add(week("2026-11-03", 8));

        LoadResult result = database.load(yearly(LEGACY_FO, 2026, TUESDAY), source(weeks));

        assertThat(result.returned()).isEqualTo(1);
        assertThat(result.changed()).isZero();
        assertThat(openInterests(database, LEGACY_FO, GOLD, 3)).containsExactly("2026-11-03=8", "2026-11-10=2");
    }

    @Test
    void findsMissingWeeksInAnyOrderOfTheLines() throws IOException {
        List<Week> weeks = new ArrayList<>();
        for (int week = 0; week < 40; week++) {
            for (int market = 0; market < 100; market++) {
                String date = LocalDate.of(2026, 1, 6).plusWeeks(week).toString();
                weeks.add(week("%06d".formatted(market), date, week, weeks.size()));
            }
        }
        database.load(yearly(LEGACY_FO, 2026, FRIDAY), source(weeks));
        List<Week> lacking = new ArrayList<>(weeks);
        lacking.remove(3_999);
        lacking.remove(2_050);
        lacking.remove(0);

        LoadResult result = database.load(yearly(LEGACY_FO, 2026, MONDAY), source(lacking));

        assertThat(result.vanished()).isEqualTo(3);
        assertThat(result.unchanged()).isEqualTo(3_997);
        assertThat(database.rows("SELECT COUNT(*) FROM week")).containsExactly("3997");
    }

    @Test
    void removesNothingWhenTheLoadFails() throws IOException {
        load(FRIDAY, week("2026-11-03", 1), week("2026-11-10", 2));
        publish(database);

        assertThatThrownBy(() -> database.load(yearly(LEGACY_FO, 2026, MONDAY), (sink, malformed) -> {
                    sink.accept(week("2026-11-10", 2));
                    throw new IOException("the end is missing");
                }))
                .isInstanceOf(IOException.class);

        assertThat(openInterests(database, LEGACY_FO, GOLD, 2)).containsExactly("2026-11-03=1", "2026-11-10=2");
        assertThat(database.hasUnpublishedWeeks()).isFalse();
    }

    private LoadResult load(String lastModified, Week... weeks) throws IOException {
        return database.load(yearly(LEGACY_FO, 2026, lastModified), source(weeks));
    }

    private static Week silver(String date, int openInterest) {
        return week(SILVER, date, openInterest, 9);
    }
}
