package cotinga.settings;

import java.nio.file.Path;
import java.util.regex.Pattern;

/**
 * The backups of the database.
 *
 * @param possible whether the database is an embedded file; others cannot be copied
 * @param keep how many backups are kept
 */
public record BackupSettings(boolean enabled, boolean possible, Path directory, int keep) {
    /** The URLs of H2 databases in a local file. */
    private static final Pattern EMBEDDED = Pattern.compile("jdbc:h2:(?!mem:|tcp:|ssl:|zip:|memFS:|nioMem)");

    static BackupSettings read(SettingReader reader, StoreSettings store) {
        reader.schedule("cotinga.backup.schedule", "0 0 3 * * ?"); // for the routes
        boolean enabled = reader.flag("cotinga.backup.enabled");
        boolean possible = EMBEDDED.matcher(store.url()).lookingAt();
        reader.decide("cotinga.backup.enabled", enabled && possible);
        return new BackupSettings(
                enabled,
                possible,
                reader.pathIfSet("cotinga.backup.directory")
                        .orElse(store.directory().resolve("backups")),
                reader.wholeNumber("cotinga.backup.keep", 1, 10_000));
    }

    /** Whether backups are made. */
    public boolean active() {
        return enabled && possible;
    }
}
