package cotinga.store.sql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.zaxxer.hikari.HikariDataSource;
import cotinga.base.DiskReserve;
import cotinga.flow.LogWatch;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.apache.logging.log4j.Level;
import org.flywaydb.core.Flyway;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What several instances on one database do while its schema is created or upgraded. */
@OnlyOnPostgres
class UpgradeTest {
    private static final Duration SHORT = Duration.ofMillis(100);

    private final ExecutorService threads = Executors.newCachedThreadPool();
    private Path folder;
    private String url;

    @BeforeEach
    void use(@TempDir Path directory) {
        folder = directory;
        url = TestDatabase.url(directory);
    }

    @AfterEach
    void end() {
        threads.shutdownNow();
    }

    @RepeatedTest(3)
    void twoInstancesCreateTheTablesAtOnce() throws Exception {
        CyclicBarrier together = new CyclicBarrier(2);
        Callable<List<String>> instance = () -> {
            together.await();
            try (HikariDataSource database =
                    Database.openUpToDate(url, "sa", "", 2, folder.resolve("backups"), new DiskReserve(0))) {
                return TestDatabase.rows(database, "SELECT version FROM flyway_schema_history ORDER BY installed_rank");
            }
        };

        List<Future<List<String>>> both = threads.invokeAll(List.of(instance, instance));

        assertThat(both.get(0).get())
                .isEqualTo(both.get(1).get())
                .doesNotHaveDuplicates()
                .endsWith(String.valueOf(DatabaseProduct.POSTGRESQL.newestSchema()));
    }

    @Test
    void aReaderIsNotBlockedByAMigrationThatWaits() throws Exception {
        String patient = url + "?options=-c%20lock_timeout=30s";
        try (HikariDataSource others = TestDatabase.open(patient, "sa", "", 3);
                HikariDataSource upgraded = TestDatabase.open(url, "sa", "", 2);
                Connection using = others.getConnection()) {
            migrateTo(others, "17");
            using.setAutoCommit(false);
            execute(using, "SELECT * FROM lease");
            Future<?> migration = threads.submit(() -> Database.migrate(upgraded, Integer.MAX_VALUE, SHORT));
            await().until(() -> TestDatabase.lockWaits(others) > 0);

            assertThat(TestDatabase.rows(others, "SELECT holder FROM lease"))
                    .as("after the migration has given up")
                    .hasSize(1);
            assertThat(migration.isDone()).as("it is tried again").isFalse();
            using.commit();
            migration.get(1, TimeUnit.MINUTES);

            assertThat(TestDatabase.rows(others, "SELECT newest_build FROM lease"))
                    .hasSize(1);
            assertThat(TestDatabase.rows(upgraded, "SHOW lock_timeout"))
                    .as("of the other statements of the pool")
                    .containsExactly("2min");
        }
    }

    @Test
    void reportsALockThatIsNotReleased() throws Exception {
        try (HikariDataSource database = TestDatabase.open(url, "sa", "", 3);
                Connection using = database.getConnection()) {
            migrateTo(database, "19");
            using.setAutoCommit(false);
            execute(using, "SELECT * FROM lease");

            assertThatThrownBy(() -> Database.migrate(database, 2, SHORT))
                    .isInstanceOf(StoreException.class)
                    .hasMessageStartingWith("cannot bring the database's schema up to date: found a lock of another"
                            + " session at each attempt (ERROR: canceling statement due to lock timeout")
                    .hasMessageEndingWith("end that session (pg_stat_activity) or stop the instance that leads, and"
                            + " start again");
            assertThat(TestDatabase.rows(database, "SELECT MAX(CAST(version AS INTEGER)) FROM flyway_schema_history"))
                    .as("nothing has failed")
                    .containsExactly("19");
        }
    }

    @Test
    void aReaderOpensWhatANewerReleaseHasUpgraded() {
        try (TestDatabase database = TestDatabase.in(folder)) {
            int newest = DatabaseProduct.POSTGRESQL.newestSchema();
            database.execute(
                    "INSERT INTO flyway_schema_history SELECT installed_rank + 1000,"
                            + " CAST(900 + installed_rank AS VARCHAR), description, type, script, checksum, installed_by,"
                            + " installed_on, execution_time, success FROM flyway_schema_history WHERE version IN ('1', '2', '3')");
            database.execute("UPDATE schema_state SET oldest_reader = " + newest);

            Database.openToRead(url, "sa", "", 2).close();

            database.execute("UPDATE schema_state SET oldest_reader = " + (newest + 1));
            assertThatThrownBy(() -> Database.openToRead(url, "sa", "", 2))
                    .isInstanceOf(StoreException.class)
                    .hasMessage("cannot read the database " + url + ": found schema 903, which only builds with schema "
                            + (newest + 1) + " or later can read, expected one that this build with schema " + newest
                            + " can read; start a newer build of Cotinga (docs/operations.md)");
        }
    }

    @Test
    void aReaderWaitsUntilTheTablesHaveItsSchema() throws Exception {
        LogWatch log = new LogWatch(Level.INFO);
        log.begin();
        try (HikariDataSource database = TestDatabase.open(url, "sa", "", 2)) {
            migrateTo(database, "17");
            Future<HikariDataSource> reader = threads.submit(() -> Database.openToRead(url, "sa", "", 2));
            await().until(() -> log.errors().stream()
                    .anyMatch(line -> line.contains("has schema 17") && line.contains("waiting for an instance")));
            assertThat(reader.isDone()).isFalse();

            Database.migrate(database);

            reader.get(1, TimeUnit.MINUTES).close();
        } finally {
            log.end();
        }
    }

    private static void execute(Connection connection, String statement) throws SQLException {
        try (Statement jdbc = connection.createStatement()) {
            jdbc.execute(statement);
        }
    }

    private static void migrateTo(HikariDataSource database, String schema) {
        Flyway.configure(Database.class.getClassLoader())
                .dataSource(database)
                .locations(DatabaseProduct.of(database).migrations().toArray(String[]::new))
                .target(schema)
                .load()
                .migrate();
    }
}
