package cotinga.store.sql;

import java.sql.Connection;
import java.sql.SQLException;
import javax.sql.DataSource;

/** Runs work on the database as a whole or not at all. */
public final class Transaction {
    private static final Sql CHECKPOINT = Sql.named("checkpoint");

    /** The work of a transaction. */
    @FunctionalInterface
    public interface Work<T, X extends Exception> {
        T in(Connection connection) throws SQLException, X;
    }

    private enum Kind {
        READ(false, false),
        WRITE(true, false),
        WRITE_THROUGH(true, true),
        WRITE_ANYWHERE(false, true);

        private final boolean isGuarded;
        private final boolean isThrough;

        Kind(boolean isGuarded, boolean isThrough) {
            this.isGuarded = isGuarded;
            this.isThrough = isThrough;
        }
    }

    private Transaction() {}

    /**
     * Commits the work, or rolls it back when it throws.
     *
     * @throws StoreException also when this instance may not write, see {@link WriteGuard}
     */
    public static <T, X extends Exception> T write(DataSource database, String doing, Work<T, X> work) throws X {
        return run(database, doing, Kind.WRITE, work);
    }

    /**
     * Commits the work to disk, so that it survives the process, or rolls it back when it throws. Do not use it for loads: H2 fails when
     * many of these run at the same time.
     */
    public static <T, X extends Exception> T writeThrough(DataSource database, String doing, Work<T, X> work) throws X {
        return run(database, doing, Kind.WRITE_THROUGH, work);
    }

    /** The same for work that does not depend on who leads, such as the request of a user. Any instance may do it. */
    public static <T, X extends Exception> T writeAnywhere(DataSource database, String doing, Work<T, X> work)
            throws X {
        return run(database, doing, Kind.WRITE_ANYWHERE, work);
    }

    /** Reads with one view of the whole database, as of the first statement. */
    public static <T, X extends Exception> T read(DataSource database, String doing, Work<T, X> work) throws X {
        return run(database, doing, Kind.READ, work);
    }

    private static <T, X extends Exception> T run(DataSource database, String doing, Kind kind, Work<T, X> work)
            throws X {
        try (TransactionListener.Running running = Pool.listener(database).begin(doing)) {
            try {
                return run(database, kind, work);
            } catch (SQLException e) {
                running.failed(e);
                throw new StoreException(doing, e);
            } catch (Throwable failure) {
                running.failed(failure);
                throw failure;
            }
        }
    }

    private static <T, X extends Exception> T run(DataSource database, Kind kind, Work<T, X> work)
            throws SQLException, X {
        try (Connection connection = database.getConnection()) {
            DatabaseProduct product = DatabaseProduct.of(connection);
            try {
                product.begin(connection, kind == Kind.READ);
                if (kind.isGuarded) {
                    Pool.guard(database).require(connection);
                }
                T result = work.in(connection);
                connection.commit();
                if (kind.isThrough && product == DatabaseProduct.H2) {
                    writeThrough(connection);
                }
                return result;
            } catch (Throwable failure) {
                rollBack(connection, failure);
                throw failure;
            }
        }
    }

    /** H2 keeps a commit in memory for half a second; a checkpoint writes it to the file at once. */
    private static void writeThrough(Connection connection) throws SQLException {
        try (NamedStatement checkpoint = CHECKPOINT.prepare(connection)) {
            checkpoint.update();
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
