package cotinga.store.weeks;

import cotinga.report.ReportVariant;
import cotinga.store.sql.NamedStatement;
import cotinga.store.sql.ResultColumns;
import cotinga.store.sql.Sql;
import cotinga.store.sql.Transaction;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.Map;
import java.util.function.BiFunction;
import java.util.function.IntFunction;
import javax.sql.DataSource;

/** The moments of release that are derived from the release calendar, for weeks that were not seen to arrive. */
public final class DerivedReleases {
    private static final Sql RELEASE_STATE = Sql.named("release-state");
    private static final Sql RECORD_CALENDAR = Sql.named("record-calendar");
    private static final Sql DERIVED_WEEKS = Sql.named("derived-weeks");
    private static final Sql DERIVED_REVISIONS = Sql.named("derived-revisions");
    private static final Sql REDERIVE_WEEK_MOMENT = Sql.named("rederive-week-moment");
    private static final Sql REDERIVE_REVISION_MOMENT = Sql.named("rederive-revision-moment");

    private final DataSource database;

    public DerivedReleases(DataSource database) {
        this.database = database;
    }

    /**
     * Derives the moments from a calendar, unless they follow it already. All weeks are read once.
     *
     * @param digest identifies the calendar
     * @param calendar when a report date of a variant was released
     * @return how many weeks and earlier contents were changed
     */
    public int follow(String digest, BiFunction<ReportVariant, LocalDate, Instant> calendar) {
        return Transaction.write(database, "derive the moments of release from the calendar", connection -> {
            try (NamedStatement state = RELEASE_STATE.prepare(connection);
                    NamedStatement note = RECORD_CALENDAR.prepare(connection)) {
                if (state.first(row -> ResultColumns.text(row, "calendar"))
                        .orElseThrow()
                        .equals(digest)) {
                    return 0;
                }
                int changed = 0;
                for (ReportVariant variant : ReportVariant.values()) {
                    changed += rederive(connection, variant, calendar);
                }
                note.set("calendar", digest).update();
                return changed;
            }
        });
    }

    /** One market at a time, to need little memory. */
    private static int rederive(
            Connection connection, ReportVariant variant, BiFunction<ReportVariant, LocalDate, Instant> calendar)
            throws SQLException {
        Map<Integer, Instant> moments = new HashMap<>();
        IntFunction<Instant> released = reportDate ->
                moments.computeIfAbsent(reportDate, day -> calendar.apply(variant, LocalDate.ofEpochDay(day)));
        int changed = 0;
        try (NamedStatement weeks = DERIVED_WEEKS.prepare(connection);
                NamedStatement week = REDERIVE_WEEK_MOMENT.prepare(connection);
                NamedStatement revisions = DERIVED_REVISIONS.prepare(connection);
                NamedStatement revision = REDERIVE_REVISION_MOMENT.prepare(connection)) {
            for (int market : VariantMarkets.markets(connection, variant).values()) {
                changed += rederive(weeks, market, released, week) + rederive(revisions, market, released, revision);
            }
        }
        return changed;
    }

    private static int rederive(NamedStatement stored, int market, IntFunction<Instant> released, NamedStatement update)
            throws SQLException {
        int changed = 0;
        stored.set("first", WeekId.firstOfMarket(market)).set("last", WeekId.lastOfMarket(market));
        for (Derived row : stored.list(Derived::read)) {
            Instant moment = row.boundedBySeeing(released.apply(WeekId.reportDate(row.week())));
            if (!moment.equals(row.publishedAt())) {
                update.set("published_at", moment)
                        .set("week", row.week())
                        .set("version", row.version())
                        .addToBatch();
                changed++;
            }
        }
        update.executeBatch();
        return changed;
    }

    /**
     * A content of a week.
     *
     * @param week the week's number
     * @param version the data version that identifies the content among those of the week
     * @param publishedAt the moment that is stored
     * @param firstSeenAt when the week was first seen; it cannot have been released later
     */
    private record Derived(long week, long version, Instant publishedAt, Instant firstSeenAt) {
        static Derived read(ResultSet row) throws SQLException {
            return new Derived(
                    row.getLong("week_id"),
                    row.getLong("version"),
                    ResultColumns.instant(row, "published_at"),
                    ResultColumns.instant(row, "first_seen_at"));
        }

        Instant boundedBySeeing(Instant released) {
            return released.isAfter(firstSeenAt) ? firstSeenAt : released;
        }
    }
}
