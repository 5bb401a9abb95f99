package cotinga.store.weeks;

import cotinga.report.WeekColumn;
import cotinga.store.sql.NamedStatement;
import cotinga.store.sql.ResultColumns;
import cotinga.store.sql.Sql;
import cotinga.store.sql.Transaction;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.stream.Stream;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/** The changes of published weeks after their publication. */
public final class RevisionStore {
    private static final Sql REVISIONS_SINCE = Sql.named("revisions-since");
    private static final Sql COUNT_REVISIONS_SINCE = Sql.named("count-revisions-since");
    private static final Sql CONTENTS_OF_WEEK = ColumnLists.statement("contents-of-week");

    /** The fields of a week, as {@code contents-of-week} has them after the version. */
    private static final List<String> FIELDS = Stream.of(
                    List.of("name", "exchange"), WeekColumn.storeNames(), WeekColumn.concentrationNames())
            .flatMap(List::stream)
            .toList();

    private final DataSource database;

    public RevisionStore(DataSource database) {
        this.database = database;
    }

    /**
     * A page of the revisions.
     *
     * @param total the number of all selected revisions
     */
    public record Page(List<Revision> revisions, long total) {
        public Page {
            revisions = List.copyOf(revisions);
        }
    }

    /** The revisions that readers of a version see: the earliest data version first, then by variant, market and date. */
    public Page since(RevisionQuery query, long version) {
        return Transaction.read(database, "read the revisions since " + query.since(), connection -> {
            List<Happening> happenings;
            try (NamedStatement statement = REVISIONS_SINCE.prepare(connection)) {
                happenings = filter(statement, query, version)
                        .set("limit", query.limit())
                        .set("offset", query.offset())
                        .list(Happening::read);
            }
            List<Revision> revisions = new ArrayList<>();
            for (Happening happening : happenings) {
                revisions.add(happening.revision(changes(connection, happening)));
            }
            try (NamedStatement count = COUNT_REVISIONS_SINCE.prepare(connection)) {
                long total = filter(count, query, version)
                        .first(row -> row.getLong(1))
                        .orElseThrow();
                return new Page(revisions, total);
            }
        });
    }

    private static NamedStatement filter(NamedStatement statement, RevisionQuery query, long version)
            throws SQLException {
        return statement
                .set("since", query.since())
                .set("since_version", query.sinceVersion())
                .set("version", version)
                .set("variants", query.variants())
                .set("codes", query.codes());
    }

    /** A revision without what changed. */
    private record Happening(long weekId, Revision revision) {
        static Happening read(ResultSet row) throws SQLException {
            return new Happening(
                    row.getLong("week_id"),
                    new Revision(
                            ResultColumns.variant(row),
                            ResultColumns.text(row, "code"),
                            ResultColumns.date(row, "report_date"),
                            ResultColumns.instant(row, "seen_at"),
                            Revision.Kind.valueOf(
                                    ResultColumns.text(row, "kind").toUpperCase(Locale.ROOT)),
                            row.getLong("version"),
                            List.of()));
        }

        Revision revision(List<Revision.Change> changes) {
            return new Revision(
                    revision.variant(),
                    revision.code(),
                    revision.reportDate(),
                    revision.seenAt(),
                    revision.kind(),
                    revision.dataVersion(),
                    changes);
        }
    }

    /**
     * A content of a week.
     *
     * @param since the data version from which on readers see it
     * @param values one per field
     */
    private record Content(long since, List<@Nullable Object> values) {
        static Content read(ResultSet row) throws SQLException {
            List<@Nullable Object> values = new ArrayList<>();
            for (int field = 0; field < FIELDS.size(); field++) {
                values.add(row.getObject(field + 2));
            }
            return new Content(row.getLong(1), values);
        }
    }

    private static List<Revision.Change> changes(Connection connection, Happening happening) throws SQLException {
        long version = happening.revision().dataVersion();
        Content before = null;
        Content after = null;
        try (NamedStatement statement = CONTENTS_OF_WEEK.prepare(connection)) {
            for (Content content : statement.set("id", happening.weekId()).list(Content::read)) {
                if (content.since() == version) {
                    after = content;
                } else if (content.since() < version && (before == null || before.since() < content.since())) {
                    before = content;
                }
            }
        }
        return switch (happening.revision().kind()) {
            case CHANGED -> differences(before, after);
            case VANISHED -> differences(before, null);
            case RETURNED -> differences(null, after);
        };
    }

    private static List<Revision.Change> differences(@Nullable Content before, @Nullable Content after) {
        List<Revision.Change> changes = new ArrayList<>();
        for (int field = 0; field < FIELDS.size(); field++) {
            Object old = before == null ? null : before.values().get(field);
            Object now = after == null ? null : after.values().get(field);
            if (!Objects.equals(old, now)) {
                changes.add(new Revision.Change(FIELDS.get(field), old, now));
            }
        }
        return changes;
    }
}
