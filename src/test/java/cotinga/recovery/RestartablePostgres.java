package cotinga.recovery;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.stream.Stream;
import javax.sql.DataSource;

/** A PostgreSQL server that can be stopped and started again with the same data and the same port. */
public final class RestartablePostgres implements AutoCloseable {
    /** The role of the application. It needs no password. */
    public static final String USER = "cotinga";

    private final Path data;
    private EmbeddedPostgres server;

    /** @param data the directory of its data */
    public RestartablePostgres(Path data) throws IOException, SQLException {
        this.data = data;
        server = start(0);
        execute("CREATE ROLE " + USER + " LOGIN");
    }

    private RestartablePostgres(Path data, EmbeddedPostgres server) {
        this.data = data;
        this.server = server;
    }

    /** Starts a standby server that repeats what happens here from now on. It can only be read. */
    public RestartablePostgres standby(Path copy) throws IOException {
        stop();
        try (Stream<Path> files = Files.walk(data)) {
            for (Path file : files.toList()) {
                Files.copy(file, copy.resolve(data.relativize(file).toString()), StandardCopyOption.COPY_ATTRIBUTES);
            }
        }
        start();
        Files.createFile(copy.resolve("standby.signal"));
        Files.writeString(
                copy.resolve("postgresql.auto.conf"),
                "primary_conninfo = 'host=localhost port=" + port() + " user=postgres'\n",
                StandardOpenOption.APPEND);
        return new RestartablePostgres(copy, start(copy, 0));
    }

    private EmbeddedPostgres start(int port) throws IOException {
        return start(data, port);
    }

    private static EmbeddedPostgres start(Path data, int port) throws IOException {
        EmbeddedPostgres.Builder builder = EmbeddedPostgres.builder()
                .setOverrideWorkingDirectory(new File("target/postgresql"))
                .setDataDirectory(data)
                .setCleanDataDirectory(false)
                .setServerConfig("fsync", "off");
        return (port == 0 ? builder : builder.setPort(port)).start();
    }

    public int port() {
        return server.getPort();
    }

    /** Creates a database, which is empty. */
    public void create(String name) throws SQLException {
        execute("CREATE DATABASE " + name + " OWNER " + USER + " TEMPLATE template0 ENCODING 'UTF8'");
    }

    /** The URL of a database by a port, which may be that of a proxy. */
    public static String url(int port, String name) {
        return "jdbc:postgresql://localhost:" + port + "/" + name;
    }

    /** A database as the application sees it. Each call of {@code getConnection} connects. */
    public DataSource database(String name) {
        return server.getDatabase(USER, name);
    }

    /** Stops the server, which ends all sessions. */
    public void stop() throws IOException {
        server.close();
    }

    /** Starts the server after a stop. */
    public void start() throws IOException {
        server = start(server.getPort());
    }

    private void execute(String sql) throws SQLException {
        try (Connection connection = server.getPostgresDatabase().getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    @Override
    public void close() throws IOException {
        server.close();
    }
}
