package cotinga.store.sql;

import java.sql.Connection;
import java.sql.SQLException;

/**
 * Notifications between the instances on a PostgreSQL server. Each is a hint that something may have changed, which the instances find out soon
 * without it too.
 */
public final class Notifications {
    private static final Sql NOTIFY = Sql.named("notify");
    private static final Sql LISTEN = Sql.named("listen");

    private Notifications() {}

    /** Wakes the other instances when the transaction commits. An embedded database has no other instances. */
    public static void send(Connection connection) throws SQLException {
        if (DatabaseProduct.of(connection) == DatabaseProduct.POSTGRESQL) {
            try (NamedStatement statement = NOTIFY.prepare(connection)) {
                statement.list(row -> row.getString(1));
            }
        }
    }

    /** Lets a session receive notifications. */
    static void listen(Connection connection) throws SQLException {
        try (NamedStatement statement = LISTEN.prepare(connection)) {
            statement.jdbc().execute();
        }
    }
}
