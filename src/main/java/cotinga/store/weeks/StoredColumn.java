package cotinga.store.weeks;

import cotinga.report.Week;
import cotinga.report.WeekColumn;
import java.sql.ResultSet;
import java.sql.SQLException;

/** The columns of {@code stored-weeks} and {@code published-revision}, and how their numbers are read. */
final class StoredColumn {
    static final int ID = 1;
    static final int SINCE_VERSION = 2;
    static final int SEEN_AT = 3;
    static final int DOWNLOAD = 4;
    static final int NAME = 5;
    static final int FIRST_COUNT = 6;

    private StoredColumn() {}

    /** Whether a row has the content of a week: the name, the exchange, and every number. */
    static boolean isSameContent(ResultSet row, Week week, VariantMarkets markets) throws SQLException {
        if (row.getInt(NAME) != markets.name(week.name(), week.exchange())) {
            return false;
        }
        int column = FIRST_COUNT;
        for (int count : week.counts()) {
            if (count(row, column++) != count) {
                return false;
            }
        }
        for (double concentration : week.concentrations()) {
            double other = concentration(row, column++);
            if (other != concentration && !(Double.isNaN(other) && Double.isNaN(concentration))) {
                return false;
            }
        }
        return true;
    }

    /** A whole number; {@link WeekColumn#MISSING} where the cell is NULL. */
    static int count(ResultSet row, int column) throws SQLException {
        int count = row.getInt(column);
        return count == 0 && row.wasNull() ? WeekColumn.MISSING : count;
    }

    /** A percentage; NaN where the cell is NULL. */
    static double concentration(ResultSet row, int column) throws SQLException {
        double concentration = row.getDouble(column);
        return concentration == 0 && row.wasNull() ? Double.NaN : concentration;
    }
}
