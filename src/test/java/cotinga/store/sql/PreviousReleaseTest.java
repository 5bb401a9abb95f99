package cotinga.store.sql;

import static org.assertj.core.api.Assertions.assertThat;

import com.zaxxer.hikari.HikariDataSource;
import cotinga.store.weeks.ColumnLists;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ParameterMetaData;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Types;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Stream;
import org.flywaydb.core.Flyway;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * What instances of the release before find while this build changes the tables: its statements are in {@code src/test/resources/previous},
 * in a folder that is named by its schema.
 */
class PreviousReleaseTest {
    private static final Path STATEMENTS = Path.of("src/main/resources/sql");
    private static final Path PREVIOUS = Path.of("src/test/resources/previous");
    private static final String FOLDER = "schema-";

    /** Statements about the file of the embedded database. */
    private static final Set<String> ONLY_OF_H2 = Set.of("back-up", "checkpoint", "database-path");

    /** How a parameter begins in a statement of a route; in other statements, it begins with a colon. */
    private static final String PARAMETER_IN_ROUTES = ":?";

    /** Columns of tables, with the tables of the release before alone. */
    private static final String COLUMNS =
            "SELECT LOWER(c.table_name), LOWER(c.column_name) FROM information_schema.columns c"
                    + " WHERE c.table_schema IN ('PUBLIC', 'public') AND c.table_name <> 'flyway_schema_history'";

    private static final String MISSING_IN_OLD_INSERTS =
            COLUMNS + " AND c.is_nullable = 'NO' AND c.column_default IS NULL AND c.is_identity = 'NO'";

    @Test
    void itsStatementsAreValidAtEachSchemaSince(@TempDir Path folder) throws Exception {
        try (HikariDataSource database = TestDatabase.open(TestDatabase.url(folder), "sa", "", 2)) {
            for (int schema = previousSchema(); schema <= newestSchema(database); schema++) {
                migrate(database, schema);
                try (Connection connection = database.getConnection()) {
                    for (Path file : statements()) {
                        Sql sql = statement(file);
                        try (NamedStatement statement = sql.prepare(connection)) {
                            assertThat(statement.jdbc().getParameterMetaData().getParameterCount())
                                    .as("%s with schema %d", file, schema)
                                    .isEqualTo(sql.parameters().size());
                        } catch (SQLException e) {
                            throw new AssertionError(file + " with schema " + schema, e);
                        }
                    }
                }
            }
        }
    }

    @Test
    @OnlyOnPostgres
    void itsReadersExecuteTheirQueries(@TempDir Path folder) throws Exception {
        try (TestDatabase database = TestDatabase.in(folder);
                Connection connection = database.source.getConnection()) {
            int queries = 0;
            for (Path file : statements()) {
                Sql sql = statement(file);
                if (!sql.text().toUpperCase(Locale.ROOT).matches("(?s)(SELECT|WITH)\\b.*")) {
                    continue;
                }
                queries++;
                try (NamedStatement query = sql.prepare(connection)) {
                    setAll(query.jdbc());
                    query.list(row -> row.getMetaData().getColumnCount());
                } catch (SQLException e) {
                    throw new AssertionError(file.toString(), e);
                }
            }
            assertThat(queries).isGreaterThan(50);
        }
    }

    /** A row that the leader of the release before inserts does not name them. */
    @Test
    void newColumnsOfItsTablesHaveADefault(@TempDir Path folder) {
        try (HikariDataSource database = TestDatabase.open(TestDatabase.url(folder), "sa", "", 2)) {
            migrate(database, previousSchema());
            List<String> tables = TestDatabase.rows(database, COLUMNS).stream()
                    .map(column -> column.split(" ", 2)[0])
                    .distinct()
                    .toList();
            List<String> before = TestDatabase.rows(database, COLUMNS);

            Database.migrate(database);

            assertThat(TestDatabase.rows(database, COLUMNS)).as("none has gone").containsAll(before);
            assertThat(TestDatabase.rows(database, MISSING_IN_OLD_INSERTS))
                    .filteredOn(column -> tables.contains(column.split(" ", 2)[0]))
                    .isSubsetOf(before);
        }
    }

    /** A reader whose transaction began before would find the table empty. */
    @Test
    @OnlyOnPostgres
    void noMigrationSinceWritesATableAgain(@TempDir Path folder) {
        String files = "SELECT relname, relfilenode FROM pg_class"
                + " WHERE relkind = 'r' AND relnamespace = current_schema()::regnamespace";
        try (HikariDataSource database = TestDatabase.open(TestDatabase.url(folder), "sa", "", 2)) {
            migrate(database, previousSchema());
            List<String> before = TestDatabase.rows(database, files);

            Database.migrate(database);

            assertThat(TestDatabase.rows(database, files)).containsAll(before);
        }
    }

    @Test
    void itsReadersMayReadAndOlderOnesMayNot(@TempDir Path folder) throws SQLException {
        try (TestDatabase database = TestDatabase.in(folder);
                Connection connection = database.source.getConnection()) {
            int oldest = DatabaseState.oldestReader(connection);
            if (newestSchema(database.source) == previousSchema()) {
                assertThat(oldest).isLessThanOrEqualTo(previousSchema());
            } else {
                assertThat(oldest)
                        .as("set schema_state.oldest_reader in the last migration of the release")
                        .isEqualTo(previousSchema());
            }
        }
    }

    /** In a release these are the files for the tests of the next one. */
    @Test
    void writesTheStatementsOfThisBuild(@TempDir Path folder) throws IOException {
        try (HikariDataSource database = TestDatabase.open(TestDatabase.url(folder), "sa", "", 2)) {
            Path written = Path.of("target", "statements", FOLDER + newestSchema(database));
            Files.createDirectories(written);
            for (Path file : sqlFiles(STATEMENTS)) {
                String name = file.getFileName().toString();
                String complete = ColumnLists.fill(name, Files.readString(file));
                assertThat(complete).as(name).doesNotContain("{");
                Files.writeString(written.resolve(name), complete);
            }
            assertThat(sqlFiles(written)).hasSameSizeAs(sqlFiles(STATEMENTS));
        }
    }

    private static void migrate(HikariDataSource database, int schema) {
        Flyway.configure(Database.class.getClassLoader())
                .dataSource(database)
                .locations(DatabaseProduct.of(database).migrations().toArray(String[]::new))
                .target(schema + "?") // some numbers are missing
                .load()
                .migrate();
    }

    private static int newestSchema(HikariDataSource database) {
        return DatabaseProduct.of(database).newestSchema();
    }

    private static int previousSchema() {
        return Integer.parseInt(previous().getFileName().toString().replace(FOLDER, ""));
    }

    private static Path previous() {
        try (Stream<Path> folders = Files.list(PREVIOUS)) {
            List<Path> found = folders.filter(Files::isDirectory).toList();
            assertThat(found).as("of one release").hasSize(1);
            return found.get(0);
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    private static List<Path> statements() throws IOException {
        return sqlFiles(previous()).stream()
                .filter(file -> !TestDatabase.isPostgres()
                        || !ONLY_OF_H2.contains(file.getFileName().toString().replace(".sql", "")))
                .toList();
    }

    private static List<Path> sqlFiles(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            List<Path> found = files.filter(file -> file.toString().endsWith(".sql"))
                    .sorted()
                    .toList();
            assertThat(found).isNotEmpty();
            return found;
        }
    }

    private static Sql statement(Path file) throws IOException {
        return Sql.parse(file.getFileName().toString(), Files.readString(file).replace(PARAMETER_IN_ROUTES, ":"));
    }

    /** Sets each parameter to a value of the type that the database expects. */
    private static void setAll(PreparedStatement statement) throws SQLException {
        ParameterMetaData parameters = statement.getParameterMetaData();
        for (int place = 1; place <= parameters.getParameterCount(); place++) {
            int type = parameters.getParameterType(place);
            switch (type) {
                case Types.BOOLEAN, Types.BIT -> statement.setBoolean(place, true);
                case Types.SMALLINT, Types.INTEGER -> statement.setInt(place, 1);
                case Types.BIGINT, Types.NUMERIC -> statement.setLong(place, 1);
                case Types.DOUBLE -> statement.setDouble(place, 1);
                case Types.CHAR, Types.VARCHAR -> statement.setString(place, "x");
                case Types.DATE -> statement.setObject(place, LocalDate.parse("2026-11-17"));
                case Types.TIMESTAMP, Types.TIMESTAMP_WITH_TIMEZONE ->
                    statement.setObject(place, OffsetDateTime.parse("2026-11-20T20:30:00Z"));
                default ->
                    throw new AssertionError("a parameter of the type " + parameters.getParameterTypeName(place));
            }
        }
    }
}
