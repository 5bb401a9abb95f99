package cotinga.store.weeks;

import static cotinga.report.ReportVariant.DISAGG_FO;
import static cotinga.report.ReportVariant.LEGACY_CO;
import static cotinga.report.ReportVariant.LEGACY_FO;
import static cotinga.store.weeks.ResultBuilder.ofWeeks;
import static cotinga.store.weeks.Weeks.openInterests;
import static cotinga.store.weeks.Weeks.publish;
import static cotinga.store.weeks.Weeks.source;
import static cotinga.store.weeks.Weeks.undisclosed;
import static cotinga.store.weeks.Weeks.week;
import static cotinga.store.weeks.Weeks.weekly;
import static cotinga.store.weeks.Weeks.yearly;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import cotinga.report.MarketHistory;
import cotinga.report.ReportVariant;
import cotinga.report.Week;
import cotinga.report.WeekColumn;
import cotinga.store.runs.RunCause;
import cotinga.store.runs.RunKind;
import cotinga.store.runs.RunStore;
import cotinga.store.sql.StoreException;
import cotinga.store.sql.TestDatabase;
import java.io.IOException;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import javax.sql.DataSource;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class WeekLoadTest {
    private static final String GOLD = "088691";
    private static final String MONDAY = "Mon, 16 Nov 2026 20:30:00 GMT";
    private static final String FRIDAY = "Fri, 20 Nov 2026 20:30:00 GMT";

    @AutoClose
    private TestDatabase database;

    @BeforeEach
    void open(@TempDir Path folder) {
        database = TestDatabase.in(folder);
    }

    @Test
    void storesWeeksForTheVersionThatFollowsThePublishedOne() throws IOException {
        LoadResult result = load(LEGACY_FO, week("2026-11-17", 200), week("2026-11-10", 100));

        assertThat(result).isEqualTo(ofWeeks(2).inserted(2).build());
        assertThat(openInterests(database, LEGACY_FO, GOLD, 0)).isEmpty();
        assertThat(openInterests(database, LEGACY_FO, GOLD, 1)).containsExactly("2026-11-10=100", "2026-11-17=200");
        assertThat(database.rows("SELECT id, market_id, report_date, line, since_version FROM week"))
                .containsExactly("100000120767 1000001 2026-11-10 1 1", "100000120774 1000001 2026-11-17 1 1");
    }

    @Test
    void returnsEveryNumberOfAReportWithFiveGroups() throws IOException {
        load(DISAGG_FO, week("2026-11-17", 1_000));

        MarketHistory history = database.weeks.market(DISAGG_FO, GOLD, 1).orElseThrow();
        assertThat(history.name()).isEqualTo("NAME 088691");
        assertThat(history.exchange()).isEqualTo("CMX");
        assertThat(history.reportDates())
                .containsExactly((int) LocalDate.of(2026, 11, 17).toEpochDay());
        assertThat(Weeks.newestConcentrations(history)).containsExactly(0.5, 1.5, 2.5, 3.5, 4.5, 5.5, 6.5, 7.5);
        assertThat(history.column(WeekColumn.OPEN_INTEREST)).containsExactly(1_000);
        assertThat(history.column(WeekColumn.OPEN_INTEREST_CHANGE)).containsExactly(1_001);
        for (int group = 0; group < 5; group++) {
            for (int offset : new int[] {
                WeekColumn.LONG, WeekColumn.SHORT, WeekColumn.SPREAD, WeekColumn.CHANGE_LONG, WeekColumn.CHANGE_SHORT
            }) {
                assertThat(history.column(group, offset)).containsExactly(1_000 + WeekColumn.group(group, offset));
            }
        }
        assertThat(history.column(WeekColumn.TRADERS)).isEmpty();
        assertThat(history.column(0, WeekColumn.TRADERS_LONG)).isEmpty();
    }

    @Test
    void readsOnlyTheGroupsOfAReport() throws IOException {
        load(LEGACY_FO, week("2026-11-17", 1_000));

        MarketHistory history = database.weeks.market(LEGACY_FO, GOLD, 1).orElseThrow();
        assertThat(history.column(2, WeekColumn.CHANGE_SHORT))
                .containsExactly(1_000 + WeekColumn.group(2, WeekColumn.CHANGE_SHORT));
        assertThat(history.column(3, WeekColumn.LONG)).isEmpty();
    }

    @Test
    void storesEveryColumnUnderItsName() throws IOException {
        load(LEGACY_FO, week("2026-11-17", 1_000));

        List<String> names = new ArrayList<>(WeekColumn.storeNames());
        List<String> expected = new ArrayList<>();
        for (int column = 0; column < names.size(); column++) {
            expected.add(String.valueOf(1_000 + column));
        }
        for (int index = 0; index < WeekColumn.CONCENTRATIONS; index++) {
            names.add(WeekColumn.concentrationNames().get(index));
            expected.add(index + ".5");
        }
        assertThat(database.rows("SELECT " + String.join(", ", names) + " FROM week"))
                .containsExactly(String.join(" ", expected));
    }

    @Test
    void storesUndisclosedNumbersAsNull() throws IOException {
        load(DISAGG_FO, undisclosed("2026-11-17"));
        LoadResult again = load(DISAGG_FO, undisclosed("2026-11-17"));

        assertThat(again.unchanged()).isEqualTo(1);
        assertThat(database.rows("SELECT open_interest, g5_traders_spread, gross_4_long, net_8_short FROM week"))
                .containsExactly("null null null null");
        MarketHistory history = database.weeks.market(DISAGG_FO, GOLD, 1).orElseThrow();
        assertThat(history.column(WeekColumn.OPEN_INTEREST)).containsExactly(WeekColumn.MISSING);
        assertThat(history.column(4, WeekColumn.CHANGE_SHORT)).containsExactly(WeekColumn.MISSING);
        assertThat(Weeks.newestConcentrations(history)).containsOnly(Double.NaN);
    }

    @Test
    void distinguishesZeroFromUndisclosed() throws IOException {
        Week zero = undisclosed("2026-11-17");
        zero.counts()[WeekColumn.OPEN_INTEREST] = 0;
        zero.concentrations()[WeekColumn.GROSS_4_LONG] = 0;
        load(LEGACY_FO, undisclosed("2026-11-17"));

        assertThat(load(LEGACY_FO, zero).changed()).isEqualTo(1);
        MarketHistory history = database.weeks.market(LEGACY_FO, GOLD, 1).orElseThrow();
        assertThat(history.column(WeekColumn.OPEN_INTEREST)).containsExactly(0);
        assertThat(Weeks.newestConcentrations(history)).startsWith(0.0, Double.NaN);
    }

    @Test
    void writesNothingForTheSameContent() throws IOException {
        load(LEGACY_FO, week("2026-11-17", 200), week("2026-11-10", 100));
        publish(database);
        List<String> stored = database.rows("SELECT * FROM week ORDER BY id");

        LoadResult again = load(LEGACY_FO, week("2026-11-17", 200), week("2026-11-10", 100));

        assertThat(again).isEqualTo(ofWeeks(2).unchanged(2).build());
        assertThat(database.rows("SELECT * FROM week ORDER BY id")).isEqualTo(stored);
        assertThat(database.hasUnpublishedWeeks()).isFalse();
    }

    @Test
    void storesNothingWhenTheSourceFails() throws IOException {
        load(LEGACY_FO, week("2026-11-10", 100));
        WeekSource broken = (sink, malformed) -> {
            sink.accept(week("2026-11-10", 999));
            malformed.accept("annual.txt", 3, "too few cells", "x");
            for (int market = 0; market < 5_000; market++) {
                sink.accept(week("%06d".formatted(market), "2026-11-17", market, market));
            }
            throw new IOException("annual.txt ends in the middle of a line");
        };

        ArchiveLoad next = yearly(LEGACY_FO, 2027, FRIDAY);
        assertThatThrownBy(() -> database.load(next, broken))
                .isInstanceOf(IOException.class)
                .hasMessage("annual.txt ends in the middle of a line");

        assertThat(database.rows("SELECT COUNT(*) FROM week")).containsExactly("1");
        assertThat(openInterests(database, LEGACY_FO, GOLD, 1)).containsExactly("2026-11-10=100");
        assertThat(database.rows("SELECT code FROM market")).containsExactly(GOLD);
        assertThat(database.downloads.find(next.edition().path(), 2026, 2026)).isEmpty();
        assertThat(database.quarantine.count()).isZero();
    }

    @Test
    void storesNothingWhenTheCheckBeforeTheCommitFails() throws IOException {
        load(LEGACY_FO, week("2026-11-10", 100));
        WeekSource source = (sink, malformed) -> {
            sink.accept(week("2026-11-10", 999));
            malformed.accept("annual.txt", 3, "too few cells", "x");
        };

        assertThatThrownBy(() -> database.weeks.load(yearly(LEGACY_FO, 2026, FRIDAY), source, () -> {
                    throw new IllegalStateException("the run has ended");
                }))
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("the run has ended");

        assertThat(openInterests(database, LEGACY_FO, GOLD, 1)).containsExactly("2026-11-10=100");
        assertThat(database.quarantine.count()).isZero();
    }

    @Test
    void storesNothingWhenTheSourceContinuesAfterAFailure() {
        WeekSource stubborn = (sink, malformed) -> {
            sink.accept(week("2026-11-10", 100));
            for (int attempt = 0; attempt < 2; attempt++) {
                try {
                    sink.accept(week("1969-12-31", 1));
                } catch (IllegalArgumentException e) {
                    assertThat(e).hasMessageContaining("the report date -1 cannot be stored");
                }
            }
        };

        assertThatThrownBy(() -> database.load(yearly(LEGACY_FO, 2026, null), stubborn))
                .isInstanceOf(IllegalArgumentException.class);
        assertThat(database.rows("SELECT id FROM week")).isEmpty();
    }

    @Test
    void showsTheOldContentUntilThePublication() throws IOException {
        load(LEGACY_FO, week("2026-11-17", 200), week("2026-11-10", 100));
        publish(database);

        LoadResult result = load(LEGACY_FO, week("2026-11-17", 200), week("2026-11-10", 111));

        assertThat(result.changed()).isEqualTo(1);
        assertThat(database.variants.unpublishedVariants()).containsExactly(LEGACY_FO);
        assertThat(openInterests(database, LEGACY_FO, GOLD, 1)).containsExactly("2026-11-10=100", "2026-11-17=200");
        assertThat(openInterests(database, LEGACY_FO, GOLD, 2)).containsExactly("2026-11-10=111", "2026-11-17=200");
        publish(database);
        assertThat(database.hasUnpublishedWeeks()).isFalse();
        assertThat(openInterests(database, LEGACY_FO, GOLD, 2)).containsExactly("2026-11-10=111", "2026-11-17=200");
        assertThat(database.rows(
                        "SELECT report_date, open_interest, since_version, until_version, kind, seen_at < replaced_at"
                                + " FROM revision"))
                .containsExactly("2026-11-10 100 1 2 changed TRUE");
    }

    @Test
    void showsEachVersionItsOwnContent() throws IOException {
        for (int openInterest = 1; openInterest <= 4; openInterest++) {
            load(DISAGG_FO, week("2026-11-10", openInterest), week("2026-11-17", 50));
            publish(database);
        }

        for (int version = 1; version <= 4; version++) {
            assertThat(openInterests(database, DISAGG_FO, GOLD, version))
                    .containsExactly("2026-11-10=" + version, "2026-11-17=50");
        }
    }

    @Test
    void showsTheNewestNameOfItsVersion() throws IOException {
        load(LEGACY_FO, week(GOLD, "2026-11-17", 1, 1, "GOLD", "CMX"));
        publish(database);
        load(LEGACY_FO, week(GOLD, "2026-11-17", 1, 1, "GOLD 100 OZ", "CME"));

        assertThat(database.weeks.market(LEGACY_FO, GOLD, 1).orElseThrow().name())
                .isEqualTo("GOLD");
        MarketHistory renamed = database.weeks.market(LEGACY_FO, GOLD, 2).orElseThrow();
        assertThat(renamed.name()).isEqualTo("GOLD 100 OZ");
        assertThat(renamed.exchange()).isEqualTo("CME");
    }

    @Test
    void keepsEachNameOnce() throws IOException {
        load(LEGACY_FO, week("2026-11-17", 1), week("2026-11-10", 1), week("2026-11-03", 1));

        assertThat(database.rows("SELECT id, name, exchange FROM market_name"))
                .containsExactly("1000001 NAME 088691 CMX");
    }

    @Test
    void replacesAnUnpublishedContentWithoutARevision() throws IOException {
        load(LEGACY_FO, week("2026-11-17", 1));
        LoadResult result = load(LEGACY_FO, week("2026-11-17", 2));

        assertThat(result.changed()).isEqualTo(1);
        assertThat(openInterests(database, LEGACY_FO, GOLD, 1)).containsExactly("2026-11-17=2");
        assertThat(database.rows("SELECT * FROM revision")).isEmpty();
    }

    @Test
    void keepsThePublishedContentWhenAWeekChangesTwiceBeforeThePublication() throws IOException {
        load(LEGACY_FO, week("2026-11-17", 1));
        publish(database);
        load(LEGACY_FO, week("2026-11-17", 2));
        load(LEGACY_FO, week("2026-11-17", 3));

        assertThat(openInterests(database, LEGACY_FO, GOLD, 1)).containsExactly("2026-11-17=1");
        assertThat(openInterests(database, LEGACY_FO, GOLD, 2)).containsExactly("2026-11-17=3");
        assertThat(database.rows("SELECT open_interest FROM revision")).containsExactly("1");
    }

    @Test
    void storesNoRevisionOfAChangeThatIsRolledBackUnpublished() throws IOException {
        load(LEGACY_FO, week("2026-11-17", 1));
        publish(database);
        List<String> published = database.rows("SELECT open_interest, since_version, seen_at FROM week ORDER BY id");
        load(LEGACY_FO, week("2026-11-17", 2));
        LoadResult back = load(LEGACY_FO, week("2026-11-17", 1));

        assertThat(back.changed()).isEqualTo(1);
        assertThat(database.rows("SELECT open_interest, since_version, seen_at FROM week ORDER BY id"))
                .isEqualTo(published);
        assertThat(database.rows("SELECT * FROM revision")).isEmpty();
    }

    @Test
    void prefersFilesOfTheCftcToTheFallbackAndCountsDifferences() throws IOException {
        ArchiveLoad fallback = Weeks.fallback(LEGACY_FO, FRIDAY);
        database.load(fallback, source(week("2026-11-10", 100), week("2026-11-17", 200)));

        LoadResult older = database.load(
                yearly(LEGACY_FO, 2026, MONDAY), source(week("2026-11-10", 100), week("2026-11-17", 222)));
        assertThat(older.changed()).isEqualTo(1);
        assertThat(older.differences()).isEqualTo(1);
        assertThat(older.differenceExamples())
                .containsExactly("legacy/fo 088691 2026-11-17: open_interest is 222 in the CFTC's file and 200 in the "
                        + "fall-back");

        LoadResult again = database.load(fallback, source(week("2026-11-10", 111), week("2026-11-17", 222)));
        assertThat(again.changed()).isZero();
        assertThat(again.outranked()).isEqualTo(1);
        assertThat(again.differenceExamples())
                .containsExactly("legacy/fo 088691 2026-11-10: open_interest is 100 in the CFTC's file and 111 in the "
                        + "fall-back");
        assertThat(openInterests(database, LEGACY_FO, GOLD, 1)).containsExactly("2026-11-10=100", "2026-11-17=222");
    }

    @Test
    void reportsConcentrationsAndNamesThatDifferFromTheFallback() throws IOException {
        Week renamed = week(GOLD, "2026-11-10", 100, 1, "ANOTHER NAME", "CMX");
        Week concentrated = week("2026-11-17", 200);
        concentrated.concentrations()[1] = Double.NaN;
        database.load(yearly(LEGACY_FO, 2026, MONDAY), source(week("2026-11-10", 100), week("2026-11-17", 200)));

        LoadResult result = database.load(Weeks.fallback(LEGACY_FO, FRIDAY), source(renamed, concentrated));

        assertThat(result.differenceExamples())
                .containsExactly(
                        "legacy/fo 088691 2026-11-10: the name or the exchange",
                        "legacy/fo 088691 2026-11-17: gross_4_short is 1.5 in the CFTC's file and not disclosed in the "
                                + "fall-back");
    }

    @Test
    void reportsAdjacentDuplicatesAndKeepsTheLater() throws IOException {
        LoadResult result = load(
                LEGACY_FO,
                week(GOLD, "2021-05-04", 1, 12),
                week(GOLD, "2021-05-04", 2, 90),
                week(GOLD, "2021-05-11", 3, 91));

        assertThat(result)
                .isEqualTo(ofWeeks(3)
                        .inserted(2)
                        .duplicates("legacy/fo 088691 2021-05-04: lines 12 and 90, the later was kept")
                        .build());
        assertThat(openInterests(database, LEGACY_FO, GOLD, 1)).containsExactly("2021-05-04=2", "2021-05-11=3");
    }

    @Test
    void reportsDistantDuplicatesAndChangesNothingForTheSameFile() throws IOException {
        List<Week> weeks = new ArrayList<>();
        weeks.add(week(GOLD, "2021-05-04", 1, 2));
        for (int market = 0; market < 5_000; market++) {
            weeks.add(week("%06d".formatted(market), "2021-05-04", market, market + 3));
        }
        weeks.add(week(GOLD, "2021-05-04", 2, 5_003));

        LoadResult first = load(LEGACY_FO, weeks);
        assertThat(first.inserted()).isEqualTo(5_001);
        assertThat(first.changed()).isZero();
        assertThat(first.duplicateExamples())
                .containsExactly("legacy/fo 088691 2021-05-04: lines 2 and 5003, the later was kept");
        publish(database);
        List<String> stored = database.rows("SELECT * FROM week WHERE line > 5000 ORDER BY id");

        LoadResult again = load(LEGACY_FO, weeks);

        assertThat(again.unchanged()).isEqualTo(5_001);
        assertThat(again.written()).isZero();
        assertThat(again.duplicates()).isEqualTo(1);
        assertThat(database.rows("SELECT * FROM week WHERE line > 5000 ORDER BY id"))
                .isEqualTo(stored);
        assertThat(database.rows("SELECT * FROM revision")).isEmpty();
    }

    @Test
    void reportsOnlyTheFirstTenDuplicates() throws IOException {
        List<Week> weeks = new ArrayList<>();
        for (int line = 1; line <= 13; line++) {
            weeks.add(week(GOLD, "2021-05-04", line, line));
        }

        LoadResult result = load(LEGACY_FO, weeks);

        assertThat(result.duplicates()).isEqualTo(12);
        assertThat(result.duplicateExamples()).hasSize(10);
    }

    @Test
    void prefersTheFileWithTheNewerLastModified() throws IOException {
        database.load(weekly(LEGACY_FO, FRIDAY), source(week("2026-11-17", 2)));
        LoadResult older =
                database.load(yearly(LEGACY_FO, 2026, MONDAY), source(week("2026-11-17", 1), week("2026-11-10", 1)));

        assertThat(older.outranked()).isEqualTo(1);
        assertThat(older.inserted()).isEqualTo(1);
        assertThat(openInterests(database, LEGACY_FO, GOLD, 1)).containsExactly("2026-11-10=1", "2026-11-17=2");
    }

    @Test
    void prefersTheWeeklyFileOnATie() throws IOException {
        database.load(yearly(LEGACY_FO, 2026, FRIDAY), source(week("2026-11-17", 1)));
        LoadResult weekly = database.load(weekly(LEGACY_FO, FRIDAY), source(week("2026-11-17", 2)));
        LoadResult yearly = database.load(yearly(LEGACY_FO, 2026, FRIDAY), source(week("2026-11-17", 1)));

        assertThat(weekly.changed()).isEqualTo(1);
        assertThat(yearly.outranked()).isEqualTo(1);
        assertThat(openInterests(database, LEGACY_FO, GOLD, 1)).containsExactly("2026-11-17=2");
    }

    @Test
    void replacesWeeksOfAnArchiveUnlessTheEditionIsOlder() throws IOException {
        database.load(yearly(LEGACY_FO, 2026, MONDAY), source(week("2026-11-10", 1)));
        LoadResult newer = database.load(yearly(LEGACY_FO, 2026, FRIDAY), source(week("2026-11-10", 2)));
        LoadResult sameAge = database.load(yearly(LEGACY_FO, 2026, FRIDAY), source(week("2026-11-10", 3)));
        LoadResult older =
                database.load(yearly(LEGACY_FO, 2026, MONDAY), source(week("2026-11-10", 1), week("2026-11-03", 4)));

        assertThat(newer.changed()).isEqualTo(1);
        assertThat(sameAge.changed()).isEqualTo(1);
        assertThat(older).isEqualTo(ofWeeks(2).inserted(1).outranked(1).build());
        assertThat(openInterests(database, LEGACY_FO, GOLD, 1)).containsExactly("2026-11-03=4", "2026-11-10=3");
    }

    @Test
    void keepsTheNewerEditionAfterAnOlderResponse() throws IOException {
        ArchiveLoad older = yearly(LEGACY_FO, 2026, MONDAY);
        database.load(yearly(LEGACY_FO, 2026, FRIDAY), source(week("2026-11-10", 2)));
        database.load(older, source(week("2026-11-10", 1)));
        String wednesday = "Wed, 18 Nov 2026 20:30:00 GMT";
        LoadResult between = database.load(weekly(LEGACY_FO, wednesday), source(week("2026-11-10", 1)));
        LoadResult another = database.load(yearly(LEGACY_FO, 2026, wednesday), source(week("2026-11-10", 1)));

        assertThat(between.outranked()).isEqualTo(1);
        assertThat(another.outranked()).isEqualTo(1);
        assertThat(database.downloads.find(older.edition().path(), 2026, 2026)).hasValueSatisfying(download -> {
            assertThat(download.edition().lastModified()).isEqualTo(FRIDAY);
            assertThat(download.lastModifiedAt()).isEqualTo(TestDatabase.START);
            assertThat(download.answeredAt()).isEqualTo("2026-11-18T20:30:00Z");
        });
    }

    @Test
    void givesTheWeeksOfAnOlderWeeklyFileItsOwnRank() throws IOException {
        database.load(weekly(LEGACY_FO, FRIDAY), source(week("2026-11-17", 1)));
        database.load(weekly(LEGACY_FO, MONDAY), source(week("2026-11-10", 2)));
        LoadResult between =
                database.load(yearly(LEGACY_FO, 2026, "Wed, 18 Nov 2026 20:30:00 GMT"), source(week("2026-11-10", 3)));

        assertThat(between.changed()).isEqualTo(1);
        assertThat(openInterests(database, LEGACY_FO, GOLD, 1)).containsExactly("2026-11-10=3", "2026-11-17=1");
        assertThat(database.rows("SELECT path FROM download ORDER BY id"))
                .containsExactly(
                        "/dea/newcot/legacy_fo.txt",
                        "/dea/newcot/legacy_fo.txt@2",
                        "/files/dea/history/legacy_fo2026.zip");
    }

    @Test
    void keepsTheStoredEditionWhenAnOlderOneComesFromElsewhere() throws IOException {
        ArchiveLoad newest = yearly(LEGACY_FO, 2026, FRIDAY);
        database.load(newest, (sink, malformed) -> {
            sink.accept(week("2026-11-17", 1));
            malformed.accept("annual.txt", 2, "reason", "text");
        });
        List<String> before = database.rows("SELECT * FROM download ORDER BY id");
        ArchiveLoad dropped = ArchiveBuilder.yearly(LEGACY_FO, 2026)
                .url("inbox:legacy_fo2026.zip")
                .etag(null)
                .lastModified(MONDAY)
                .sha256("cd34")
                .build();

        LoadResult nothing = database.load(dropped, source(week("2026-11-17", 2)));

        assertThat(nothing.outranked()).isEqualTo(1);
        assertThat(database.rows("SELECT * FROM download ORDER BY id")).isEqualTo(before);
        assertThat(database.quarantine.count()).isEqualTo(1);
        assertThat(database.downloads.receive(dropped.edition())).isEqualTo(AnswerKind.OLDER);
    }

    @Test
    void reassignsWeeksToTheSameFileWithMoreYears() throws IOException {
        ArchiveLoad narrow = bundle(2010, FRIDAY);
        database.load(narrow, source(week("2010-11-16", 1), week("2010-11-09", 1)));
        ArchiveLoad wide = bundle(2006, FRIDAY);
        LoadResult result =
                database.load(wide, source(week("2006-11-14", 5), week("2010-11-09", 1), week("2010-11-16", 1)));

        assertThat(result.unchanged()).isEqualTo(2);
        assertThat(database.rows("SELECT DISTINCT download_id FROM week")).containsExactly("2");
        assertThat(database.downloads.bundles())
                .singleElement()
                .satisfies(bundle -> assertThat(bundle.edition().firstYear()).isEqualTo(2006));
    }

    @Test
    void deletesRetiredDownloadsWithoutWeeks() throws IOException {
        database.load(weekly(LEGACY_FO, MONDAY), (sink, malformed) -> {
            sink.accept(week("2026-11-10", 1));
            malformed.accept("legacy.txt", 2, "reason", "text");
        });
        database.load(weekly(LEGACY_FO, FRIDAY), source(week("2026-11-17", 2)));
        assertThat(database.downloads.deleteRetiredBefore(TestDatabase.START.plusSeconds(3_600)))
                .as("its week stays")
                .isZero();
        database.load(
                yearly(LEGACY_FO, 2026, "Fri, 20 Nov 2026 20:31:00 GMT"),
                source(week("2026-11-10", 1), week("2026-11-17", 2)));

        assertThat(database.downloads.deleteRetiredBefore(TestDatabase.START)).isZero();
        assertThat(database.downloads.deleteRetiredBefore(database.clock.instant()))
                .isEqualTo(1);
        assertThat(database.rows("SELECT id FROM download ORDER BY id")).containsExactly("2", "3");
        assertThat(database.quarantine.count()).isZero();
    }

    private static ArchiveLoad bundle(int firstYear, String lastModified) {
        return new ArchiveBuilder(LEGACY_FO, DownloadKind.BUNDLE, "/files/dea/history/deacot1986_2016.zip")
                .years(firstYear, 2016)
                .etag(null)
                .lastModified(lastModified)
                .build();
    }

    @Test
    void ranksALaterResponseAboveAnEditionWithoutLastModified() throws IOException {
        database.load(yearly(LEGACY_FO, 2026, null), source(week("2026-11-10", 2)));
        LoadResult later = database.load(yearly(LEGACY_FO, 2026, FRIDAY), source(week("2026-11-10", 1)));

        assertThat(later.changed()).isEqualTo(1);
    }

    @Test
    void keepsTheLaterOfTwoLinesAlsoInAnOlderEdition() throws IOException {
        database.load(weekly(LEGACY_FO, MONDAY), source(week("2026-11-03", 1), week("2026-10-27", 1)));
        database.load(yearly(LEGACY_FO, 2026, FRIDAY), source(week("2026-11-10", 1)));
        List<Week> weeks = new ArrayList<>(
                List.of(week("2026-11-17", 2), week("2026-11-10", 2), week("2026-11-03", 2), week("2026-10-27", 1)));
        for (int market = 0; market < 2_000; market++) {
            weeks.add(week("%06d".formatted(market), "2026-11-17", market, market));
        }
        weeks.addAll(
                List.of(week("2026-11-17", 3), week("2026-11-10", 3), week("2026-11-03", 3), week("2026-10-27", 3)));

        LoadResult older = database.load(yearly(LEGACY_FO, 2026, "Tue, 17 Nov 2026 20:30:00 GMT"), source(weeks));

        assertThat(older.duplicates()).isEqualTo(4);
        assertThat(openInterests(database, LEGACY_FO, GOLD, 1))
                .containsExactly("2026-10-27=3", "2026-11-03=3", "2026-11-10=1", "2026-11-17=3");
    }

    @Test
    void ranksAFileWithoutLastModifiedByItsDownload() throws IOException {
        database.load(yearly(LEGACY_FO, 2026, null), source(week("2026-11-17", 1)));
        LoadResult beforeThat = database.load(weekly(LEGACY_FO, FRIDAY), source(week("2026-11-17", 2)));
        LoadResult afterThat =
                database.load(weekly(LEGACY_FO, "Fri, 20 Nov 2026 20:31:00 GMT"), source(week("2026-11-17", 2)));

        assertThat(beforeThat.outranked()).isEqualTo(1);
        assertThat(afterThat.changed()).isEqualTo(1);
    }

    @Test
    void reassignsAWeekToTheNewerFileThatConfirmsIt() throws IOException {
        database.load(weekly(LEGACY_FO, MONDAY), source(week("2026-11-17", 1)));
        LoadResult same = database.load(yearly(LEGACY_FO, 2026, FRIDAY), source(week("2026-11-17", 1)));
        LoadResult late =
                database.load(weekly(LEGACY_FO, "Tue, 17 Nov 2026 20:30:00 GMT"), source(week("2026-11-17", 2)));

        assertThat(same.unchanged()).isEqualTo(1);
        assertThat(late.outranked()).isEqualTo(1);
        assertThat(openInterests(database, LEGACY_FO, GOLD, 1)).containsExactly("2026-11-17=1");
    }

    @Test
    void storesTheEditionWithItsWeeks() throws IOException {
        ArchiveLoad archive = yearly(LEGACY_FO, 2026, FRIDAY);
        database.load(archive, (sink, malformed) -> {
            sink.accept(week("2026-11-17", 1));
            malformed.accept("annual.txt", 3, "too few cells", "x");
        });

        Download stored =
                database.downloads.find(archive.edition().path(), 2026, 2026).orElseThrow();
        assertThat(stored.id()).isEqualTo(1);
        assertThat(stored.edition().variant()).isEqualTo(LEGACY_FO);
        assertThat(stored.edition().kind()).isEqualTo(DownloadKind.YEARLY);
        assertThat(stored.edition().path()).isEqualTo(archive.edition().path());
        assertThat(stored.edition().firstYear()).isEqualTo(2026);
        assertThat(stored.edition().lastYear()).isEqualTo(2026);
        assertThat(stored.edition().file()).isEqualTo(archive.edition().file());
        assertThat(stored.edition().url()).isEqualTo(archive.edition().url());
        assertThat(stored.edition().etag()).isEqualTo("\"etag\"");
        assertThat(stored.edition().lastModified()).isEqualTo(FRIDAY);
        assertThat(stored.lastModifiedAt()).isEqualTo(TestDatabase.START);
        assertThat(stored.edition().sha256()).isEqualTo("ab12");
        assertThat(stored.edition().bytes()).isEqualTo(1_234);
        assertThat(stored.weeks()).isEqualTo(1);
        assertThat(stored.malformed()).isEqualTo(1);
        assertThat(stored.edition().downloadedAt()).isEqualTo(Weeks.DOWNLOADED);
        assertThat(stored.loadedAt()).isEqualTo(TestDatabase.START);
        assertThat(stored.checkedAt()).isEqualTo(TestDatabase.START);
        assertThat(stored.answeredSha256()).isNull();
        assertThat(stored.answeredAt()).isNull();
        assertThat(stored.isClaimed()).isTrue();
        assertThat(database.downloads.find(archive.edition().path(), 2025, 2026))
                .isEmpty();
    }

    @Test
    void keepsTheMalformedLinesOfTheNewestEditionOnly() throws IOException {
        long run = database.runs.begin(RunKind.REPORTS, RunCause.MANUAL, RunStore.EVERYTHING, false);
        database.load(yearly(LEGACY_FO, 2026, MONDAY), (sink, malformed) -> {
            malformed.accept("annual.txt", 3, "too few cells", "x");
            malformed.accept("annual.txt", 4, "too few cells", "y");
        });
        database.load(
                yearly(LEGACY_CO, 2026, MONDAY),
                (sink, malformed) -> malformed.accept("annualof.txt", 7, "no report date", "z"));
        ArchiveLoad next = ArchiveBuilder.yearly(LEGACY_FO, 2026)
                .lastModified(FRIDAY)
                .run(run)
                .build();
        database.load(
                next,
                (sink, malformed) -> malformed.accept(
                        "annual.txt", 4, "'Open Interest (All)' is 'n/a', expected a whole number", "y"));

        assertThat(database.quarantine.count()).isEqualTo(2);
        assertThat(database.quarantine.newest(1))
                .containsExactly(new QuarantinedLine(
                        LEGACY_FO,
                        next.edition().path(),
                        run,
                        "annual.txt",
                        4,
                        "'Open Interest (All)' is 'n/a', expected a whole number",
                        "y",
                        TestDatabase.START.plusSeconds(3)));
        assertThat(database.quarantine.newest(10)).hasSize(2);
    }

    @Test
    void acceptsWeeksInAnyOrder() throws IOException {
        List<Week> weeks = new ArrayList<>();
        LocalDate first = LocalDate.of(2020, 1, 7);
        for (int week = 0; week < 60; week++) {
            for (int market = 0; market < 100; market++) {
                weeks.add(week("%06d".formatted(market), first.plusWeeks(week).toString(), week, weeks.size()));
            }
        }

        assertThat(load(LEGACY_FO, weeks).inserted()).isEqualTo(6_000);
        assertThat(load(LEGACY_FO, weeks).unchanged()).isEqualTo(6_000);
        List<Integer> sizes = new ArrayList<>();
        database.weeks.forEachMarket(LEGACY_FO, 1, market -> sizes.add(market.size()));
        assertThat(sizes).hasSize(100).containsOnly(60);
    }

    @Test
    void fillsInWeeksBetweenAndAroundStoredOnes() throws IOException {
        load(LEGACY_FO, week("2026-11-03", 1), week("2026-11-10", 2));
        LoadResult result = load(
                LEGACY_FO,
                week("2026-11-17", 4),
                week("2026-11-10", 2),
                week("2026-11-05", 3),
                week("2026-11-03", 5),
                week("2026-10-27", 6));

        assertThat(result)
                .isEqualTo(ofWeeks(5).inserted(3).changed(1).unchanged(1).build());
        assertThat(openInterests(database, LEGACY_FO, GOLD, 1))
                .containsExactly("2026-10-27=6", "2026-11-03=5", "2026-11-05=3", "2026-11-10=2", "2026-11-17=4");
    }

    @Test
    void loadsDifferentVariantsAtTheSameTime() throws Exception {
        CyclicBarrier bothInTheMiddle = new CyclicBarrier(2);
        ExecutorService loaders = Executors.newFixedThreadPool(2);
        try {
            List<Future<LoadResult>> loads = new ArrayList<>();
            for (ReportVariant variant : List.of(LEGACY_FO, DISAGG_FO)) {
                loads.add(loaders.submit(() -> database.load(yearly(variant, 2026, null), (sink, malformed) -> {
                    for (int market = 0; market < 3_000; market++) {
                        sink.accept(week("%06d".formatted(market), "2026-11-17", market, market));
                    }
                    await(bothInTheMiddle);
                    sink.accept(week(GOLD, "2026-11-17", 1, 3_001));
                })));
            }
            for (Future<LoadResult> load : loads) {
                assertThat(load.get(60, TimeUnit.SECONDS).inserted()).isEqualTo(3_001);
            }
        } finally {
            loaders.shutdownNow();
        }
        assertThat(database.rows("SELECT COUNT(*) FROM week")).containsExactly("6002");
    }

    @Test
    void loadsOneVariantOneAfterTheOther() throws Exception {
        ExecutorService loaders = Executors.newFixedThreadPool(4);
        try {
            List<Future<LoadResult>> loads = new ArrayList<>();
            for (int year = 2020; year < 2024; year++) {
                ArchiveLoad archive = yearly(LEGACY_FO, year, null);
                String date = year + "-06-02";
                loads.add(loaders.submit(() -> database.load(archive, (sink, malformed) -> {
                    for (int market = 0; market < 500; market++) {
                        sink.accept(week("%06d".formatted(market), date, market, market));
                    }
                })));
            }
            for (Future<LoadResult> load : loads) {
                assertThat(load.get(60, TimeUnit.SECONDS).inserted()).isEqualTo(500);
            }
        } finally {
            loaders.shutdownNow();
        }
        assertThat(database.rows("SELECT COUNT(*), MIN(id), MAX(id) FROM market"))
                .containsExactly("500 1000001 1000500");
        assertThat(database.rows("SELECT COUNT(*) FROM week")).containsExactly("2000");
    }

    @Test
    void showsReadersTheirVersionDuringALoad() throws IOException {
        load(LEGACY_FO, week("2026-11-17", 1), week("067651", "2026-11-17", 5, 2));
        publish(database);
        List<String> during = new ArrayList<>();

        database.load(yearly(LEGACY_FO, 2026, null), (sink, malformed) -> {
            for (int market = 0; market < 2_500; market++) {
                sink.accept(week("%06d".formatted(market), "2026-11-17", market, market));
            }
            sink.accept(week("2026-11-17", 2));
            database.weeks.forEachMarket(LEGACY_FO, 1, market -> during.addAll(openInterests(market)));
        });

        assertThat(during).containsExactly("2026-11-17=1", "2026-11-17=5");
        assertThat(openInterests(database, LEGACY_FO, GOLD, 1)).containsExactly("2026-11-17=1");
    }

    @Test
    void keepsOneViewWhenALoadCommitsBetweenTwoMarkets() throws IOException {
        List<Week> before = new ArrayList<>();
        List<Week> after = new ArrayList<>();
        for (int market = 0; market < 3_000; market++) {
            before.add(week("%06d".formatted(market), "2026-11-17", 1, market));
            after.add(week("%06d".formatted(market), "2026-11-17", 2, market));
        }
        load(LEGACY_FO, before);
        publish(database);
        List<String> seen = new ArrayList<>();

        database.weeks.forEachMarket(LEGACY_FO, 1, market -> {
            if (seen.isEmpty()) {
                loadUnchecked(after);
            }
            seen.addAll(openInterests(market));
        });

        assertThat(seen).hasSize(3_000).containsOnly("2026-11-17=1");
        List<String> later = new ArrayList<>();
        database.weeks.forEachMarket(LEGACY_FO, 1, market -> later.addAll(openInterests(market)));
        assertThat(later).isEqualTo(seen);
    }

    @Test
    void readsWeeksAndRevisionsInOneView() throws IOException {
        load(LEGACY_FO, week("2026-11-10", 1), week("2026-11-17", 1));
        publish(database);
        DataSource interrupted = Interruption.before(
                database.source,
                "FROM week",
                () -> loadUnchecked(List.of(week("2026-11-10", 2), week("2026-11-17", 2))));

        List<String> seen = new ArrayList<>();
        new WeekStore(interrupted, database.clock, Weeks::released)
                .forEachMarket(LEGACY_FO, 1, market -> seen.addAll(openInterests(market)));

        assertThat(seen).containsExactly("2026-11-10=1", "2026-11-17=1");
        assertThat(openInterests(database, LEGACY_FO, GOLD, 2)).containsExactly("2026-11-10=2", "2026-11-17=2");
    }

    @Test
    void findsNoUnknownMarket() {
        assertThat(database.weeks.market(LEGACY_FO, "000000", 1)).isEmpty();
    }

    @Test
    void reportsFailuresOfTheDatabase() {
        database.execute("DROP TABLE week");

        assertThatThrownBy(() -> load(LEGACY_FO, week("2026-11-17", 1)))
                .isInstanceOf(StoreException.class)
                .hasMessageStartingWith("cannot store the weeks of legacy_fo2026.zip: "
                        + (TestDatabase.isPostgres()
                                ? "ERROR: relation \"week\" does not exist"
                                : "Table \"WEEK\" not found"));
        assertThatThrownBy(() -> database.weeks.forEachMarket(LEGACY_FO, 1, market -> {}))
                .isInstanceOfSatisfying(
                        StoreException.class, e -> assertThat(e.doing()).isEqualTo("read the weeks of legacy/fo"));
    }

    private LoadResult load(ReportVariant variant, Week... weeks) throws IOException {
        return load(variant, List.of(weeks));
    }

    private LoadResult load(ReportVariant variant, List<Week> weeks) throws IOException {
        return database.load(yearly(variant, 2026, null), source(weeks));
    }

    private void loadUnchecked(List<Week> weeks) {
        try {
            load(LEGACY_FO, weeks);
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    private static void await(CyclicBarrier barrier) {
        try {
            barrier.await(60, TimeUnit.SECONDS);
        } catch (Exception e) {
            throw new AssertionError("the other load did not get that far: loads of different variants wait", e);
        }
    }
}
