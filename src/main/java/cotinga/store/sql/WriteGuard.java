package cotinga.store.sql;

import java.sql.Connection;
import java.sql.SQLException;

/** Decides whether this instance may write to the database. */
@FunctionalInterface
public interface WriteGuard {
    /** Nobody else writes. */
    WriteGuard OPEN = connection -> {};

    /**
     * Called at the begin of each transaction that writes.
     *
     * @param connection the connection of the transaction; what it locks stays locked until the commit
     * @throws SQLException if this instance may not write; its message says why
     */
    void require(Connection connection) throws SQLException;
}
