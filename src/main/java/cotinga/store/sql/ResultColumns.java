package cotinga.store.sql;

import cotinga.report.ReportVariant;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import org.jspecify.annotations.Nullable;

/** Reads cells of a row in the types of the store's records. */
public final class ResultColumns {
    private ResultColumns() {}

    public static ReportVariant variant(ResultSet row) throws SQLException {
        String path = text(row, "variant");
        return ReportVariant.ofPath(path)
                .orElseThrow(() -> new SQLException("the database has the variant '" + path + "': expected one of "
                        + ReportVariant.knownPaths() + "; a newer Cotinga wrote it"));
    }

    public static String text(ResultSet row, String column) throws SQLException {
        String text = row.getString(column);
        if (text == null) {
            throw absent(column);
        }
        return text;
    }

    public static @Nullable String textOrNull(ResultSet row, String column) throws SQLException {
        return row.getString(column);
    }

    public static Instant instant(ResultSet row, String column) throws SQLException {
        Instant instant = instantOrNull(row, column);
        if (instant == null) {
            throw absent(column);
        }
        return instant;
    }

    public static @Nullable Instant instantOrNull(ResultSet row, String column) throws SQLException {
        OffsetDateTime time = row.getObject(column, OffsetDateTime.class);
        return time == null ? null : time.toInstant();
    }

    public static LocalDate date(ResultSet row, String column) throws SQLException {
        LocalDate date = row.getObject(column, LocalDate.class);
        if (date == null) {
            throw absent(column);
        }
        return date;
    }

    public static @Nullable Long numberOrNull(ResultSet row, String column) throws SQLException {
        long number = row.getLong(column);
        return row.wasNull() ? null : Long.valueOf(number);
    }

    private static SQLException absent(String column) {
        return new SQLException("the column " + column + " is empty: expected a value");
    }
}
