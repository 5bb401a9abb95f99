package cotinga.store.sql;

import java.nio.file.Path;
import java.util.Optional;

/**
 * Where a database is, and how it is opened.
 *
 * @param settings the names of the settings that contain that, for messages
 */
public record DatabaseAddress(String url, String user, String password, String settings) {
    /** Its name in messages. */
    public String name() {
        return Database.withoutSettings(url);
    }

    /** Whether both are the same URL or file. */
    public boolean isSameAs(DatabaseAddress other) {
        Optional<Path> file = DatabaseFile.of(url).map(DatabaseFile::path);
        return file.isPresent()
                ? file.equals(DatabaseFile.of(other.url).map(DatabaseFile::path))
                : url.equals(other.url);
    }

    EmbeddedDatabase.Access access(int poolSize) {
        return new EmbeddedDatabase.Access(user, password, poolSize, settings);
    }
}
