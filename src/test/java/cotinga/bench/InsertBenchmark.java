package cotinga.bench;

import com.zaxxer.hikari.HikariDataSource;
import cotinga.base.DiskReserve;
import cotinga.store.sql.Database;
import java.io.IOException;
import java.io.StringReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.sql.Statement;
import java.sql.Types;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;
import org.postgresql.PGConnection;

/**
 * Inserts rows into the table of weeks of a PostgreSQL server of this process: batches of several sizes, and {@code COPY}. Arguments: rows
 * (505,000), rounds (3).
 */
public final class InsertBenchmark {
    private static final int ROWS_OF_TRANSACTION = 25_000;
    private static final int[] BATCHES = {128, 500, 1_000, 2_000, 8_000};
    private static final int COPY = 0;
    private static final OffsetDateTime MOMENT = OffsetDateTime.of(2026, 11, 20, 20, 30, 0, 0, ZoneOffset.UTC);

    private final int rows;
    private final List<String> columns = new ArrayList<>();
    private final List<Integer> types = new ArrayList<>();

    private InsertBenchmark(int rows) {
        this.rows = rows;
    }

    public static void main(String[] arguments) throws Exception {
        int rows = arguments.length > 0 ? Integer.parseInt(arguments[0]) : 505_000;
        int rounds = arguments.length > 1 ? Integer.parseInt(arguments[1]) : 3;
        new InsertBenchmark(rows).run(rounds);
    }

    private void run(int rounds) throws Exception {
        Path directory = Files.createTempDirectory("cotinga-insert");
        try (PostgresBenchmarkServer server = new PostgresBenchmarkServer();
                HikariDataSource database = Database.openUpToDate(
                        server.url(),
                        PostgresBenchmarkServer.USER,
                        "",
                        2,
                        directory.resolve("backups"),
                        new DiskReserve(0));
                Connection connection = database.getConnection()) {
            connection.setAutoCommit(false);
            readColumns(connection);
            for (int round = 1; round <= rounds; round++) {
                for (int batch : BATCHES) {
                    measure("batches of " + batch, connection, server, batch);
                }
                measure("COPY", connection, server, COPY);
            }
        } finally {
            RunBenchmark.delete(directory);
        }
    }

    private void readColumns(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            ResultSetMetaData found =
                    statement.executeQuery("SELECT * FROM week").getMetaData();
            for (int column = 1; column <= found.getColumnCount(); column++) {
                columns.add(found.getColumnName(column));
                types.add(found.getColumnType(column));
            }
        }
        connection.commit();
    }

    private void measure(String what, Connection connection, PostgresBenchmarkServer server, int batch)
            throws Exception {
        try (Statement statement = connection.createStatement()) {
            statement.execute("TRUNCATE week");
        }
        connection.commit();
        double serverCpu = server.cpuSeconds();
        double clientCpu = LoadBenchmark.cpuSeconds();
        long began = System.nanoTime();
        for (int first = 0; first < rows; first += ROWS_OF_TRANSACTION) {
            int last = Math.min(rows, first + ROWS_OF_TRANSACTION);
            if (batch == COPY) {
                copy(connection, first, last);
            } else {
                insert(connection, first, last, batch);
            }
            connection.commit();
        }
        double seconds = (System.nanoTime() - began) / 1e9;
        System.out.printf(
                Locale.ROOT,
                "%-16s %6.2f s, %,9.0f rows/s, CPU: %6.2f s here, %6.2f s of the server%n",
                what,
                seconds,
                rows / seconds,
                LoadBenchmark.cpuSeconds() - clientCpu,
                server.cpuSeconds() - serverCpu);
    }

    private void insert(Connection connection, int first, int last, int batch) throws SQLException {
        String text = "INSERT INTO week (" + String.join(", ", columns) + ") VALUES ("
                + String.join(", ", Collections.nCopies(columns.size(), "?")) + ")";
        try (PreparedStatement statement = connection.prepareStatement(text)) {
            int pending = 0;
            for (int row = first; row < last; row++) {
                SplittableRandom random = new SplittableRandom(row);
                for (int column = 0; column < columns.size(); column++) {
                    Object value = value(column, row, random);
                    if (value == null) {
                        statement.setNull(column + 1, types.get(column));
                    } else {
                        statement.setObject(column + 1, value);
                    }
                }
                statement.addBatch();
                if (++pending == batch || row == last - 1) {
                    statement.executeBatch();
                    pending = 0;
                }
            }
        }
    }

    private void copy(Connection connection, int first, int last) throws SQLException, IOException {
        StringBuilder text = new StringBuilder();
        for (int row = first; row < last; row++) {
            SplittableRandom random = new SplittableRandom(row);
            for (int column = 0; column < columns.size(); column++) {
                Object value = value(column, row, random);
                text.append(column == 0 ? "" : "\t").append(value == null ? "\\N" : value);
            }
            text.append('\n');
        }
        connection
                .unwrap(PGConnection.class)
                .getCopyAPI()
                .copyIn("COPY week (" + String.join(", ", columns) + ") FROM STDIN", new StringReader(text.toString()));
    }

    /** A value of a week of a report with five groups, of which some numbers are not disclosed. */
    private @Nullable Object value(int column, int row, SplittableRandom random) {
        return switch (types.get(column)) {
            case Types.BIGINT -> (long) row;
            case Types.INTEGER -> column >= 12 && random.nextInt(10) == 0 ? null : (Integer) random.nextInt(1_000_000);
            case Types.DOUBLE -> random.nextInt(1_000) / 10.0;
            case Types.DATE -> LocalDate.of(2026, 11, 17);
            case Types.BIT, Types.BOOLEAN -> true;
            default -> MOMENT;
        };
    }
}
