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
public final class NamedStatement implements AutoCloseable {
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

    /** Sets a parameter everywhere it occurs; an instant to the microsecond. */
    public NamedStatement set(String parameter, @Nullable Object value) throws SQLException {
        Object stored = value instanceof Instant instant
                ? instant.truncatedTo(ChronoUnit.MICROS).atOffset(ZoneOffset.UTC)
                : value;
        for (int place : sql.places(parameter)) {
            statement.setObject(place, stored);
        }
        return this;
    }

    /** The place of the first of several adjacent parameters, which can then be set by number. */
    public int placeOf(List<String> run) {
        int first = sql.parameters().indexOf(run.get(0));
        if (first < 0
                || first + run.size() > sql.parameters().size()
                || !sql.parameters().subList(first, first + run.size()).equals(run)) {
            throw new IllegalArgumentException("sql/" + sql.name() + ".sql does not have the parameters " + run
                    + " one after the other: found " + sql.parameters());
        }
        return first + 1;
    }

    /** The statement itself, to set parameters by number. */
    public PreparedStatement jdbc() {
        return statement;
    }

    public void addToBatch() throws SQLException {
        statement.addBatch();
    }

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
