package cotinga.store.weeks;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.OffsetDateTime;

/**
 * A vanished week.
 *
 * @param id the week's number
 * @param untilVersion the first data version without it
 * @param lackedBy the download that lacks it
 * @param released when it was released for the first time
 */
record VanishedWeek(long id, long untilVersion, long lackedBy, ReleaseMoments.Moment released) {
    static VanishedWeek read(ResultSet row) throws SQLException {
        return new VanishedWeek(
                row.getLong("week_id"),
                row.getLong("until_version"),
                row.getLong("replaced_by"),
                new ReleaseMoments.Moment(
                        row.getObject("published_at", OffsetDateTime.class), row.getBoolean("published_derived")));
    }
}
