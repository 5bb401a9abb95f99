package cotinga.store.sql;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import java.sql.Connection;
import java.sql.SQLException;
import javax.sql.DataSource;

/** A pool that gives out connections only after it has rolled back what a process that died left in the database. */
final class Pool extends HikariDataSource {
    private final TornTransactions torn;
    private volatile TransactionListener listener = TransactionListener.NONE;

    /** @param closedInOrder whether the database was closed in order before */
    Pool(HikariConfig config, boolean closedInOrder) {
        super(config);
        torn = new TornTransactions(closedInOrder);
    }

    /** The listener of the transactions on a database. */
    static TransactionListener listener(DataSource database) {
        return database instanceof Pool pool ? pool.listener : TransactionListener.NONE;
    }

    void notify(TransactionListener changed) {
        listener = changed;
    }

    @Override
    public Connection getConnection() throws SQLException {
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
