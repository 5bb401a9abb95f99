package cotinga.store.sql;

import com.zaxxer.hikari.HikariDataSource;
import cotinga.base.DiskReserve;
import cotinga.store.sql.PublicationMarker.Published;
import java.io.UncheckedIOException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Makes or upgrades the schema of a database in a file of its own, which takes the database's place when it is complete. A failure
 * before that leaves the database as it was.
 */
final class SchemaPreparation {
    private static final Logger LOG = LoggerFactory.getLogger(SchemaPreparation.class);

    /** A copy takes up to so many times the space of the database while its weeks are rewritten. */
    private static final int SIZES_OF_AN_UPGRADE = 3;

    private final DatabaseFile file;
    private final EmbeddedDatabase.Access access;
    private final DiskReserve reserve;

    /** @param reserve what must be free beside the copy in which a schema is upgraded */
    SchemaPreparation(DatabaseFile file, EmbeddedDatabase.Access access, DiskReserve reserve) {
        this.file = file;
        this.access = access;
        this.reserve = reserve;
    }

    /**
     * Makes a database where there is none.
     *
     * @param marker records, before the database is in place, that nothing was published from it
     */
    void create(PublicationMarker marker) {
        DatabaseFile preparation = file.inPreparation();
        prepare(() -> migrate(preparation));
        if (file.exists()) {
            throw Database.inUse(file.path().toString(), null);
        }
        marker.write(Published.NOTHING);
        file.replaceBy(preparation);
    }

    /** Upgrades a copy of a database with an older schema; returns whether the schema was older. */
    boolean upgradeIfOlder(DatabaseState found) {
        int newest = DatabaseProduct.H2.newestSchema();
        if (found.schema() == newest) {
            return false;
        }
        LOG.info(
                "{} has schema {}, this build needs {}: a copy of it is upgraded and takes its place when it is complete",
                file.path(),
                found.schema(),
                newest);
        try {
            reserve.require(file.directory(), SIZES_OF_AN_UPGRADE * file.size());
        } catch (UncheckedIOException tooLittle) {
            throw new StoreException("upgrade a copy of " + file.path(), tooLittle);
        }
        DatabaseFile preparation = file.inPreparation();
        prepare(() -> file.withCopy(preparation, () -> migrate(preparation)));
        file.replaceBy(preparation);
        LOG.info("{} now has schema {}", file.path(), newest);
        return true;
    }

    private void migrate(DatabaseFile preparation) {
        try (HikariDataSource database = Database.open(preparation.url(), access, false)) {
            Database.migrate(database);
        }
    }

    /** Prepares a file, and removes it again after a failure. */
    private void prepare(Runnable work) {
        try {
            work.run();
        } catch (RuntimeException failure) {
            try {
                file.removePreparation();
            } catch (StoreException e) {
                failure.addSuppressed(e);
            }
            throw failure;
        }
    }
}
