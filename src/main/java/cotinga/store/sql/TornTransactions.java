package cotinga.store.sql;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.Map;
import java.util.TreeMap;
import org.h2.engine.Database;
import org.h2.engine.SessionLocal;
import org.h2.index.Index;
import org.h2.jdbc.JdbcConnection;
import org.h2.mvstore.Cursor;
import org.h2.mvstore.MVMap;
import org.h2.mvstore.MVStore;
import org.h2.mvstore.MVStoreException;
import org.h2.mvstore.db.MVDelegateIndex;
import org.h2.mvstore.db.MVIndex;
import org.h2.mvstore.db.MVTable;
import org.h2.mvstore.tx.Transaction;
import org.h2.mvstore.tx.TransactionMap;
import org.h2.table.Table;
import org.h2.value.VersionedValue;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Rolls back what transactions of a process that died left in an H2 file. H2 writes its maps one after the other while they change, so an
 * entry of a table or an index can exist without the log that rolls it back. H2 then treats it as part of the next transaction with the
 * same number, which reads uncommitted content and fails with a duplicate key.
 */
final class TornTransactions {
    private static final Logger LOG = LoggerFactory.getLogger(TornTransactions.class);

    /** In the header of a file that was closed in order; H2 removes it with the first change, before a connection is used. */
    static final String CLOSED_IN_ORDER = "clean";

    private boolean closedInOrder;
    private @Nullable Database known;

    /** @param closedInOrder whether the file was closed in order before it is first opened, so that it holds no uncommitted entries */
    TornTransactions(boolean closedInOrder) {
        this.closedInOrder = closedInOrder;
    }

    /**
     * Restores the committed value of every entry, once after each opening of the database, also when the pool opens it again after a
     * failure. Call it before a connection is used.
     *
     * @throws StoreException when the file cannot be read
     */
    synchronized void takeBack(Connection connection) throws SQLException {
        if (!connection.isWrapperFor(JdbcConnection.class)
                || !(connection.unwrap(JdbcConnection.class).getSession() instanceof SessionLocal session)) {
            return;
        }
        Database database = session.getDatabase();
        MVStore file = database.getStore().getMvStore();
        if (database == known || file.isClosed()) {
            return;
        }
        if (database.isPersistent() && !database.isReadOnly() && !closedInOrder) {
            try {
                takeBack(database, file);
            } catch (MVStoreException e) {
                throw new StoreException("roll back uncommitted entries", e);
            }
        }
        closedInOrder = false; // the next opening follows a failure
        known = database;
    }

    private static void takeBack(Database database, MVStore file) {
        Map<String, Integer> found = new TreeMap<>();
        MVStore.TxCounter reading = file.registerVersionUsage();
        Transaction writing = database.getStore().getTransactionStore().begin();
        try {
            for (Table table : database.getAllTablesAndViews()) {
                if (table instanceof MVTable stored) {
                    found.put(stored.getName(), takeBack(stored, writing));
                }
            }
        } finally {
            writing.commit();
            file.deregisterVersionUsage(reading);
        }
        found.values().removeIf(entries -> entries == 0);
        if (!found.isEmpty()) {
            LOG.info("The database was not closed in order: rolled back uncommitted entries, by table {}", found);
        }
    }

    private static int takeBack(MVTable table, Transaction writing) {
        int entries = 0;
        for (Index index : table.getIndexes()) {
            if (index instanceof MVIndex<?, ?> stored && !(index instanceof MVDelegateIndex)) {
                entries += takeBack(stored.getMVMap(), writing);
            }
        }
        return entries;
    }

    /** An entry with an operation is part of an unfinished transaction, and no transaction is running. */
    private static <K, V> int takeBack(MVMap<K, VersionedValue<V>> map, Transaction writing) {
        TransactionMap<K, V> committed = writing.openMapX(map);
        int found = 0;
        Cursor<K, VersionedValue<V>> entries = map.cursor(null);
        while (entries.hasNext()) {
            K key = entries.next();
            if (entries.getValue().getOperationId() != 0) {
                V before = entries.getValue().getCommittedValue();
                if (before == null) {
                    map.remove(key);
                } else {
                    committed.putCommitted(key, before);
                }
                found++;
            }
        }
        return found;
    }
}
