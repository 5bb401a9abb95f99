package cotinga.store.sql;

import cotinga.store.sql.PublicationMarker.Published;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.h2.api.ErrorCode;
import org.h2.engine.SessionLocal;
import org.h2.jdbc.JdbcConnection;
import org.h2.mvstore.MVStore;

/**
 * The content of a database's file before anything may change it. H2 treats a file that was cut short as one whose last changes were
 * never written, and continues from an earlier or an empty state.
 *
 * @param schema the newest migration that was completed; 0 when there is no schema
 * @param incomplete a migration that was started and failed; 0 when there is none
 * @param published the last published version
 * @param isShort whether the file is shorter than its header states
 * @param isMarkedAsClosed whether the file was closed in order and not changed since
 */
record DatabaseState(int schema, int incomplete, Published published, boolean isShort, boolean isMarkedAsClosed) {
    private static final Sql COMPLETED_MIGRATIONS = Sql.named("migrations");
    private static final Sql OLDEST_READER = Sql.named("oldest-reader");
    private static final Sql LAST_PUBLISHED = Sql.named("last-published");
    private static final int HEXADECIMAL = 16;
    private static final String POSTGRESQL_UNDEFINED_TABLE = "42P01";

    /** One row of the schema's history. */
    private record Migration(int version, boolean isComplete) {}

    /** Reads a file without changing it. */
    static DatabaseState read(DatabaseFile file, String user, String password) throws SQLException {
        try (Connection connection = DriverManager.getConnection(file.readOnlyUrl(), user, password)) {
            MVStore store = ((SessionLocal)
                            connection.unwrap(JdbcConnection.class).getSession())
                    .getDatabase()
                    .getStore()
                    .getMvStore();
            String promised = String.valueOf(store.getStoreHeader().get("version"));
            boolean isShort = store.getCurrentVersion() < Long.parseLong(promised, HEXADECIMAL);
            List<Migration> migrations = migrations(connection);
            return new DatabaseState(
                    newest(migrations, true),
                    newest(migrations, false),
                    published(connection),
                    isShort,
                    store.getStoreHeader().containsKey(TornTransactions.CLOSED_IN_ORDER));
        }
    }

    /** Whether the file can hold no uncommitted entries. */
    boolean isClosedInOrder() {
        return isMarkedAsClosed && !isShort;
    }

    /** The newest migration that was completed; 0 when there is no schema. */
    static int schema(Connection connection) throws SQLException {
        return newest(migrations(connection), true);
    }

    /** The schema of the oldest build that can read the tables. */
    static int oldestReader(Connection connection) throws SQLException {
        try (NamedStatement oldest = OLDEST_READER.prepare(connection)) {
            return oldest.first(row -> row.getInt("oldest_reader")).orElseThrow();
        }
    }

    private static int newest(List<Migration> migrations, boolean complete) {
        return migrations.stream()
                .filter(migration -> migration.isComplete() == complete)
                .mapToInt(Migration::version)
                .max()
                .orElse(0);
    }

    private static List<Migration> migrations(Connection connection) throws SQLException {
        try (NamedStatement history = COMPLETED_MIGRATIONS.prepare(connection)) {
            return history.list(row -> new Migration(row.getInt("version"), row.getBoolean("success")));
        } catch (SQLException e) {
            return ifTableIsMissing(e, List.of());
        }
    }

    /** The last published version; nothing without a schema. */
    static Published published(Connection connection) throws SQLException {
        try (NamedStatement last = LAST_PUBLISHED.prepare(connection)) {
            return last.first(row -> new Published(
                            row.getLong("version"), Optional.<Instant>of(ResultColumns.instant(row, "created_at"))))
                    .orElse(Published.NOTHING);
        } catch (SQLException e) {
            return ifTableIsMissing(e, Published.NOTHING);
        }
    }

    private static <T> T ifTableIsMissing(SQLException failure, T then) throws SQLException {
        if (failure.getErrorCode() == ErrorCode.TABLE_OR_VIEW_NOT_FOUND_1
                || failure.getErrorCode() == ErrorCode.TABLE_OR_VIEW_NOT_FOUND_DATABASE_EMPTY_1
                || failure.getErrorCode() == ErrorCode.TABLE_OR_VIEW_NOT_FOUND_WITH_CANDIDATES_2
                || POSTGRESQL_UNDEFINED_TABLE.equals(failure.getSQLState())) {
            return then;
        }
        throw failure;
    }
}
