package cotinga.settings;

import java.net.URL;
import java.nio.file.Path;
import java.util.function.Predicate;
import java.util.regex.Pattern;

/** The data directory and the database. */
public record StoreSettings(Path directory, String url, String user, String password, int poolSize) {
    private static final int CONNECTIONS_OF_READERS = 2;
    private static final String URL =
            "a JDBC URL without a password; set cotinga.database.user and cotinga.database.password instead";
    private static final Predicate<String> PASSWORD =
            Pattern.compile("(?i)(password|passwd|pwd)\\w*=|//[^/@]*:[^/@]*@").asPredicate();

    /** @param downloads how many downloads hold a connection at a time */
    static StoreSettings read(SettingReader reader, int downloads) {
        Path data = reader.endpointPath("cotinga.data.directory");
        int poolSize = reader.wholeNumber("cotinga.database.pool-size", 3, 100, 100);
        if (poolSize < downloads + CONNECTIONS_OF_READERS) {
            reader.reject(
                    "cotinga.database.pool-size",
                    String.valueOf(poolSize),
                    "at least " + (downloads + CONNECTIONS_OF_READERS) + ": each of the " + downloads
                            + " cotinga.cftc.downloads holds a connection, and readers need " + CONNECTIONS_OF_READERS);
        }
        return new StoreSettings(
                data,
                reader.secret("cotinga.database.url", URL, StoreSettings::withoutPassword)
                        .orElseGet(() -> embeddedUrl(reader, data)),
                reader.text("cotinga.database.user").orElse(""),
                reader.secret("cotinga.database.password", "a password", password -> password)
                        .orElse(""),
                poolSize);
    }

    static boolean hasPassword(String url) {
        return PASSWORD.test(url);
    }

    /** A URL is logged, and drivers repeat it in their messages. */
    private static String withoutPassword(String url) {
        if (hasPassword(url)) {
            throw new IllegalArgumentException("it contains a password");
        }
        return url;
    }

    private static String embeddedUrl(SettingReader reader, Path data) {
        String directory = data.toAbsolutePath().toString();
        if (directory.contains(";")) {
            reader.reject(
                    "cotinga.data.directory",
                    directory,
                    "a path without ';', which ends the name of an H2 database; choose another directory");
        }
        return "jdbc:h2:file:" + directory + "/cotinga";
    }
}
