package cotinga.store.sql;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import java.sql.Connection;
import java.sql.SQLException;

/** A pool that gives out connections only after it has rolled back what a process that died left in the database. */
final class Pool extends HikariDataSource {
    private final TornTransactions torn;

    /** @param closedInOrder whether the database was closed in order before */
    Pool(HikariConfig config, boolean closedInOrder) {
        super(config);
        torn = new TornTransactions(closedInOrder);
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
