package cotinga.store.sql;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Optional;
import javax.sql.DataSource;

/**
 * A table that a database has until the copy of a store into it is complete. Its one row says from which state of which store. The
 * statements are here because no other database has the table.
 */
public final class CopyMark {
    public static final String TABLE = "store_copy";

    private CopyMark() {}

    /** The state of the store that is being copied into the database; empty when its copy has not begun. */
    public static Optional<String> read(Connection connection) throws SQLException {
        if (!exists(connection)) {
            return Optional.empty();
        }
        try (PreparedStatement statement = connection.prepareStatement("SELECT source FROM " + TABLE);
                ResultSet mark = statement.executeQuery()) {
            return mark.next() ? Optional.of(mark.getString(1)) : Optional.empty();
        }
    }

    /** Creates the table without its row. H2 commits the transaction. */
    public static void create(Connection connection) throws SQLException {
        execute(connection, "CREATE TABLE IF NOT EXISTS " + TABLE + " (source VARCHAR NOT NULL)");
    }

    /** Marks that the copy of a store begins. */
    public static void begin(Connection connection, String source) throws SQLException {
        try (PreparedStatement statement =
                connection.prepareStatement("INSERT INTO " + TABLE + " (source) VALUES (?)")) {
            statement.setString(1, source);
            statement.executeUpdate();
        }
    }

    /** Marks that the copy is complete. */
    public static void remove(Connection connection) throws SQLException {
        execute(connection, "DROP TABLE " + TABLE);
    }

    /**
     * Rejects a database with an unfinished copy.
     *
     * @param name the name of the database in messages
     */
    static void requireNone(DataSource database, String name) {
        if (Transaction.read(database, "check whether a copy is complete", CopyMark::exists)) {
            throw new StoreException(
                    "use the database " + name,
                    "found an unfinished copy of a store, expected a complete one; repeat the command with --copy-to or"
                            + " --copy-from to complete it, or remove this database (docs/operations.md, \"PostgreSQL\")",
                    null);
        }
    }

    private static boolean exists(Connection connection) throws SQLException {
        try (ResultSet table = connection
                .getMetaData()
                .getTables(
                        connection.getCatalog(), connection.getSchema(), null, new String[] {"TABLE", "BASE TABLE"})) {
            while (table.next()) {
                if (table.getString("TABLE_NAME").equalsIgnoreCase(TABLE)) {
                    return true;
                }
            }
            return false;
        }
    }

    private static void execute(Connection connection, String text) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(text)) {
            statement.execute();
        }
    }
}
