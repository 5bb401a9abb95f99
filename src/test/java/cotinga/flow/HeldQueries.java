package cotinga.flow;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import javax.sql.DataSource;
import org.h2.api.Trigger;

/** Holds the first query of a table until it is released; all others pass. The database calls it as a trigger. */
public final class HeldQueries implements Trigger {
    private static final long PATIENCE_SECONDS = 60;
    private static final AtomicInteger QUERIES = new AtomicInteger();
    private static volatile CountDownLatch arrived = new CountDownLatch(1);
    private static volatile CountDownLatch free = new CountDownLatch(1);

    /** Holds the next query of a table. */
    static void hold(DataSource database, String table) throws SQLException {
        QUERIES.set(0);
        arrived = new CountDownLatch(1);
        free = new CountDownLatch(1);
        execute(
                database,
                "CREATE TRIGGER hold_queries BEFORE SELECT ON " + table + " CALL \"" + HeldQueries.class.getName()
                        + '"');
    }

    /** Waits until a query is held; returns whether one was. */
    static boolean awaitQuery() throws InterruptedException {
        return arrived.await(PATIENCE_SECONDS, TimeUnit.SECONDS);
    }

    static void release() {
        free.countDown();
    }

    @Override
    public void fire(Connection connection, Object[] before, Object[] after) throws SQLException {
        if (QUERIES.getAndIncrement() == 0) {
            arrived.countDown();
            try {
                if (!free.await(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
                    throw new SQLException("held for too long");
                }
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new SQLException(e);
            }
        }
    }

    private static void execute(DataSource database, String sql) throws SQLException {
        try (Connection connection = database.getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }
}
