package cotinga.store;

import java.sql.Connection;
import java.sql.SQLException;
import javax.sql.DataSource;

/** Work on the database that happens as a whole or not at all. */
final class Transaction {
    private static final Sql CHECKPOINT = Sql.named("checkpoint");
    private static final String H2 = "H2";

    /** What a transaction does. */
    @FunctionalInterface
    interface Work<T, X extends Exception> {
        T in(Connection connection) throws SQLException, X;
    }

    private Transaction() {}

    /** Commits what the work did, or rolls all of it back when it throws. */
    static <T, X extends Exception> T write(DataSource database, String doing, Work<T, X> work) throws X {
        return run(database, doing, Connection.TRANSACTION_READ_COMMITTED, false, work);
    }

    /**
     * Commits what the work did, so that it outlives the process from then on, or rolls all of it back when it throws. Not for loads: H2
     * does not bear many of these at the same time.
     */
    static <T, X extends Exception> T writeThrough(DataSource database, String doing, Work<T, X> work) throws X {
        return run(database, doing, Connection.TRANSACTION_READ_COMMITTED, true, work);
    }

    /** Reads with one view of the whole database, the one at the first statement, whatever others commit meanwhile. */
    static <T, X extends Exception> T read(DataSource database, String doing, Work<T, X> work) throws X {
        return run(database, doing, Connection.TRANSACTION_SERIALIZABLE, false, work);
    }

    private static <T, X extends Exception> T run(
            DataSource database, String doing, int isolation, boolean through, Work<T, X> work) throws X {
        try (Connection connection = database.getConnection()) {
            connection.setTransactionIsolation(isolation);
            connection.setAutoCommit(false);
            try {
                T result = work.in(connection);
                connection.commit();
                if (through) {
                    writeThrough(connection);
                }
                return result;
            } catch (Throwable failure) {
                rollBack(connection, failure);
                throw failure;
            }
        } catch (SQLException e) {
            throw new StoreException(doing, e);
        }
    }

    /** H2 leaves what is committed in the process for half a second; here it goes to the file at once. */
    private static void writeThrough(Connection connection) throws SQLException {
        if (connection.getMetaData().getDatabaseProductName().equals(H2)) {
            try (NamedStatement checkpoint = CHECKPOINT.prepare(connection)) {
                checkpoint.update();
            }
        }
    }

    private static void rollBack(Connection connection, Throwable failure) {
        try {
            connection.rollback();
        } catch (SQLException e) {
            failure.addSuppressed(e);
        }
    }
}
