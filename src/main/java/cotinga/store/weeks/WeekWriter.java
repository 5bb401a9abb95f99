package cotinga.store.weeks;

import cotinga.report.Week;
import cotinga.store.sql.NamedStatement;
import cotinga.store.sql.Sql;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDate;

/** Writes the weeks of one edition, in batches. */
final class WeekWriter implements AutoCloseable {
    private static final Sql INSERT_WEEK = ColumnLists.statement("insert-week");
    private static final Sql UPDATE_WEEK = ColumnLists.statement("update-week");
    private static final Sql REASSIGN_WEEK = Sql.named("reassign-week");

    private final LockedVariant variant;
    private final LoadedEdition edition;
    private final SubtypeCheck subtypes;
    private final WeekStatement insertions;
    private final WeekStatement updates;
    private final NamedStatement reassignments;
    private int newestInserted = Integer.MIN_VALUE;
    private boolean hasWritten;

    WeekWriter(LockedVariant variant, LoadedEdition edition, SubtypeCheck subtypes) throws SQLException {
        this.variant = variant;
        this.edition = edition;
        this.subtypes = subtypes;
        this.insertions = new WeekStatement(INSERT_WEEK.prepareRows(variant.connection()));
        this.updates = new WeekStatement(UPDATE_WEEK.prepare(variant.connection()));
        this.reassignments = REASSIGN_WEEK.prepare(variant.connection());
    }

    /** Inserts a week that the next version shows. */
    void insert(Arrival arrival, ReleaseMoments.Moment released) throws SQLException {
        insert(arrival, variant.version(), variant.now(), released);
    }

    /** Inserts a week that readers have seen since a version and a moment. */
    void insert(Arrival arrival, long sinceVersion, Instant seenAt, ReleaseMoments.Moment released)
            throws SQLException {
        Week week = arrival.week();
        insertions
                .set("id", arrival.id())
                .set("market_id", arrival.market())
                .set("report_date", LocalDate.ofEpochDay(week.reportDate()))
                .set("published_at", released.at())
                .set("published_derived", released.derived());
        add(insertions, week, sinceVersion, seenAt);
        newestInserted = Math.max(newestInserted, week.reportDate());
    }

    /** Replaces the content of a stored week from the next version on. */
    void update(Arrival arrival) throws SQLException {
        update(arrival, variant.version(), variant.now());
    }

    /** Replaces the content of a stored week by one that readers have seen since a version and a moment. */
    void update(Arrival arrival, long sinceVersion, Instant seenAt) throws SQLException {
        updates.set("id", arrival.id());
        add(updates, arrival.week(), sinceVersion, seenAt);
    }

    /** Makes a stored week with the same content one of this edition. */
    void reassign(Arrival arrival) throws SQLException {
        reassignments
                .set("id", arrival.id())
                .set("download_id", edition.id())
                .set("line", arrival.week().line())
                .addToBatch();
        hasWritten = true;
    }

    private void add(WeekStatement statement, Week week, long sinceVersion, Instant seenAt) throws SQLException {
        statement
                .set("name_id", variant.markets().name(week.name(), week.exchange()))
                .set("download_id", edition.id())
                .set("line", week.line())
                .set("since_version", sinceVersion)
                .set("seen_at", seenAt)
                .setNumbers(week);
        statement.addToBatch();
        subtypes.addWritten(week.reportDate());
        hasWritten = true;
    }

    void flush() throws SQLException {
        updates.executeBatch();
        reassignments.executeBatch();
        insertions.executeBatch();
    }

    /** Whether any week was written or reassigned. */
    boolean hasWritten() {
        return hasWritten;
    }

    /** The newest report date that was inserted, in days since 1970-01-01; {@link Integer#MIN_VALUE} without any. */
    int newestInserted() {
        return newestInserted;
    }

    @Override
    public void close() throws SQLException {
        insertions.close();
        updates.close();
        reassignments.close();
    }
}
