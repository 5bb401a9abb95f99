package cotinga.store.sql;

import java.sql.SQLException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A statement that is executed for many rows at once. A parameter keeps its value for the rows that follow. */
public interface BatchStatement extends AutoCloseable {
    /** Sets a parameter everywhere it occurs; an instant to the microsecond. */
    BatchStatement set(String parameter, @Nullable Object value) throws SQLException;

    /** The place of the first of several adjacent parameters, which can then be set by number. */
    int placeOf(List<String> run);

    /** Sets the parameter at a place, the first being 1. */
    void setInt(int place, int value) throws SQLException;

    /** Sets the parameter at a place, the first being 1. */
    void setDouble(int place, double value) throws SQLException;

    /**
     * Sets the parameter at a place, the first being 1, to NULL.
     *
     * @param type one of {@link java.sql.Types}
     */
    void setNull(int place, int type) throws SQLException;

    /** Adds a row. */
    void addToBatch() throws SQLException;

    /** Executes the statement for the rows that were added. */
    void executeBatch() throws SQLException;

    @Override
    void close() throws SQLException;
}
