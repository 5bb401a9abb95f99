package cotinga.store.sql;

import com.zaxxer.hikari.HikariDataSource;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * A PostgreSQL server that begins with the first test that needs it and ends with this process. A folder has a database, as it would have
 * an embedded one. Its text is sorted by the rules of English, unless the schema says otherwise.
 */
final class PostgresServer {
    private static final String IN_ENGLISH =
            " TEMPLATE template0 ENCODING 'UTF8' LOCALE_PROVIDER icu ICU_LOCALE 'en-US'";

    private final EmbeddedPostgres server;
    private final Map<Path, String> names = new HashMap<>();
    private final Map<String, String> templates = new HashMap<>();
    private int created;

    private static final class Only {
        static final PostgresServer SERVER = new PostgresServer();
    }

    private PostgresServer() {
        try {
            server = EmbeddedPostgres.builder()
                    .setOverrideWorkingDirectory(new File("target/postgresql"))
                    .setServerConfig("fsync", "off")
                    .setServerConfig("full_page_writes", "off")
                    .start();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        execute("CREATE ROLE sa LOGIN");
        execute("CREATE ROLE cotinga LOGIN");
    }

    static PostgresServer get() {
        return Only.SERVER;
    }

    /** The database of a folder, which is created without a schema if there is none. */
    synchronized String url(Path folder) {
        return url(folder, "sa");
    }

    private String url(Path folder, String user) {
        String name = names.get(folder);
        return url(name == null ? add(folder, user, IN_ENGLISH) : name);
    }

    /** The database of a folder as an operator creates it for the user {@code cotinga}, who needs no password. */
    synchronized String urlOfOperator(Path folder) {
        return url(folder, "cotinga");
    }

    /** Creates the database of a folder with the newest schema; returns whether there was none. */
    synchronized boolean create(Path folder, String user) {
        if (names.containsKey(folder)) {
            return false;
        }
        add(folder, user, " TEMPLATE " + templates.computeIfAbsent(user, this::template));
        return true;
    }

    private String add(Path folder, String user, String from) {
        List<Path> gone =
                names.keySet().stream().filter(other -> !Files.exists(other)).toList();
        for (Path other : gone) {
            execute("DROP DATABASE " + names.remove(other) + " WITH (FORCE)");
        }
        try {
            Files.createDirectories(folder);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        String name = create(user, from);
        names.put(folder, name);
        return name;
    }

    private String template(String user) {
        String name = create(user, IN_ENGLISH);
        try (HikariDataSource database = TestDatabase.open(url(name), user, "", 2)) {
            Database.migrate(database);
        }
        return name;
    }

    private String create(String user, String from) {
        String name = "test_" + ++created;
        execute("CREATE DATABASE " + name + " OWNER " + user + from);
        return name;
    }

    private String url(String name) {
        return "jdbc:postgresql://localhost:" + server.getPort() + "/" + name;
    }

    private void execute(String statement) {
        TestDatabase.execute(server.getPostgresDatabase(), statement);
    }
}
