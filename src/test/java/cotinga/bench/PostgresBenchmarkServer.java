package cotinga.bench;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.Optional;

/** An empty PostgreSQL database on this machine, which writes a commit to the disk as the server of an operator does. */
final class PostgresBenchmarkServer implements AutoCloseable {
    static final String USER = "postgres";

    /** The place of the user time of ended children in {@code stat}, behind the name of the process; the system time follows. */
    private static final int CHILDREN_USER = 13;

    private static final double TICKS = 100;

    private final EmbeddedPostgres server;
    private final ProcessHandle process;

    PostgresBenchmarkServer() throws IOException, SQLException {
        server = EmbeddedPostgres.builder()
                .setOverrideWorkingDirectory(new File("target/postgresql"))
                .setServerConfig("fsync", "on")
                .setServerConfig("synchronous_commit", "on")
                .start();
        try (Connection connection = server.getPostgresDatabase().getConnection()) {
            process = ProcessHandle.of(number(connection, "SELECT pg_backend_pid()"))
                    .flatMap(ProcessHandle::parent)
                    .orElseThrow();
        }
    }

    String url() {
        return "jdbc:postgresql://localhost:" + server.getPort() + "/" + USER;
    }

    /** The size of the database. */
    long bytes() throws SQLException {
        try (Connection connection = server.getPostgresDatabase().getConnection()) {
            return number(connection, "SELECT pg_database_size(current_database())");
        }
    }

    /** The CPU time of the server's processes so far, also of those that have ended; 0 where the system does not tell. */
    double cpuSeconds() {
        Path stat = Path.of("/proc", String.valueOf(process.pid()), "stat");
        try {
            String[] fields = Files.readString(stat).replaceFirst(".*\\) ", "").split(" ", -1);
            double ofEnded =
                    (Long.parseLong(fields[CHILDREN_USER]) + Long.parseLong(fields[CHILDREN_USER + 1])) / TICKS;
            return ofEnded
                    + process.descendants()
                                    .map(child -> child.info().totalCpuDuration())
                                    .flatMap(Optional::stream)
                                    .mapToLong(Duration::toMillis)
                                    .sum()
                            / 1e3;
        } catch (IOException e) {
            return 0;
        }
    }

    /** The CPU time so far of the sessions that an instance has now; 0 where the system does not tell. */
    double cpuSecondsFor(String instance) throws SQLException {
        double seconds = 0;
        try (Connection connection = server.getPostgresDatabase().getConnection();
                PreparedStatement statement =
                        connection.prepareStatement("SELECT pid FROM pg_stat_activity WHERE application_name LIKE ?")) {
            statement.setString(1, "%" + instance + "%");
            try (ResultSet rows = statement.executeQuery()) {
                while (rows.next()) {
                    seconds += ProcessHandle.of(rows.getLong(1))
                                    .flatMap(session -> session.info().totalCpuDuration())
                                    .orElse(Duration.ZERO)
                                    .toMillis()
                            / 1e3;
                }
            }
        }
        return seconds;
    }

    /** A new connection of its user. */
    Connection connect() throws SQLException {
        return server.getPostgresDatabase().getConnection();
    }

    private static long number(Connection connection, String query) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(query)) {
            row.next();
            return row.getLong(1);
        }
    }

    @Override
    public void close() throws IOException {
        server.close();
    }
}
