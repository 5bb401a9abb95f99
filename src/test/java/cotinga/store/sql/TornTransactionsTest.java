package cotinga.store.sql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import cotinga.report.ReportVariant;
import cotinga.report.Week;
import cotinga.store.weeks.LoadResult;
import cotinga.store.weeks.Weeks;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import org.h2.mvstore.MVMap;
import org.h2.mvstore.MVStore;
import org.h2.mvstore.type.LongDataType;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@OnlyOnH2
class TornTransactionsTest {
    private static final ReportVariant VARIANT = ReportVariant.TFF_CO;
    private static final String FILE = "cotinga.mv.db";
    private static final int MARKETS = 50;
    private static final int DATES = 41;

    @Test
    void loadsAnArchiveAfterALoadDiedWithWeeksInTheFile(@TempDir Path folder) throws IOException {
        Path torn = folder.resolve("torn");
        try (TestDatabase database = TestDatabase.in(folder)) {
            load(database, weeks(1, 100));
            tear(database, weeks(DATES, 100), torn);
        }
        try (TestDatabase database = TestDatabase.in(torn)) {
            assertThat(load(database, weeks(DATES, 100)).inserted()).isEqualTo(MARKETS * (DATES - 1));
            assertThat(database.rows("SELECT COUNT(*), COUNT(DISTINCT id) FROM week"))
                    .containsExactly("2050 2050");
        }
    }

    @Test
    void loadsAnArchiveAfterALoadDiedWithMarketsInTheFile(@TempDir Path folder) throws IOException {
        Path torn = folder.resolve("torn");
        try (TestDatabase database = TestDatabase.in(folder)) {
            tear(database, weeks(DATES, 100), torn);
        }
        try (TestDatabase database = TestDatabase.in(torn)) {
            assertThat(database.rows("SELECT COUNT(*) FROM week")).containsExactly("0");
            assertThat(load(database, weeks(DATES, 100)).inserted()).isEqualTo(MARKETS * DATES);
        }
    }

    @Test
    void rollsBackWhenThePoolOpensTheDatabaseAgain(@TempDir Path folder) throws IOException {
        Path torn = folder.resolve("torn");
        try (TestDatabase database = TestDatabase.in(folder)) {
            tear(database, weeks(DATES, 100), torn);
            assertThatThrownBy(() -> database.execute("SHUTDOWN IMMEDIATELY"))
                    .rootCause()
                    .hasMessageStartingWith("Database is already closed");
            Files.move(torn.resolve(FILE), folder.resolve(FILE), StandardCopyOption.REPLACE_EXISTING);
            database.source.getHikariPoolMXBean().softEvictConnections();
            assertThat(database.rows("SELECT COUNT(*) FROM week")).containsExactly("0");
            assertThat(load(database, weeks(DATES, 100)).inserted()).isEqualTo(MARKETS * DATES);
        }
    }

    @Test
    void restoresWeeksThatALoadHadOverwrittenWhenItDied(@TempDir Path folder) throws IOException {
        Path torn = folder.resolve("torn");
        List<String> before;
        try (TestDatabase database = TestDatabase.in(folder)) {
            load(database, weeks(DATES, 100));
            Weeks.publish(database);
            before = openInterests(database);
            tear(database, weeks(DATES, 200), torn);
        }
        try (TestDatabase database = TestDatabase.in(torn)) {
            assertThat(openInterests(database)).isEqualTo(before);
            assertThat(database.rows("SELECT COUNT(*) FROM revision")).containsExactly("0");
            assertThat(load(database, weeks(DATES, 200)).changed()).isEqualTo(MARKETS * DATES);
        }
    }

    private static LoadResult load(TestDatabase database, List<Week> weeks) throws IOException {
        return database.load(Weeks.yearly(VARIANT, 2026, null), Weeks.source(weeks));
    }

    /** Lets a load die after its first batch, like a process whose file has the weeks but not the log that rolls them back. */
    private static void tear(TestDatabase database, List<Week> weeks, Path torn) {
        Path file = torn.resolve(FILE);
        assertThatThrownBy(() -> database.load(Weeks.yearly(VARIANT, 2026, null), (sink, malformed) -> {
                    weeks.forEach(sink);
                    database.execute("CHECKPOINT");
                    Files.createDirectories(torn);
                    Files.copy(torn.resolveSibling(FILE), file);
                    throw new IOException("killed");
                }))
                .hasMessage("killed");
        MVMap.Builder<Long, Object> log =
                new MVMap.Builder<Long, Object>().keyType(LongDataType.INSTANCE).singleWriter();
        MVStore store = MVStore.open(file.toString());
        store.getMapNames().stream()
                .filter(name -> name.startsWith("undoLog"))
                .forEach(name -> store.removeMap(store.openMap(name, log)));
        store.commit();
        store.closeImmediately();
    }

    /** As many weeks of each market, the numbers given by an open interest; so many that a load has written some before it ends. */
    private static List<Week> weeks(int dates, int openInterest) {
        List<Week> weeks = new ArrayList<>();
        for (int date = 0; date < dates; date++) {
            for (int market = 0; market < MARKETS; market++) {
                String code = "%06d".formatted(market);
                LocalDate reportDate = LocalDate.parse("2026-01-06").plusWeeks(date);
                weeks.add(Weeks.week(code, reportDate.toString(), openInterest, weeks.size() + 1));
            }
        }
        return weeks;
    }

    private static List<String> openInterests(TestDatabase database) {
        List<String> found = new ArrayList<>();
        database.weeks.forEachMarket(VARIANT, 1, history -> found.addAll(Weeks.openInterests(history)));
        return found;
    }
}
