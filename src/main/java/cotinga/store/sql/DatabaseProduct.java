package cotinga.store.sql;

import cotinga.base.PackedFolder;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.sql.DataSource;

/** The databases that Cotinga supports, and how they differ. */
enum DatabaseProduct {
    H2("H2", 2) {
        @Override
        void begin(Connection connection, boolean reads) throws SQLException {
            connection.setReadOnly(reads);
            connection.setTransactionIsolation(
                    reads ? Connection.TRANSACTION_SERIALIZABLE : Connection.TRANSACTION_READ_COMMITTED);
            connection.setAutoCommit(false);
        }

        @Override
        BatchStatement prepareRows(Sql insertion, Connection connection) throws SQLException {
            return insertion.prepare(connection);
        }
    },

    /** Changing the isolation of the connection and restoring it would cost two round trips. The driver sends {@code BEGIN} with the first. */
    POSTGRESQL("PostgreSQL", 15) {
        @Override
        void begin(Connection connection, boolean reads) throws SQLException {
            connection.setReadOnly(reads);
            connection.setAutoCommit(false);
            if (reads) {
                try (Statement statement = connection.createStatement()) {
                    statement.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ");
                }
            }
        }

        @Override
        BatchStatement prepareRows(Sql insertion, Connection connection) throws SQLException {
            return new CopyStatement(insertion, connection);
        }
    };

    private static final Pattern MIGRATION = Pattern.compile("V(?<version>\\d+)__.*\\.sql");

    private final String label;
    private final int oldestVersion;

    DatabaseProduct(String label, int oldestVersion) {
        this.label = label;
        this.oldestVersion = oldestVersion;
    }

    static DatabaseProduct of(Connection connection) throws SQLException {
        String found = connection.getMetaData().getDatabaseProductName();
        return Arrays.stream(values())
                .filter(product -> product.label.equals(found))
                .findFirst()
                .orElseThrow(() -> unsupported(found));
    }

    /**
     * The product of a database.
     *
     * @throws StoreException when Cotinga does not support it, or not its version
     */
    static DatabaseProduct of(DataSource database) {
        return Transaction.read(database, "use the database", connection -> {
            DatabaseProduct product = of(connection);
            int version = connection.getMetaData().getDatabaseMajorVersion();
            if (version < product.oldestVersion) {
                throw unsupported(product.label + " " + version);
            }
            return product;
        });
    }

    private static SQLException unsupported(String found) {
        return new SQLException("found " + found + ", expected H2 or PostgreSQL " + POSTGRESQL.oldestVersion
                + " or later; set cotinga.database.url");
    }

    /**
     * Begins a transaction on a connection of the pool.
     *
     * @param reads whether it only reads, with one view of the whole database
     */
    abstract void begin(Connection connection, boolean reads) throws SQLException;

    /** Prepares an insertion of many rows. */
    abstract BatchStatement prepareRows(Sql insertion, Connection connection) throws SQLException;

    /** The folders of its migrations: those of all databases, and its own. */
    List<String> migrations() {
        return List.of("db/migration", "db/" + name().toLowerCase(Locale.ROOT));
    }

    /** The number of the newest migration that this build knows. */
    int newestSchema() {
        return migrations().stream()
                .flatMap(folder -> PackedFolder.files(folder).stream())
                .map(MIGRATION::matcher)
                .filter(Matcher::matches)
                .mapToInt(name -> Integer.parseInt(name.group("version")))
                .max()
                .orElseThrow();
    }
}
