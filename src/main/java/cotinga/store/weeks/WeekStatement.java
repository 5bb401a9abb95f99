package cotinga.store.weeks;

import cotinga.report.Week;
import cotinga.report.WeekColumn;
import cotinga.store.sql.BatchStatement;
import java.sql.SQLException;
import java.sql.Types;

/** A statement with a whole week as its parameters. The numbers of the week are set by place, all others by name. */
final class WeekStatement implements AutoCloseable {
    private final BatchStatement statement;
    private final int firstCount;
    private final int firstConcentration;

    WeekStatement(BatchStatement statement) {
        this.statement = statement;
        this.firstCount = statement.placeOf(WeekColumn.storeNames());
        this.firstConcentration = statement.placeOf(WeekColumn.concentrationNames());
    }

    WeekStatement set(String parameter, Object value) throws SQLException {
        statement.set(parameter, value);
        return this;
    }

    /** Sets the counts and concentrations; values that were not disclosed become NULL. */
    void setNumbers(Week week) throws SQLException {
        int place = firstCount;
        for (int count : week.counts()) {
            if (count == WeekColumn.MISSING) {
                statement.setNull(place++, Types.INTEGER);
            } else {
                statement.setInt(place++, count);
            }
        }
        place = firstConcentration;
        for (double concentration : week.concentrations()) {
            if (Double.isNaN(concentration)) {
                statement.setNull(place++, Types.DOUBLE);
            } else {
                statement.setDouble(place++, concentration);
            }
        }
    }

    void addToBatch() throws SQLException {
        statement.addToBatch();
    }

    void executeBatch() throws SQLException {
        statement.executeBatch();
    }

    @Override
    public void close() throws SQLException {
        statement.close();
    }
}
