package cotinga.store.sql;

import cotinga.store.sql.PublicationMarker.Published;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** The one message about a database that is missing, empty or damaged: what was found and expected, and how to recover. */
final class DamagedDatabase {
    private final DatabaseFile file;
    private final Path backups;

    DamagedDatabase(DatabaseFile file, Path backups) {
        this.file = file;
        this.backups = backups;
    }

    StoreException failure(String found, Published expected, @Nullable Throwable cause) {
        String although = expected.version() == 0 ? "" : ", although " + expected.words();
        return new StoreException(
                "use the database " + file.path(),
                String.format(
                        "it is missing, empty or damaged%s: found %s. Nothing was changed.%n"
                                + "To restore a backup: stop Cotinga, move %s away, unzip the newest %s into %s,"
                                + " start Cotinga.%n"
                                + "To start with a new database, without the stored revisions: move that file and %s away, start"
                                + " Cotinga.",
                        although,
                        found,
                        file.path(),
                        backups.resolve("cotinga-….zip"),
                        file.directory(),
                        file.marker()),
                cause);
    }

    /** The failure of an older state, which someone may have restored on purpose. */
    StoreException olderThan(Published expected, DatabaseState found) {
        return failure(
                "no more than data version " + found.published().version()
                        + " (if you have restored this older state on purpose, remove " + file.marker()
                        + " and start Cotinga)",
                expected,
                null);
    }

    /** A failure that damage has caused is reported as damage, whatever it prevented. */
    StoreException ifDamaged(StoreException failure, Published expected) {
        String damage = Damage.in(failure);
        return damage == null ? failure : failure(damage, expected, failure);
    }
}
