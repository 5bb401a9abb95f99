package cotinga.store.sql;

import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A prepared {@link Sql} whose parameters are set by name. */
public final class NamedStatement implements BatchStatement {
    /** A value from the current row. */
    @FunctionalInterface
    public interface Row<T> {
        T read(ResultSet row) throws SQLException;
    }

    private final Sql sql;
    private final PreparedStatement statement;

    public NamedStatement(Sql sql, PreparedStatement statement) {
        this.sql = sql;
        this.statement = statement;
    }

    @Override
    public NamedStatement set(String parameter, @Nullable Object value) throws SQLException {
        Object stored = stored(value);
        for (int place : sql.places(parameter)) {
            statement.setObject(place, stored);
        }
        return this;
    }

    /** A value as the database gets it. */
    static @Nullable Object stored(@Nullable Object value) {
        return value instanceof Instant instant
                ? instant.truncatedTo(ChronoUnit.MICROS).atOffset(ZoneOffset.UTC)
                : value;
    }

    @Override
    public int placeOf(List<String> run) {
        return sql.placeOf(run);
    }

    @Override
    public void setInt(int place, int value) throws SQLException {
        statement.setInt(place, value);
    }

    @Override
    public void setDouble(int place, double value) throws SQLException {
        statement.setDouble(place, value);
    }

    @Override
    public void setNull(int place, int type) throws SQLException {
        statement.setNull(place, type);
    }

    /** The statement itself. */
    public PreparedStatement jdbc() {
        return statement;
    }

    @Override
    public void addToBatch() throws SQLException {
        statement.addBatch();
    }

    @Override
    public void executeBatch() throws SQLException {
        statement.executeBatch();
    }

    /** Executes a change; returns the number of changed rows. */
    public int update() throws SQLException {
        return statement.executeUpdate();
    }

    /** Inserts one row; returns its generated identity. */
    public long insert() throws SQLException {
        statement.executeUpdate();
        try (ResultSet keys = statement.getGeneratedKeys()) {
            keys.next();
            return keys.getLong(1);
        }
    }

    public ResultSet query() throws SQLException {
        return statement.executeQuery();
    }

    public <T> List<T> list(Row<T> row) throws SQLException {
        try (ResultSet rows = query()) {
            List<T> list = new ArrayList<>();
            while (rows.next()) {
                list.add(row.read(rows));
            }
            return list;
        }
    }

    /** The first row, if there is one. */
    public <T> Optional<T> first(Row<T> row) throws SQLException {
        try (ResultSet rows = query()) {
            return rows.next() ? Optional.of(row.read(rows)) : Optional.empty();
        }
    }

    @Override
    public void close() throws SQLException {
        statement.close();
    }
}
