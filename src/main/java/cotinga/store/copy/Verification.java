package cotinga.store.copy;

import cotinga.base.Counted;
import cotinga.progress.Progress;
import cotinga.store.sql.StoreException;
import cotinga.store.sql.Transaction;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import javax.sql.DataSource;

/** Compares each table of a copy with the source. */
final class Verification {
    private final Connection source;
    private final DataSource target;
    private final Map<String, Long> counts;
    private final Progress progress;

    /** @param counts the number of rows by table in the source */
    Verification(Connection source, DataSource target, Map<String, Long> counts, Progress progress) {
        this.source = source;
        this.target = target;
        this.counts = counts;
        this.progress = progress;
    }

    /** @throws StoreException when a table differs */
    void verify(List<Table> tables, String name) throws SQLException {
        for (Table table : tables) {
            progress.plan(2 * RowCopy.batches(counts.getOrDefault(table.name(), 0L)));
        }
        for (Table table : tables) {
            TableDigest expected = digest(table, source);
            TableDigest found = Transaction.read(
                    target, "verify the table " + table.name(), connection -> digest(table, connection));
            if (!found.equals(expected)) {
                throw new StoreException(
                        "copy a store to " + name,
                        "found the table " + table.name() + " with " + text(found) + ", expected " + text(expected)
                                + " as in the source; remove the target and begin again",
                        null);
            }
        }
        progress.finished();
    }

    private TableDigest digest(Table table, Connection connection) throws SQLException {
        return TableDigest.of(table, connection, rows -> {
            if (rows % RowCopy.BATCH == 1) {
                progress.stepDone(table.name());
            }
        });
    }

    private static String text(TableDigest digest) {
        return Counted.of(digest.rows(), "row") + " and the SHA-256 " + digest.sha256();
    }
}
