package cotinga.store.sql;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.BooleanSupplier;
import javax.sql.DataSource;

/** A pool that gives out connections only after it has rolled back what a process that died left in the database. */
final class Pool extends HikariDataSource {
    /** The value of {@code SQLSTATE} when a connection fails. */
    private static final String UNREACHABLE = "08006";

    /** No connection is given out, since the database is known not to answer. */
    static final class KnownOutage extends SQLException {
        private static final long serialVersionUID = 1;

        private KnownOutage() {
            super("the database has not answered for several seconds", UNREACHABLE);
        }
    }

    private final TornTransactions torn;
    private final Set<Connection> given = ConcurrentHashMap.newKeySet();
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

    /** Ends all connections in use, also those that wait for a server that does not answer. */
    void abortConnections() throws SQLException {
        SQLException failure = null;
        for (Connection connection : given) {
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
            throw new KnownOutage();
        }
        Connection connection = super.getConnection();
        try {
            torn.takeBack(connection);
            for (Connection earlier : List.copyOf(given)) {
                if (earlier.isClosed()) {
                    given.remove(earlier);
                }
            }
            given.add(connection);
            if (!answers.getAsBoolean()) {
                throw new KnownOutage(); // connections in use may have been aborted before this one was
            }
            return connection;
        } catch (SQLException | RuntimeException e) {
            connection.close();
            throw e;
        }
    }
}
