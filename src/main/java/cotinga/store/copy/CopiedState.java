package cotinga.store.copy;

import cotinga.base.Counted;
import cotinga.store.sql.NamedStatement;
import cotinga.store.sql.ResultColumns;
import cotinga.store.sql.Sql;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;

/**
 * The state of a store that is copied.
 *
 * @param text tells it from every other state, and is written for people
 */
record CopiedState(long dataVersion, String text) {
    private static final Sql COPIED_STATE = Sql.named("copied-state");

    /** @param rows the number of rows of all tables */
    static CopiedState read(Connection connection, long rows) throws SQLException {
        try (NamedStatement state = COPIED_STATE.prepare(connection)) {
            return state.first(row -> of(row, rows)).orElseThrow();
        }
    }

    private static CopiedState of(ResultSet row, long rows) throws SQLException {
        long dataVersion = row.getLong("data_version");
        return new CopiedState(
                dataVersion,
                "schema " + row.getInt("schema_version")
                        + ", data version " + dataVersion + " of " + ResultColumns.instantOrNull(row, "published_at")
                        + ", run " + row.getLong("newest_run")
                        + ", archives loaded at " + ResultColumns.instantOrNull(row, "loaded_at")
                        + " and checked at " + ResultColumns.instantOrNull(row, "checked_at")
                        + ", prices requested at " + ResultColumns.instantOrNull(row, "prices_at")
                        + ", alert " + row.getLong("newest_alert")
                        + ", " + Counted.of(rows, "row"));
    }
}
