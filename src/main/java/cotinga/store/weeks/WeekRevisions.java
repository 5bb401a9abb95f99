package cotinga.store.weeks;

import cotinga.store.sql.NamedStatement;
import cotinga.store.sql.Sql;
import cotinga.store.weeks.SeenWeeks.Outcome;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/**
 * Replaces stored weeks, and stores vanished ones again, so that readers of the published version see what they saw before. A
 * content that readers see becomes a revision; one that no reader has seen is overwritten.
 */
final class WeekRevisions implements AutoCloseable {
    private static final Sql VANISHED_WEEKS = Sql.named("vanished-weeks");
    private static final Sql KEEP_REVISION = ColumnLists.statement("keep-revision");
    private static final Sql PUBLISHED_REVISION = ColumnLists.statement("published-revision");
    private static final Sql REWRITE_REVISION = Sql.named("rewrite-revision");
    private static final Sql MOVE_REVISION = Sql.named("move-revision");
    private static final Sql MARK_RETURNED = Sql.named("mark-returned");
    private static final Sql DELETE_REVISION = Sql.named("delete-revision");

    private final LockedVariant variant;
    private final LoadedEdition edition;
    private final WeekWriter writer;
    private final LoadTally tally;
    private final Map<Long, VanishedWeek> vanished = new HashMap<>();
    private final NamedStatement revisions;

    WeekRevisions(LockedVariant variant, LoadedEdition edition, WeekWriter writer, LoadTally tally)
            throws SQLException {
        this.variant = variant;
        this.edition = edition;
        this.writer = writer;
        this.tally = tally;
        this.revisions = KEEP_REVISION.prepare(variant.connection());
        try (NamedStatement weeks = VANISHED_WEEKS.prepare(variant.connection())) {
            weeks.set("first", WeekId.firstOfVariant(variant.variant()))
                    .set("last", WeekId.lastOfVariant(variant.variant()))
                    .list(VanishedWeek::read)
                    .forEach(week -> vanished.put(week.id(), week));
        }
    }

    /** The vanished week in whose place an arrival comes, if there is one. */
    Optional<VanishedWeek> vanished(Arrival arrival) {
        return Optional.ofNullable(vanished.get(arrival.id()));
    }

    /** Replaces a content that readers see, which stays as a revision. */
    void revise(Arrival arrival) throws SQLException {
        revisions
                .set("id", arrival.id())
                .set("version", variant.version())
                .set("kind", "changed")
                .set("replaced_at", variant.now())
                .set("replaced_by", edition.id())
                .addToBatch();
        writer.update(arrival);
        tally.record(arrival, Outcome.CHANGED);
    }

    /** Replaces a content that no reader has seen. If the arrival has the published content, the published week is restored. */
    void overwrite(Arrival arrival) throws SQLException {
        Outcome earlier = tally.outcome(arrival);
        if (restore(arrival, (since, seenAt) -> writer.update(arrival, since, seenAt))) {
            tally.record(arrival, earlier == null ? Outcome.CHANGED : Outcome.UNCHANGED);
        } else {
            writer.update(arrival);
            execute(MOVE_REVISION, arrival, statement -> statement
                    .set("as_of", variant.publishedVersion())
                    .set("version", variant.version())
                    .set("now", variant.now())
                    .set("replaced_by", edition.id()));
            tally.record(
                    arrival, earlier == Outcome.INSERTED || earlier == Outcome.RETURNED ? earlier : Outcome.CHANGED);
        }
    }

    /** Stores a vanished week again. Where readers still see the week, it has changed, or is as it was. */
    void storeReturned(Arrival arrival) throws SQLException {
        VanishedWeek week = Objects.requireNonNull(vanished.remove(arrival.id()));
        if (week.untilVersion() <= variant.publishedVersion()) {
            writer.insert(arrival, week.released());
            execute(MARK_RETURNED, arrival, statement -> statement
                    .set("returned_at", variant.now())
                    .set("version", variant.version()));
            tally.record(arrival, Outcome.RETURNED);
        } else if (restore(arrival, (since, seenAt) -> writer.insert(arrival, since, seenAt, week.released()))) {
            tally.record(arrival, Outcome.UNCHANGED);
        } else {
            writer.insert(arrival, week.released());
            execute(REWRITE_REVISION, arrival, statement -> statement
                    .set("as_of", variant.publishedVersion())
                    .set("version", variant.version())
                    .set("kind", "changed")
                    .set("replaced_at", variant.now())
                    .set("replaced_by", edition.id()));
            tally.record(arrival, Outcome.CHANGED);
        }
    }

    /** Rolls an unpublished change back when the arrival has the published content; returns whether it has. */
    private boolean restore(Arrival arrival, Restoration restoration) throws SQLException {
        try (NamedStatement published = PUBLISHED_REVISION.prepare(variant.connection())) {
            published.set("id", arrival.id()).set("as_of", variant.publishedVersion());
            try (ResultSet revision = published.query()) {
                if (!revision.next() || !StoredColumn.isSameContent(revision, arrival.week(), variant.markets())) {
                    return false;
                }
                restoration.write(
                        revision.getLong(StoredColumn.SINCE_VERSION),
                        revision.getObject(StoredColumn.SEEN_AT, OffsetDateTime.class)
                                .toInstant());
            }
        }
        execute(DELETE_REVISION, arrival, statement -> statement.set("as_of", variant.publishedVersion()));
        return true;
    }

    /** Writes a week with the version and the moment since which readers see it. */
    @FunctionalInterface
    private interface Restoration {
        void write(long sinceVersion, Instant seenAt) throws SQLException;
    }

    /** Sets the parameters of a statement besides the week. */
    @FunctionalInterface
    private interface Parameters {
        NamedStatement set(NamedStatement statement) throws SQLException;
    }

    /** Executes a statement on the revisions of an arrival's week. */
    private void execute(Sql sql, Arrival arrival, Parameters parameters) throws SQLException {
        try (NamedStatement statement = sql.prepare(variant.connection())) {
            parameters.set(statement).set("id", arrival.id()).update();
        }
    }

    /** Writes the revisions; call it before the content that they keep is replaced. */
    void flush() throws SQLException {
        revisions.executeBatch();
    }

    @Override
    public void close() throws SQLException {
        revisions.close();
    }
}
