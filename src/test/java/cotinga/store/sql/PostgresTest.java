package cotinga.store.sql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.zaxxer.hikari.HikariDataSource;
import cotinga.base.DiskReserve;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a database on a PostgreSQL server needs. The one of a test sorts text by the rules of English. */
@OnlyOnPostgres
class PostgresTest {
    private Path folder;

    @BeforeEach
    void use(@TempDir Path directory) {
        folder = directory;
    }

    @Test
    void sortsTextAsH2Does() {
        try (TestDatabase database = TestDatabase.in(folder)) {
            database.execute("INSERT INTO market (id, variant_id, code) VALUES"
                    + " (1, 1, 'b'), (2, 1, 'A'), (3, 1, 'a'), (4, 1, 'B'), (5, 1, '_'), (6, 1, '1'), (7, 1, 'é')");

            assertThat(database.rows("SELECT code FROM market ORDER BY code"))
                    .containsExactly("1", "A", "B", "_", "a", "b", "é");
            assertThat(database.rows("SELECT code FROM market ORDER BY code COLLATE \"default\""))
                    .containsExactly("_", "1", "a", "A", "b", "B", "é");
            assertThat(database.rows("SELECT table_name, column_name FROM information_schema.columns"
                            + " WHERE table_schema = 'public' AND table_name <> 'flyway_schema_history'"
                            + " AND data_type = 'character varying' AND collation_name IS DISTINCT FROM 'C'"))
                    .isEmpty();
        }
    }

    @Test
    void readsWithOneViewWithoutWriting() {
        try (TestDatabase database = TestDatabase.in(folder)) {
            List<String> seen = Transaction.read(database.source, "read twice", connection -> {
                String before = calendar(connection);
                database.execute("UPDATE release_state SET calendar = 'changed'");
                return List.of(before, calendar(connection));
            });

            assertThat(seen).containsExactly("", "");
            assertThat(database.rows("SELECT calendar FROM release_state")).containsExactly("changed");
            assertThatThrownBy(() -> Transaction.read(database.source, "read", connection -> connection
                            .createStatement()
                            .executeUpdate("UPDATE release_state SET calendar = ''")))
                    .isInstanceOf(StoreException.class)
                    .hasMessageContaining("read-only transaction");
        }
    }

    @Test
    void needsNoMoreThanTwoRoundTripsBesidesTheStatements() {
        try (TestDatabase database = TestDatabase.in(folder)) {
            assertThat(roundTrips(() -> Transaction.read(database.source, "read", PostgresTest::calendar)))
                    .as("the isolation with BEGIN, the statement, COMMIT")
                    .isEqualTo(3);
            assertThat(roundTrips(() -> Transaction.write(database.source, "write", PostgresTest::calendar)))
                    .as("the statement with BEGIN, COMMIT")
                    .isEqualTo(2);
        }
    }

    /** The messages after which the driver waits for the server, but for those that verify an idle connection. */
    private static int roundTrips(Runnable work) {
        Logger log = Logger.getLogger("org.postgresql.core.v3.QueryExecutorImpl");
        AtomicInteger found = new AtomicInteger();
        Handler handler = new Handler() {
            @Override
            public void publish(LogRecord line) {
                if (line.getMessage().equals(" FE=> Sync")) {
                    found.incrementAndGet();
                }
            }

            @Override
            public void flush() {}

            @Override
            public void close() {}
        };
        work.run(); // the connection is verified
        log.setLevel(Level.FINEST);
        log.addHandler(handler);
        try {
            work.run();
        } finally {
            log.removeHandler(handler);
            log.setLevel(null);
        }
        return found.get();
    }

    @Test
    void waitsForLocksAsLongAsInH2UnlessTheUrlSaysOtherwise() {
        try (TestDatabase database = TestDatabase.in(folder)) {
            assertThat(database.rows("SHOW lock_timeout")).containsExactly("2min");
            assertThat(database.rows("SHOW application_name")).containsExactly("cotinga");
        }
        String url = TestDatabase.url(folder) + "?options=-c%20lock_timeout=3s&ApplicationName=other";
        try (HikariDataSource source = TestDatabase.open(url, "sa", "", 2)) {
            assertThat(TestDatabase.rows(source, "SHOW lock_timeout")).containsExactly("3s");
            assertThat(TestDatabase.rows(source, "SHOW application_name")).containsExactly("other");
        }
    }

    @Test
    void createsTheSchemaOnceAndKeepsIt() {
        openUpToDate(TestDatabase.url(folder), "sa").close();
        try (TestDatabase database = TestDatabase.in(folder)) {
            database.execute("UPDATE release_state SET calendar = 'kept'");
        }
        openUpToDate(TestDatabase.url(folder), "sa").close();
        try (TestDatabase database = TestDatabase.in(folder)) {
            assertThat(database.rows("SELECT calendar FROM release_state")).containsExactly("kept");
        }
    }

    @Test
    void usesTheSchemaThatTheUrlNames() {
        String url = TestDatabase.url(folder);
        try (HikariDataSource source = TestDatabase.open(url, "sa", "", 2)) {
            TestDatabase.execute(source, "CREATE SCHEMA other");
            openUpToDate(url + "?currentSchema=other", "sa").close();

            assertThat(TestDatabase.rows(
                            source,
                            "SELECT DISTINCT table_schema, collation_name FROM information_schema.columns"
                                    + " WHERE table_name = 'market' AND column_name = 'code'"))
                    .containsExactly("other C");
        }
    }

    @Test
    void rejectsTheSchemaOfANewerBuild() {
        try (TestDatabase database = TestDatabase.in(folder)) {
            database.execute("UPDATE flyway_schema_history SET version = '999' WHERE version = '15'");
        }

        assertThatThrownBy(() -> openUpToDate(TestDatabase.url(folder), "sa"))
                .isInstanceOf(StoreException.class)
                .hasMessageStartingWith("cannot use the database " + TestDatabase.url(folder)
                        + ": found schema 999, which a newer build of Cotinga has made, expected "
                        + DatabaseProduct.POSTGRESQL.newestSchema() + " or less");
    }

    @Test
    void reportsAnUnknownUser() {
        assertThatThrownBy(() -> openUpToDate(TestDatabase.url(folder), "nobody"))
                .isInstanceOf(StoreException.class)
                .hasMessage("cannot open the database " + TestDatabase.url(folder)
                        + ": FATAL: role \"nobody\" does not exist; check cotinga.database.url,"
                        + " cotinga.database.user and cotinga.database.password");
    }

    private static String calendar(Connection connection) throws SQLException {
        try (NamedStatement state = Sql.named("release-state").prepare(connection)) {
            return state.first(row -> ResultColumns.text(row, "calendar")).orElseThrow();
        }
    }

    private HikariDataSource openUpToDate(String url, String user) {
        return Database.openUpToDate(url, user, "", 2, folder.resolve("backups"), new DiskReserve(0));
    }
}
