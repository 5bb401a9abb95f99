package cotinga.store.weeks;

import cotinga.store.sql.NamedStatement;
import cotinga.store.sql.Sql;
import cotinga.store.sql.Transaction;
import java.util.List;
import javax.sql.DataSource;

/** The malformed lines of the stored editions; {@link WeekStore#load} writes them. */
public final class QuarantineStore {
    private static final Sql QUARANTINE = Sql.named("quarantine");
    private static final Sql COUNT_QUARANTINE = Sql.named("count-quarantine");

    private final DataSource database;

    public QuarantineStore(DataSource database) {
        this.database = database;
    }

    /** At most {@code limit} lines, those of the newest load first. */
    public List<QuarantinedLine> newest(int limit) {
        return Transaction.read(database, "read the quarantine", connection -> {
            try (NamedStatement lines = QUARANTINE.prepare(connection)) {
                return lines.set("limit", limit).list(QuarantinedLine::read);
            }
        });
    }

    public long count() {
        return Transaction.read(database, "count the quarantine", connection -> {
            try (NamedStatement count = COUNT_QUARANTINE.prepare(connection)) {
                return count.first(row -> row.getLong(1)).orElseThrow();
            }
        });
    }
}
