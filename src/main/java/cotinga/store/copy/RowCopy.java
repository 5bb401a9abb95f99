package cotinga.store.copy;

import cotinga.progress.Progress;
import cotinga.store.copy.Table.Row;
import cotinga.store.sql.Transaction;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import javax.sql.DataSource;

/**
 * Copies the rows that the target lacks, in batches, each in a transaction of its own. Rows come in the order of their keys, so the
 * greatest key of the target says where a table resumes.
 */
final class RowCopy {
    static final int BATCH = 2_000;

    private final Connection source;
    private final DataSource target;
    private final Map<String, Long> counts;
    private final Progress progress;

    /** @param counts the number of rows by table in the source */
    RowCopy(Connection source, DataSource target, Map<String, Long> counts, Progress progress) {
        this.source = source;
        this.target = target;
        this.counts = counts;
        this.progress = progress;
    }

    /** Copies the tables; returns how many rows were there before. */
    long copy(List<Table> tables) throws SQLException {
        long present = 0;
        for (Table table : tables) {
            long rows = Transaction.read(target, "count the rows of " + table.name(), table::count);
            present += rows;
            progress.plan(batches(counts.getOrDefault(table.name(), 0L) - rows));
        }
        for (Table table : tables) {
            copy(table);
        }
        progress.finished();
        return present;
    }

    /** The number of batches in which rows are copied. */
    static int batches(long rows) {
        return Math.toIntExact(Math.max(0, rows + BATCH - 1) / BATCH);
    }

    private void copy(Table table) throws SQLException {
        List<Object> last = Transaction.read(target, "read the last key of " + table.name(), table::lastKey);
        try (PreparedStatement remaining = table.select(source, last);
                ResultSet row = remaining.executeQuery()) {
            List<Row> batch = new ArrayList<>(BATCH);
            while (row.next()) {
                batch.add(table.row(row));
                if (batch.size() == BATCH) {
                    write(table, batch);
                    batch.clear();
                }
            }
            if (!batch.isEmpty()) {
                write(table, batch);
            }
        }
    }

    private void write(Table table, List<Row> batch) {
        Transaction.write(target, "copy rows of " + table.name(), connection -> {
            table.insert(connection, batch);
            return batch;
        });
        progress.stepDone(table.name());
    }
}
