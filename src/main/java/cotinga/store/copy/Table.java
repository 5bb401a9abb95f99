package cotinga.store.copy;

import cotinga.store.sql.BatchStatement;
import cotinga.store.sql.Sql;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * A table, and the statements that copy it. They are the same for H2 and PostgreSQL.
 *
 * @param columns in the order of their names
 * @param key the columns of the primary key, in its order
 * @param identity the column whose values the database generates
 * @param references the tables that its rows refer to
 */
record Table(String name, List<Column> columns, List<Column> key, Optional<String> identity, Set<String> references) {
    /** A row, its values in the order of the columns. */
    record Row(List<@Nullable Object> values) {}

    long count(Connection connection) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement("SELECT COUNT(*) FROM " + name);
                ResultSet count = statement.executeQuery()) {
            count.next();
            return count.getLong(1);
        }
    }

    /** The greatest key; empty when the table is. */
    List<@Nullable Object> lastKey(Connection connection) throws SQLException {
        String newestFirst = key.stream().map(column -> column.name() + " DESC").collect(Collectors.joining(", "));
        String last = "SELECT " + names(key) + " FROM " + name + " ORDER BY " + newestFirst + " FETCH FIRST 1 ROW ONLY";
        try (PreparedStatement statement = connection.prepareStatement(last);
                ResultSet row = statement.executeQuery()) {
            return row.next() ? values(row, key) : List.of();
        }
    }

    /** The rows in the order of their keys, those after a key; all after the empty one. */
    PreparedStatement select(Connection connection, List<@Nullable Object> after) throws SQLException {
        String remaining = after.isEmpty() ? "" : " WHERE (" + names(key) + ") > (" + parameters(key) + ")";
        PreparedStatement statement = connection.prepareStatement(
                "SELECT " + names(columns) + " FROM " + name + remaining + " ORDER BY " + names(key));
        if (!after.isEmpty()) {
            set(statement, key, after);
        }
        return statement;
    }

    /** The current row of {@link #select}. */
    Row row(ResultSet row) throws SQLException {
        return new Row(values(row, columns));
    }

    void insert(Connection connection, List<Row> rows) throws SQLException {
        try (BatchStatement insertion = insertion().prepareRows(connection)) {
            for (Row row : rows) {
                for (int place = 0; place < columns.size(); place++) {
                    insertion.set(columns.get(place).name(), row.values().get(place));
                }
                insertion.addToBatch();
            }
            insertion.executeBatch();
        }
    }

    private Sql insertion() {
        String generated = identity.isPresent() ? " OVERRIDING SYSTEM VALUE" : "";
        String values = columns.stream().map(column -> ":" + column.name()).collect(Collectors.joining(", "));
        return Sql.parse(
                "rows of " + name,
                "INSERT INTO " + name + " (" + names(columns) + ")" + generated + " VALUES (" + values + ")");
    }

    void deleteAll(Connection connection) throws SQLException {
        execute(connection, "DELETE FROM " + name);
    }

    /** Lets generated values continue after the greatest one. */
    void restartIdentity(Connection connection) throws SQLException {
        if (identity.isEmpty()) {
            return;
        }
        long next;
        try (PreparedStatement statement = connection.prepareStatement(
                        "SELECT COALESCE(MAX(" + identity.get() + "), 0) + 1 FROM " + name);
                ResultSet row = statement.executeQuery()) {
            row.next();
            next = row.getLong(1);
        }
        execute(connection, "ALTER TABLE " + name + " ALTER COLUMN " + identity.get() + " RESTART WITH " + next);
    }

    private static void execute(Connection connection, String text) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(text)) {
            statement.execute();
        }
    }

    private static List<@Nullable Object> values(ResultSet row, List<Column> columns) throws SQLException {
        List<@Nullable Object> values = new ArrayList<>(columns.size());
        for (int place = 1; place <= columns.size(); place++) {
            values.add(columns.get(place - 1).type().read(row, place));
        }
        return values;
    }

    private static void set(PreparedStatement statement, List<Column> columns, List<@Nullable Object> values)
            throws SQLException {
        for (int place = 1; place <= columns.size(); place++) {
            columns.get(place - 1).type().write(statement, place, values.get(place - 1));
        }
    }

    private static String names(List<Column> columns) {
        return columns.stream().map(Column::name).collect(Collectors.joining(", "));
    }

    private static String parameters(List<Column> columns) {
        return String.join(", ", Collections.nCopies(columns.size(), "?"));
    }
}
