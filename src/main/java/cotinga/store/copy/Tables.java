package cotinga.store.copy;

import cotinga.store.sql.CopyMark;
import java.sql.Connection;
import java.sql.DatabaseMetaData;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/** Reads from the database which tables it has. */
final class Tables {
    /** Requests to instances are not among them: no run begins because of a copy. */
    private static final Set<String> NOT_COPIED =
            Set.of("flyway_schema_history", CopyMark.TABLE, "run_request", "cache_invalidation");

    private final DatabaseMetaData database;
    private final String catalog;
    private final String schema;

    private Tables(Connection connection) throws SQLException {
        this.database = connection.getMetaData();
        this.catalog = connection.getCatalog();
        this.schema = connection.getSchema();
    }

    /** The tables of the schema that are copied, each after those that its rows refer to. */
    static List<Table> of(Connection connection) throws SQLException {
        Tables tables = new Tables(connection);
        return inOrder(tables.all());
    }

    private List<Table> all() throws SQLException {
        Map<String, List<Column>> columns =
                new TreeMap<>(Comparator.comparing(Tables::lower)); // H2 has capital letters
        Map<String, String> identities = new HashMap<>();
        try (ResultSet row = database.getColumns(catalog, schema, null, null)) {
            while (row.next()) {
                String table = row.getString("TABLE_NAME");
                if (NOT_COPIED.contains(lower(table))) {
                    continue;
                }
                String column = lower(row.getString("COLUMN_NAME"));
                columns.computeIfAbsent(table, added -> new ArrayList<>())
                        .add(new Column(column, ColumnType.named(row.getString("TYPE_NAME"), table + "." + column)));
                if (row.getString("IS_AUTOINCREMENT").equals("YES")) {
                    identities.put(table, column);
                }
            }
        }
        List<Table> all = new ArrayList<>();
        for (Map.Entry<String, List<Column>> table : columns.entrySet()) {
            List<Column> sorted = table.getValue().stream()
                    .sorted(Comparator.comparing(Column::name))
                    .toList();
            all.add(new Table(
                    lower(table.getKey()),
                    sorted,
                    key(table.getKey(), sorted),
                    Optional.ofNullable(identities.get(table.getKey())),
                    references(table.getKey())));
        }
        return all;
    }

    private List<Column> key(String table, List<Column> columns) throws SQLException {
        Map<Short, Column> key = new TreeMap<>();
        try (ResultSet row = database.getPrimaryKeys(catalog, schema, table)) {
            while (row.next()) {
                String name = lower(row.getString("COLUMN_NAME"));
                Column column = columns.stream()
                        .filter(known -> known.name().equals(name))
                        .findFirst()
                        .orElseThrow();
                key.put(row.getShort("KEY_SEQ"), column);
            }
        }
        if (key.isEmpty()) {
            throw new SQLException("found the table " + table + " without a primary key, expected one to copy it by");
        }
        return List.copyOf(key.values());
    }

    private Set<String> references(String table) throws SQLException {
        Set<String> references = new HashSet<>();
        try (ResultSet row = database.getImportedKeys(catalog, schema, table)) {
            while (row.next()) {
                references.add(lower(row.getString("PKTABLE_NAME")));
            }
        }
        references.remove(lower(table));
        return references;
    }

    private static List<Table> inOrder(List<Table> tables) throws SQLException {
        List<Table> open = new ArrayList<>(tables);
        List<Table> ordered = new ArrayList<>();
        Set<String> placed = new HashSet<>();
        while (!open.isEmpty()) {
            Table next = open.stream()
                    .filter(table -> placed.containsAll(table.references()))
                    .findFirst()
                    .orElseThrow(() -> new SQLException("found tables that refer to each other in a circle: "
                            + open.stream().map(Table::name).toList() + ", expected an order to copy them in"));
            open.remove(next);
            ordered.add(next);
            placed.add(next.name());
        }
        return ordered;
    }

    private static String lower(String name) {
        return name.toLowerCase(Locale.ROOT);
    }
}
