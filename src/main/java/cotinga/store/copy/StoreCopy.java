package cotinga.store.copy;

import com.zaxxer.hikari.HikariDataSource;
import cotinga.base.DiskReserve;
import cotinga.progress.Progress;
import cotinga.progress.ProgressDisplay;
import cotinga.store.sql.CopyMark;
import cotinga.store.sql.Database;
import cotinga.store.sql.DatabaseAddress;
import cotinga.store.sql.StoreException;
import cotinga.store.sql.Transaction;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import javax.sql.DataSource;

/**
 * Copies a store into an empty database, verifies the copy and completes it. A copy that was interrupted resumes with the next command.
 * No Cotinga may use either database meanwhile.
 */
public final class StoreCopy {
    /** Tables that have rows in a new schema. */
    private static final Set<String> FILLED_BY_MIGRATIONS = Set.of(
            "variant",
            "price_state",
            "report_state",
            "release_state",
            "schema_state",
            "subtype_check",
            "lease",
            "fencing");

    private final DatabaseAddress from;
    private final DatabaseAddress to;
    private final Path backups;
    private final DiskReserve reserve;
    private final ProgressDisplay display;
    private final Clock clock;

    /**
     * A copy.
     *
     * @param backups where copies of an embedded database are
     * @param reserve the space that must remain free while an embedded database is upgraded
     */
    public StoreCopy(
            DatabaseAddress from,
            DatabaseAddress to,
            Path backups,
            DiskReserve reserve,
            ProgressDisplay display,
            Clock clock) {
        this.from = from;
        this.to = to;
        this.backups = backups;
        this.reserve = reserve;
        this.display = display;
        this.clock = clock;
    }

    /**
     * Begins or resumes the copy and completes it.
     *
     * @throws StoreException when a database cannot be used, fails, or is not what it must be; the source is unchanged
     */
    public CopySummary run() {
        Instant begin = clock.instant();
        CopySummary summary;
        try (HikariDataSource source = Database.openSource(from, backups, reserve);
                HikariDataSource target = Database.openTarget(to, backups, reserve)) {
            List<Table> tables = sameTables(source, target);
            summary = Transaction.read(source, "copy the database " + from.name(), reading -> {
                Database.lockAgainstChanges(
                        reading, tables.stream().map(Table::name).toList());
                Map<String, Long> counts = counts(reading, tables);
                CopiedState state = CopiedState.read(reading, total(counts));
                begin(target, tables, state);
                long resumed = new RowCopy(reading, target, counts, progress("copy")).copy(tables);
                new Verification(reading, target, counts, progress("verify")).verify(tables, to.name());
                return new CopySummary(
                        from.name(),
                        to.name(),
                        state.dataVersion(),
                        counts,
                        resumed,
                        Duration.between(begin, clock.instant()));
            });
            complete(target, tables);
        }
        Database.openTarget(to, backups, reserve).close(); // records the data version beside an embedded file
        return summary;
    }

    private Progress progress(String work) {
        return new Progress(work, display, clock);
    }

    private List<Table> sameTables(DataSource source, DataSource target) {
        List<Table> tables = Transaction.read(source, "read which tables there are", Tables::of);
        List<Table> found = Transaction.read(target, "read which tables there are", Tables::of);
        if (!found.equals(tables)) {
            throw failure("found the tables " + found + ", expected those of the source, " + tables);
        }
        return tables;
    }

    private void begin(DataSource target, List<Table> tables, CopiedState state) {
        Optional<String> mark = Transaction.read(target, "read what is being copied", CopyMark::read);
        if (mark.isPresent()) {
            if (!mark.get().equals(state.text())) {
                throw failure("found an unfinished copy of another state of a store (" + mark.get()
                        + "), expected one of " + from.name() + " as it is now (" + state.text()
                        + "); copy from the same source, or remove the target and begin again");
            }
            return;
        }
        Map<String, Long> found = Transaction.read(target, "count the rows", connection -> counts(connection, tables));
        found.keySet().removeAll(FILLED_BY_MIGRATIONS);
        found.values().removeIf(rows -> rows == 0);
        if (!found.isEmpty()) {
            throw failure("found rows, by table " + found + ", expected an empty database; nothing was changed."
                    + " Use another database, or remove this one if you do not need it");
        }
        Transaction.write(target, "mark the copy as unfinished", connection -> {
            CopyMark.create(connection);
            return CopyMark.TABLE;
        });
        Transaction.write(target, "begin the copy", connection -> {
            List<Table> lastFirst = new ArrayList<>(tables);
            Collections.reverse(lastFirst);
            for (Table table : lastFirst) {
                table.deleteAll(connection);
            }
            CopyMark.begin(connection, state.text());
            return state;
        });
    }

    private static void complete(DataSource target, List<Table> tables) {
        Transaction.write(target, "complete the copy", connection -> {
            for (Table table : tables) {
                table.restartIdentity(connection);
            }
            CopyMark.remove(connection);
            return tables;
        });
    }

    private StoreException failure(String why) {
        return new StoreException("copy a store to " + to.name(), why, null);
    }

    private static Map<String, Long> counts(Connection connection, List<Table> tables) throws SQLException {
        Map<String, Long> counts = new LinkedHashMap<>();
        for (Table table : tables) {
            counts.put(table.name(), table.count(connection));
        }
        return counts;
    }

    static long total(Map<String, Long> counts) {
        return counts.values().stream().mapToLong(Long::longValue).sum();
    }
}
