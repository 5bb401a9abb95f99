package cotinga.store.sql;

import cotinga.base.Counted;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.Properties;
import java.util.concurrent.TimeUnit;

/** Finds the sessions of other Cotingas in a database of PostgreSQL, which, unlike a file, several processes can open. */
final class OtherSessions {
    private static final Sql OTHER_SESSIONS = Sql.named("other-sessions");

    /** The server ends the sessions of a process a moment after the process. */
    private static final int CHECKS = 30;

    private static final long PAUSE_MILLIS = 100;

    private OtherSessions() {}

    /**
     * Rejects a database that another Cotinga uses.
     *
     * @throws StoreException when it has such sessions, or cannot be opened
     */
    static void requireNone(String url, EmbeddedDatabase.Access access) {
        Properties properties = new Properties();
        properties.putAll(Database.neededProperties(url));
        if (properties.isEmpty()) {
            return; // H2 locks the file
        }
        properties.put("user", access.user());
        properties.put("password", access.password());
        try (Connection connection = DriverManager.getConnection(url, properties)) {
            long sessions = count(connection);
            for (int check = 1; sessions > 0 && check < CHECKS; check++) {
                TimeUnit.MILLISECONDS.sleep(PAUSE_MILLIS);
                sessions = count(connection);
            }
            if (sessions > 0) {
                throw new StoreException(
                        "use the database " + Database.withoutSettings(url),
                        "found " + Counted.of(sessions, "session")
                                + " of another Cotinga, expected none; stop it and try"
                                + " again (its application_name in pg_stat_activity begins with cotinga)",
                        null);
            }
        } catch (SQLException e) {
            throw Database.unopened(url, access, e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new StoreException("open the database " + Database.withoutSettings(url), e);
        }
    }

    private static long count(Connection connection) throws SQLException {
        try (NamedStatement sessions = OTHER_SESSIONS.prepare(connection)) {
            return sessions.first(row -> row.getLong(1)).orElseThrow();
        }
    }
}
