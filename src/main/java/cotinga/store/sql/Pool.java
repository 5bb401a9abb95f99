package cotinga.store.sql;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.BooleanSupplier;
import javax.sql.DataSource;

/** A pool that gives out connections only after it has rolled back what a process that died left in the database. */
final class Pool extends HikariDataSource {
    /** The value of {@code SQLSTATE} when a connection fails. */
    private static final String UNREACHABLE = "08006";

    private final TornTransactions torn;
    private final Set<Connection> inTransactions = ConcurrentHashMap.newKeySet();
    private volatile TransactionListener listener = TransactionListener.NONE;
    private volatile WriteGuard guard = WriteGuard.OPEN;
    private volatile BooleanSupplier answers = () -> true;

    /** @param closedInOrder whether the database was closed in order before */
    Pool(HikariConfig config, boolean closedInOrder) {
        super(config);
        torn = new TornTransactions(closedInOrder);
    }

    /** The listener of the transactions on a database. */
    static TransactionListener listener(DataSource database) {
        return database instanceof Pool pool ? pool.listener : TransactionListener.NONE;
    }

    /** Decides about the transactions on a database that write. */
    static WriteGuard guard(DataSource database) {
        return database instanceof Pool pool ? pool.guard : WriteGuard.OPEN;
    }

    void notify(TransactionListener changed) {
        listener = changed;
    }

    void guard(WriteGuard changed) {
        guard = changed;
    }

    void failUnless(BooleanSupplier changed) {
        answers = changed;
    }

    /** A transaction has begun on a connection. */
    static void begun(DataSource database, Connection connection) {
        if (database instanceof Pool pool) {
            pool.inTransactions.add(connection);
        }
    }

    /** A transaction on a connection has ended. */
    static void ended(DataSource database, Connection connection) {
        if (database instanceof Pool pool) {
            pool.inTransactions.remove(connection);
        }
    }

    /** Ends the connections of all transactions, also of those that wait for a server that does not answer. */
    void abortTransactions() throws SQLException {
        SQLException failure = null;
        for (Connection connection : inTransactions) {
            try {
                connection.abort(Runnable::run);
            } catch (SQLException e) {
                failure = e;
            }
        }
        if (failure != null) {
            throw failure;
        }
    }

    @Override
    public Connection getConnection() throws SQLException {
        if (!answers.getAsBoolean()) {
            throw new SQLException("the database has not answered for several seconds", UNREACHABLE);
        }
        Connection connection = super.getConnection();
        try {
            torn.takeBack(connection);
            return connection;
        } catch (SQLException | RuntimeException e) {
            connection.close();
            throw e;
        }
    }
}
