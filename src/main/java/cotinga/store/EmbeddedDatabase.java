package cotinga.store;

import com.zaxxer.hikari.HikariDataSource;
import cotinga.report.DiskReserve;
import cotinga.store.PublicationMarker.Published;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.Optional;
import org.h2.api.ErrorCode;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The start of a database that H2 keeps in a file. Nothing that is missing, damaged, emptied or half made is ever taken for a new
 * database, and no change of the schema touches the file before it is complete.
 */
final class EmbeddedDatabase {
    private static final Logger LOG = LoggerFactory.getLogger(EmbeddedDatabase.class);

    /** While its weeks are rewritten a database takes as much room again. */
    private static final int SIZES_OF_AN_UPGRADE = 3;

    private final DatabaseFile file;
    private final PublicationMarker marker;
    private final Access access;
    private final Path backups;
    private final DiskReserve reserve;

    /** Who opens the database, with how many connections. */
    record Access(String user, String password, int poolSize) {}

    /**
     * A database.
     *
     * @param backups where copies of it are, which may have been restored
     * @param reserve what must be free beside the copy in which a schema is upgraded
     */
    EmbeddedDatabase(DatabaseFile file, Access access, Path backups, DiskReserve reserve) {
        this.file = file;
        this.marker = new PublicationMarker(Optional.of(file.marker()));
        this.access = access;
        this.backups = backups;
        this.reserve = reserve;
    }

    /**
     * Opens it with the newest schema, and makes it first where there has never been one.
     *
     * @throws StoreException when it is missing, damaged, emptied or half made, or when a newer build has used it; it is unchanged then
     */
    HikariDataSource open() {
        file.removePreparation();
        marker.sweep();
        Published expected = marker.read().orElse(Published.NOTHING);
        if (!file.exists()) {
            if (expected.version() > 0) {
                throw damaged("no such file", expected, null);
            }
            create();
            return open(true, expected);
        }
        DatabaseState found = read(expected);
        requireWhole(found, expected);
        Published required = expected;
        if (found.published().version() < expected.version()) {
            required = Published.NOTHING;
            marker.write(required);
            LOG.info(
                    "{} is a restored backup with data version {}; {}",
                    file.path(),
                    found.published().version(),
                    expected.words());
        }
        boolean isUpgraded = upgradeIfOlder(found);
        return open(isUpgraded || found.isClosedInOrder(), required);
    }

    /** Opens a file that is as it should be, and lets the marker say what is in it. */
    private HikariDataSource open(boolean closedInOrder, Published required) {
        HikariDataSource database;
        try {
            database = Database.open(file.url(), access, closedInOrder);
        } catch (StoreException e) {
            throw ifDamaged(e, required);
        }
        try {
            Published held = Database.lastPublished(database);
            if (held.version() < required.version()) {
                throw damaged("no more than data version " + held.version(), required, null);
            }
            if (marker.read().filter(held::equals).isEmpty()) {
                marker.write(held);
            }
            return database;
        } catch (RuntimeException e) {
            database.close();
            throw e instanceof StoreException failure ? ifDamaged(failure, required) : e;
        }
    }

    private DatabaseState read(Published expected) {
        if (file.size() == 0) {
            throw damaged("an empty file", expected, null);
        }
        try {
            return DatabaseState.read(file, access.user(), access.password());
        } catch (SQLException e) {
            throw switch (e.getErrorCode()) {
                case ErrorCode.GENERAL_ERROR_1 -> damaged(String.valueOf(e.getMessage()), expected, e);
                case ErrorCode.DATABASE_IS_READ_ONLY -> damaged("a file in which H2 finds no database", expected, e);
                default -> ifDamaged(Database.unopened(file.url(), e), expected);
            };
        }
    }

    /** A damaged database is told as such, whatever was not possible because of that. */
    private StoreException ifDamaged(StoreException failure, Published expected) {
        String damage = Damage.in(failure);
        return damage == null ? failure : damaged(damage, expected, failure);
    }

    private void requireWhole(DatabaseState found, Published expected) {
        if (found.incomplete() > found.schema()) {
            throw damaged(
                    "a schema of which change " + found.incomplete()
                            + " was begun by an earlier build and not completed",
                    expected,
                    null);
        }
        if (found.schema() == 0) {
            throw damaged("a database without the tables of Cotinga", expected, null);
        }
        int newest = Database.newestSchema();
        if (found.schema() > newest) {
            throw new StoreException(
                    "use the database " + file.path(),
                    "found schema " + found.schema() + ", which a newer build of Cotinga has made, expected " + newest
                            + " or less; start the newer build again, or restore a backup from before the upgrade"
                            + " (docs/operations.md). Nothing was changed",
                    null);
        }
        boolean isBehind = found.published().version() < expected.version();
        if (isBehind && !(found.published().version() > 0 && Backups.isCopyOf(file.path(), backups))) {
            throw olderThan(expected, found);
        }
        if (found.isShort() && (found.isMarkedAsClosed() || marker.read().isEmpty())) {
            throw damaged("less than its own header promises: the file was cut short", expected, null);
        }
    }

    /** Makes the schema in a file of its own, which becomes the database when it is complete. */
    private void create() {
        DatabaseFile preparation = file.inPreparation();
        try {
            migrate(preparation);
        } catch (RuntimeException e) {
            throw discard(e);
        }
        if (file.exists()) {
            throw Database.inUse(file.path().toString(), null);
        }
        marker.write(Published.NOTHING);
        file.replaceBy(preparation);
    }

    /** Upgrades a copy, which takes the database's place when it is complete; whether there was anything to do. */
    private boolean upgradeIfOlder(DatabaseState found) {
        int newest = Database.newestSchema();
        if (found.schema() == newest) {
            return false;
        }
        LOG.info(
                "{} has schema {}, this build needs {}: a copy of it is upgraded and takes its place when it is complete",
                file.path(),
                found.schema(),
                newest);
        DatabaseFile preparation = file.inPreparation();
        try {
            reserve.require(file.directory(), SIZES_OF_AN_UPGRADE * file.size());
        } catch (UncheckedIOException tooLittle) {
            throw new StoreException("upgrade a copy of " + file.path(), tooLittle);
        }
        try {
            file.withCopy(preparation, () -> migrate(preparation));
        } catch (RuntimeException e) {
            throw discard(e);
        }
        file.replaceBy(preparation);
        LOG.info("{} has schema {} now", file.path(), newest);
        return true;
    }

    private void migrate(DatabaseFile preparation) {
        try (HikariDataSource database = Database.open(preparation.url(), access, false)) {
            Database.migrate(database);
        }
    }

    /** The failure of a change that left the database as it was. */
    private RuntimeException discard(RuntimeException failure) {
        try {
            file.removePreparation();
        } catch (StoreException e) {
            failure.addSuppressed(e);
        }
        return failure;
    }

    /** The one message of a database that is not what it was: what was found and expected, and both ways out of it. */
    private StoreException damaged(String found, Published expected, @Nullable Throwable cause) {
        String although = expected.version() == 0 ? "" : ", although " + expected.words();
        return new StoreException(
                "use the database " + file.path(),
                String.format(
                        "it is missing, empty or damaged%s: found %s. Nothing was changed.%n"
                                + "To restore a backup: stop Cotinga, move %s away, unzip the newest %s into %s,"
                                + " start Cotinga.%n"
                                + "To start anew, without the revisions that it held: move that file and %s away, start"
                                + " Cotinga.",
                        although,
                        found,
                        file.path(),
                        backups.resolve("cotinga-….zip"),
                        file.directory(),
                        file.marker()),
                cause);
    }

    /** Likewise, where someone may have meant it. */
    private StoreException olderThan(Published expected, DatabaseState found) {
        return damaged(
                "no more than data version " + found.published().version()
                        + " (if you have restored this older state on purpose, remove " + file.marker()
                        + " and start Cotinga)",
                expected,
                null);
    }
}
