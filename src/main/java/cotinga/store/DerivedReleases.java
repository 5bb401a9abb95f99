package cotinga.store;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.function.Function;
import javax.sql.DataSource;

/** The moments of release that follow from the calendar, as nobody saw the weeks arrive. */
public final class DerivedReleases {
    private static final Sql RELEASE_STATE = Sql.named("release-state");
    private static final Sql NOTE_RELEASE_STATE = Sql.named("note-release-state");
    private static final Sql DERIVED_REPORT_DATES = Sql.named("derived-report-dates");
    private static final Sql INSERT_RELEASE_MOMENT = Sql.named("insert-release-moment");
    private static final Sql DELETE_RELEASE_MOMENTS = Sql.named("delete-release-moments");
    private static final Sql REDERIVE_WEEK_MOMENTS = Sql.named("rederive-week-moments");
    private static final Sql REDERIVE_REVISION_MOMENTS = Sql.named("rederive-revision-moments");

    private final DataSource database;

    public DerivedReleases(DataSource database) {
        this.database = database;
    }

    /**
     * Lets the moments follow a calendar, unless they do already.
     *
     * @param digest tells calendars apart
     * @param calendar when a report date was released
     * @return how many weeks and earlier contents have another moment now
     */
    public int follow(String digest, Function<LocalDate, Instant> calendar) {
        return Transaction.write(database, "let the moments of release follow the calendar", connection -> {
            try (NamedStatement state = RELEASE_STATE.prepare(connection);
                    NamedStatement note = NOTE_RELEASE_STATE.prepare(connection)) {
                if (state.first(row -> Columns.text(row, "calendar"))
                        .orElseThrow()
                        .equals(digest)) {
                    return 0;
                }
                insertMoments(connection, calendar);
                int changed = update(connection, REDERIVE_WEEK_MOMENTS) + update(connection, REDERIVE_REVISION_MOMENTS);
                update(connection, DELETE_RELEASE_MOMENTS);
                note.set("calendar", digest).update();
                return changed;
            }
        });
    }

    private static void insertMoments(Connection connection, Function<LocalDate, Instant> calendar)
            throws SQLException {
        List<LocalDate> reportDates;
        try (NamedStatement dates = DERIVED_REPORT_DATES.prepare(connection)) {
            reportDates = dates.list(row -> Columns.date(row, "report_date"));
        }
        try (NamedStatement moment = INSERT_RELEASE_MOMENT.prepare(connection)) {
            for (LocalDate reportDate : reportDates) {
                moment.set("report_date", reportDate)
                        .set("published_at", calendar.apply(reportDate))
                        .addToBatch();
            }
            moment.executeBatch();
        }
    }

    private static int update(Connection connection, Sql sql) throws SQLException {
        try (NamedStatement statement = sql.prepare(connection)) {
            return statement.update();
        }
    }
}
