package cotinga.store.weeks;

import cotinga.store.sql.NamedStatement;
import cotinga.store.sql.Sql;
import java.sql.SQLException;

/** Writes the malformed lines of one edition to the quarantine, in batches. */
final class QuarantineWriter implements AutoCloseable {
    private static final Sql INSERT_QUARANTINE = Sql.named("insert-quarantine");

    private static final int BATCH = 2_000;

    private final NamedStatement insertions;
    private int pending;

    QuarantineWriter(LockedVariant variant, LoadedEdition edition) throws SQLException {
        this.insertions = INSERT_QUARANTINE
                .prepare(variant.connection())
                .set("download_id", edition.id())
                .set("run_id", edition.runId())
                .set("seen_at", variant.now());
    }

    void add(String file, int line, String reason, String text) throws SQLException {
        insertions
                .set("file", file)
                .set("line", line)
                .set("reason", reason)
                .set("text", text)
                .addToBatch();
        if (++pending == BATCH) {
            flush();
        }
    }

    void flush() throws SQLException {
        insertions.executeBatch();
        pending = 0;
    }

    @Override
    public void close() throws SQLException {
        insertions.close();
    }
}
