package cotinga.store.copy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.zaxxer.hikari.HikariDataSource;
import cotinga.base.DiskReserve;
import cotinga.progress.ProgressDisplay;
import cotinga.report.ReportVariant;
import cotinga.store.runs.RunCause;
import cotinga.store.runs.RunKind;
import cotinga.store.runs.RunStore;
import cotinga.store.sql.Database;
import cotinga.store.sql.DatabaseAddress;
import cotinga.store.sql.OnlyOnPostgres;
import cotinga.store.sql.StoreException;
import cotinga.store.sql.TestDatabase;
import cotinga.store.sql.Transaction;
import cotinga.store.weeks.Weeks;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Clock;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Copies of a store between an embedded database and one on a server that sorts text by the rules of English. */
@OnlyOnPostgres
class StoreCopyTest {
    private static final int WEEKS = 5_000;
    private static final DiskReserve NO_RESERVE = new DiskReserve(0);

    private Path folder;
    private String file;
    private String server;
    private String secondFile;

    @BeforeEach
    void fill(@TempDir Path directory) throws IOException {
        folder = directory;
        file = TestDatabase.embeddedUrl(Files.createDirectories(folder.resolve("first")));
        server = TestDatabase.url(folder.resolve("server"));
        secondFile = TestDatabase.embeddedUrl(Files.createDirectories(folder.resolve("second")));
        try (TestDatabase store = TestDatabase.at(file)) {
            FullStore.fill(store);
            FullStore.addWeeks(store, WEEKS);
        }
    }

    @Test
    void copiesEveryTableToAServerAndBack() {
        CopySummary there = copy(file, server);
        CopySummary back = copy(server, secondFile);

        Map<String, List<String>> expected = content(file);
        assertThat(expected).hasSizeGreaterThan(20).allSatisfy((table, rows) -> assertThat(rows)
                .as("rows of the table %s, which FullStore has to fill", table)
                .isNotEmpty());
        for (String url : List.of(server, secondFile)) {
            Map<String, List<String>> found = content(url);
            assertThat(found).containsOnlyKeys(expected.keySet());
            expected.forEach((table, rows) ->
                    assertThat(found.get(table)).as("%s in %s", table, url).isEqualTo(rows));
        }
        assertThat(there.dataVersion()).isEqualTo(2);
        assertThat(there.resumed()).isZero();
        assertThat(there.rowsByTable()).containsEntry("week", WEEKS + 3L).isEqualTo(back.rowsByTable());
        assertThat(there.text())
                .startsWith("Copied 5,0")
                .contains(" tables with data version 2 from jdbc:h2:file:")
                .contains("week                        5,003")
                .doesNotContain("before the interruption");
    }

    @Test
    void startsOnACopyAsOnTheOriginal() {
        copy(file, server);
        copy(server, secondFile);

        for (String url : List.of(server, secondFile)) {
            openUpToDate(url).close();
            try (TestDatabase store = TestDatabase.at(url)) {
                assertThat(store.publications.publishedVersion()).isEqualTo(2);
                assertThat(Weeks.openInterests(store, ReportVariant.LEGACY_FO, "088691", 1))
                        .contains("2026-11-03=1", "2026-11-10=2");
                assertThat(Weeks.openInterests(store, ReportVariant.LEGACY_FO, "088691", 2))
                        .contains("2026-11-10=3")
                        .doesNotContain("2026-11-03=1");
            }
        }
        assertThat(folder.resolve("second/cotinga.published")).content().contains("version=2\n", "published-at=");
    }

    @Test
    void continuesGeneratedIdentitiesAfterTheCopiedOnes() {
        Map<String, String> insertions = Map.of(
                "run",
                "(kind, cause, started_at, status) VALUES ('reports', 'once', CURRENT_TIMESTAMP, 'success')",
                "run_step",
                "(run_id, name, status, weeks_read, weeks_written, malformed, bytes)"
                        + " SELECT MIN(id), 'next', 'done', 0, 0, 0, 0 FROM run",
                "download",
                "(variant_id, kind, path, first_year, last_year, file, url, sha256, bytes, weeks, malformed, downloaded_at,"
                        + " loaded_at) VALUES (1, 'weekly', 'next', 2026, 2026, 'next', 'next', 'next', 0, 0, 0,"
                        + " CURRENT_TIMESTAMP, CURRENT_TIMESTAMP)",
                "quarantine",
                "(download_id, file, line, reason, text, seen_at)"
                        + " SELECT MIN(id), 'next', 1, 'next', 'next', CURRENT_TIMESTAMP FROM download",
                "price_symbol",
                "(symbol, source, asked_at) VALUES ('next', 'yahoo', CURRENT_TIMESTAMP)",
                "alert_message",
                "(id, type, created_at, content) VALUES ('next', 'raised', CURRENT_TIMESTAMP, '{}')",
                "market_alert",
                "(created_at, data_version, watchlist, entry, label, variant, code, name, report_date, condition_text,"
                        + " compared) VALUES (CURRENT_TIMESTAMP, 2, 'next', '', '', '', '', '', DATE '2026-11-17', '', '')");
        copy(file, server);
        copy(server, secondFile);

        for (String url : List.of(server, secondFile)) {
            try (TestDatabase store = TestDatabase.at(url)) {
                for (Table table : tables(store.source)) {
                    if (table.identity().isPresent()) {
                        String greatest = "SELECT MAX(" + table.identity().get() + ") FROM " + table.name();
                        long before = Long.parseLong(store.rows(greatest).get(0));
                        store.execute("INSERT INTO " + table.name() + " " + insertions.get(table.name()));
                        assertThat(store.rows(greatest)).as(table.name()).containsExactly(String.valueOf(before + 1));
                    }
                }
            }
        }
    }

    @Test
    void resumesAnInterruptedCopyWhereItEnded() {
        for (List<String> way : List.of(List.of(file, server), List.of(server, secondFile))) {
            String from = way.get(0);
            String to = way.get(1);
            List<String> all = new ArrayList<>();
            assertThatThrownBy(() -> copy(from, to, line -> {
                        all.add(line);
                        interruptAt("copy \\d+/\\d+ .*: week", line, all, 2);
                    }))
                    .hasMessage("interrupted");
            assertThatThrownBy(() -> openUpToDate(to))
                    .isInstanceOf(StoreException.class)
                    .hasMessage("cannot use the database " + to
                            + ": found an unfinished copy of a store, expected a complete one; repeat the command with"
                            + " --copy-to or --copy-from to complete it, or remove this database (docs/operations.md,"
                            + " \"PostgreSQL\")");
            assertThatThrownBy(() -> copy(to, TestDatabase.embeddedUrl(folder.resolve("third"))))
                    .as("the source is an unfinished copy")
                    .hasMessageContaining("found an unfinished copy of a store");

            List<String> remaining = new ArrayList<>();
            CopySummary summary = copy(from, to, remaining::add);

            assertThat(remaining.get(0))
                    .as("one of three batches of weeks was left, and another table")
                    .startsWith("copy 1/2 (50 %), ");
            assertThat(summary.resumed()).isEqualTo(2L * RowCopy.BATCH + rowsBeforeWeeks(summary));
            assertThat(summary.text()).contains(" before the interruption)");
            assertThat(content(to)).isEqualTo(content(from));
        }
    }

    @Test
    void verifiesAgainAfterAnInterruptedVerification() {
        assertThatThrownBy(() -> copy(file, server, line -> interruptAt("verify .*: week", line, List.of(), 0)))
                .hasMessage("interrupted");

        List<String> remaining = new ArrayList<>();
        copy(file, server, remaining::add);

        assertThat(remaining).isNotEmpty().allMatch(line -> line.startsWith("verify "));
        openUpToDate(server).close();
    }

    @Test
    void findsACopyThatDiffers() {
        assertThatThrownBy(() -> copy(
                        file,
                        server,
                        onFirst("verify ", () -> change(server, "UPDATE week SET g1_long = 1 WHERE line = 7"))))
                .isInstanceOf(StoreException.class)
                .hasMessageMatching("cannot copy a store to " + server
                        + ": found the table week with 5,003 rows and the SHA-256 [0-9a-f]{64}, expected 5,003 rows and the"
                        + " SHA-256 [0-9a-f]{64} as in the source; remove the target and begin again");
        assertThatThrownBy(() -> openUpToDate(server)).hasMessageContaining("found an unfinished copy");
    }

    @Test
    void findsACopyThatLacksARow() {
        assertThatThrownBy(() -> copy(
                        file,
                        server,
                        onFirst("verify ", () -> change(server, "DELETE FROM revision WHERE open_interest = 2"))))
                .isInstanceOf(StoreException.class)
                .hasMessageContaining("found the table revision with 1 row and the SHA-256 ")
                .hasMessageContaining(", expected 2 rows and the SHA-256 ");
    }

    @Test
    void rejectsAnUnfinishedCopyOfAnotherState() {
        assertThatThrownBy(() -> copy(file, server, line -> interruptAt("copy .*: week", line, List.of(), 0)))
                .hasMessage("interrupted");
        change(file, "UPDATE download SET checked_at = TIMESTAMP WITH TIME ZONE '2027-01-01 00:00:00+00' WHERE id = 1");

        assertThatThrownBy(() -> copy(file, server))
                .isInstanceOf(StoreException.class)
                .hasMessageStartingWith("cannot copy a store to " + server
                        + ": found an unfinished copy of another state of a store (schema 20, data version 2 of 2026-")
                .hasMessageContaining("expected one of " + file + " as it is now (schema 20, data version 2 of 2026-")
                .hasMessageContaining(" and checked at 2027-01-01T00:00:00Z,")
                .hasMessageEndingWith("; copy from the same source, or remove the target and begin again");
    }

    @Test
    void rejectsATargetWithRows() {
        try (TestDatabase target = TestDatabase.at(server)) {
            target.runs.begin(RunKind.REPORTS, RunCause.ONCE, RunStore.EVERYTHING, false);
        }
        Map<String, List<String>> before = content(server);

        assertThatThrownBy(() -> copy(file, server))
                .isInstanceOf(StoreException.class)
                .hasMessage("cannot copy a store to " + server
                        + ": found rows, by table {run=1}, expected an empty database; nothing was changed. Use another"
                        + " database, or remove this one if you do not need it");
        assertThat(content(server)).isEqualTo(before);
        openUpToDate(server).close();
    }

    @Test
    void copiesIntoADatabaseThatHasOnlyItsSchema() {
        openUpToDate(server).close();

        assertThat(copy(file, server).rowsByTable()).containsEntry("week", WEEKS + 3L);
    }

    @Test
    void rejectsDatabasesInUse() throws IOException {
        String message = "found 2 sessions of another Cotinga, expected none; stop it and try again";
        try (HikariDataSource user = TestDatabase.open(server + "?ApplicationName=cotinga%20two", "sa", "", 2)) {
            user.validate();
            assertThatThrownBy(() -> copy(file, server)).hasMessageContaining(message);
            assertThatThrownBy(() -> copy(server, secondFile)).hasMessageContaining(message);
        }
        try (FileChannel process = FileChannel.open(folder.resolve("first/cotinga.mv.db"), StandardOpenOption.WRITE);
                FileLock lock = process.lock()) {
            assertThat(lock.isValid()).isTrue();
            assertThatThrownBy(() -> copy(file, server)).hasMessageContaining("it is in use by another Cotinga");
        }
    }

    @Test
    void letsNobodyChangeAServerMeanwhile() {
        copy(file, server);
        List<Throwable> failures = new ArrayList<>();

        copy(server, secondFile, onFirst("copy ", () -> {
            try {
                change(server + "?options=-c%20lock_timeout=10ms", "UPDATE run SET error = 'changed'");
            } catch (AssertionError e) {
                failures.add(e);
            }
        }));

        assertThat(failures).singleElement().satisfies(failure -> assertThat(failure)
                .hasStackTraceContaining("ERROR: canceling statement due to lock timeout"));
    }

    @Test
    void rejectsASourceThatIsNoStoreOfThisBuild() {
        String missing = TestDatabase.embeddedUrl(folder.resolve("missing"));
        assertThatThrownBy(() -> copy(missing, server))
                .hasMessage("cannot copy the database " + folder.resolve("missing/cotinga.mv.db")
                        + ": found no such file, expected a store; check the settings");
        assertThat(folder.resolve("missing")).doesNotExist();
        assertThatThrownBy(() -> copy(server, secondFile))
                .hasMessage("cannot copy the database " + server + ": found no tables of Cotinga, expected schema 20;"
                        + " check the URL, or start this build of Cotinga with that database once");
        openUpToDate(server).close();
        change(server, "DELETE FROM flyway_schema_history WHERE version IN ('15', '16', '17', '18', '19', '20')");
        assertThatThrownBy(() -> copy(server, secondFile)).hasMessageContaining("found schema 13, expected schema 20");
    }

    @Test
    void copiesNoRequestForARun() {
        change(
                file,
                "INSERT INTO run_request (kind, forced, requested_by, requested_at, status)"
                        + " VALUES ('reports', FALSE, 'cotinga-reader', CURRENT_TIMESTAMP, 'open')");

        copy(file, server);

        try (TestDatabase store = TestDatabase.at(server)) {
            assertThat(store.rows("SELECT id FROM run_request")).isEmpty();
        }
    }

    @Test
    void replacesCharactersThatPostgresDoesNotStore() {
        change(file, "UPDATE quarantine SET text = 'a' || CHAR(0) || 'b'");

        copy(file, server);

        try (TestDatabase store = TestDatabase.at(server)) {
            assertThat(store.rows("SELECT text FROM quarantine")).containsExactly("a\uFFFDb");
        }
    }

    private static long rowsBeforeWeeks(CopySummary summary) {
        List<String> tables = List.copyOf(summary.rowsByTable().keySet());
        return tables.subList(0, tables.indexOf("week")).stream()
                .mapToLong(table -> summary.rowsByTable().getOrDefault(table, 0L))
                .sum();
    }

    private static void change(String url, String statement) {
        try (HikariDataSource database = TestDatabase.open(url, "sa", "", 2)) {
            TestDatabase.execute(database, statement);
        }
    }

    /** Fails with a line that matches, when as many before it matched too. */
    private static void interruptAt(String pattern, String line, List<String> lines, int before) {
        if (line.matches(pattern)
                && lines.stream().filter(earlier -> earlier.matches(pattern)).count() >= before) {
            throw new IllegalStateException("interrupted");
        }
    }

    private static Consumer<String> onFirst(String start, Runnable action) {
        AtomicBoolean isDone = new AtomicBoolean();
        return line -> {
            if (line.startsWith(start) && !isDone.getAndSet(true)) {
                action.run();
            }
        };
    }

    private static List<Table> tables(HikariDataSource database) {
        return Transaction.read(database, "read the tables", Tables::of);
    }

    private static Map<String, List<String>> content(String url) {
        try (TestDatabase store = TestDatabase.at(url)) {
            Map<String, List<String>> content = new LinkedHashMap<>();
            for (Table table : tables(store.source)) {
                String columns =
                        table.columns().stream().map(StoreCopyTest::text).collect(Collectors.joining(", "));
                content.put(
                        table.name(),
                        store.rows("SELECT " + columns + " FROM " + table.name()).stream()
                                .sorted()
                                .toList());
            }
            return content;
        }
    }

    /** Moments are compared as microseconds, because databases write them differently. */
    private static String text(Column column) {
        return column.type() == ColumnType.MOMENT
                ? "CAST(EXTRACT(EPOCH FROM " + column.name() + ") * 1000000 AS BIGINT)"
                : column.name();
    }

    private HikariDataSource openUpToDate(String url) {
        return Database.openUpToDate(url, "sa", "", 2, folder.resolve("backups"), NO_RESERVE);
    }

    private CopySummary copy(String from, String to) {
        return copy(from, to, line -> {});
    }

    private CopySummary copy(String from, String to, Consumer<String> onProgress) {
        return new StoreCopy(
                        address(from),
                        address(to),
                        folder.resolve("backups"),
                        NO_RESERVE,
                        shown(onProgress),
                        Clock.systemUTC())
                .run();
    }

    private static DatabaseAddress address(String url) {
        return new DatabaseAddress(url, "sa", "", "the settings");
    }

    private static ProgressDisplay shown(Consumer<String> lines) {
        return new ProgressDisplay() {
            @Override
            public void show(String line, boolean last) {
                lines.accept(line);
            }

            @Override
            public void clear() {}
        };
    }
}
