package cotinga.store.sql;

import com.zaxxer.hikari.HikariDataSource;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** A database with the newest schema and nothing in it: made once in this process, and copied for each test that begins with one. */
public final class EmptyDatabase {
    private static final Map<String, byte[]> BY_USER = new ConcurrentHashMap<>();

    private EmptyDatabase() {}

    /** Gives a copy to a folder that has never had a database; returns whether that was so. */
    public static boolean copyInto(Path folder, String user) {
        if (TestDatabase.isPostgres()) {
            return PostgresServer.get().create(folder, user);
        }
        Path file = folder.resolve("cotinga.mv.db");
        if (Files.exists(file) || Files.exists(folder.resolve("cotinga.published"))) {
            return false;
        }
        try {
            Files.createDirectories(folder);
            Files.write(file, BY_USER.computeIfAbsent(user, EmptyDatabase::make));
            return true;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The settings with which an application uses the database of a folder. */
    public static Map<String, String> settings(Path folder) {
        return TestDatabase.isPostgres() ? Map.of("cotinga.database.url", TestDatabase.url(folder)) : Map.of();
    }

    private static byte[] make(String user) {
        try {
            Path folder = Files.createTempDirectory("cotinga");
            Path file = folder.resolve("cotinga.mv.db");
            try (HikariDataSource database = TestDatabase.open(TestDatabase.url(folder), user, "", 2)) {
                Database.migrate(database);
            }
            byte[] made = Files.readAllBytes(file);
            Files.delete(file);
            Files.delete(folder);
            return made;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
