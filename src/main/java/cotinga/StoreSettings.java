package cotinga;

import java.nio.file.Path;

/** The data directory and the database. */
record StoreSettings(Path directory, String url, String user, String password, int poolSize) {
    private static final int CONNECTIONS_OF_READERS = 2;

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
                reader.text("cotinga.database.url").orElseGet(() -> embeddedUrl(reader, data)),
                reader.text("cotinga.database.user").orElse(""),
                reader.text("cotinga.database.password").orElse(""),
                poolSize);
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
