package cotinga.store.sql;

import com.zaxxer.hikari.HikariDataSource;
import cotinga.base.DiskReserve;
import cotinga.store.sql.PublicationMarker.Published;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.Optional;
import org.h2.api.ErrorCode;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Opens a database that H2 keeps in a file. It never treats a missing, damaged, emptied or incomplete file as a new database, and no
 * change of the schema touches the file before the change is complete.
 */
public final class EmbeddedDatabase {
    private static final Logger LOG = LoggerFactory.getLogger(EmbeddedDatabase.class);

    private final DatabaseFile file;
    private final PublicationMarker marker;
    private final Access access;
    private final Path backups;
    private final SchemaPreparation schema;
    private final DamagedDatabase damage;

    /**
     * How a database is opened.
     *
     * @param poolSize the number of connections
     * @param settings the names of the settings that contain that and the URL, for messages
     */
    record Access(String user, String password, int poolSize, String settings) {
        private static final String SETTINGS =
                "cotinga.database.url, cotinga.database.user and cotinga.database.password";

        Access(String user, String password, int poolSize) {
            this(user, password, poolSize, SETTINGS);
        }
    }

    /**
     * A database.
     *
     * @param backups the directory of its copies, one of which may have been restored
     * @param reserve the space that must remain free while a copy is upgraded
     */
    public EmbeddedDatabase(DatabaseFile file, Access access, Path backups, DiskReserve reserve) {
        this.file = file;
        this.marker = new PublicationMarker(Optional.of(file.marker()));
        this.access = access;
        this.backups = backups;
        this.schema = new SchemaPreparation(file, access, reserve);
        this.damage = new DamagedDatabase(file, backups);
    }

    /**
     * Opens the database with the newest schema. Creates it if there has never been one.
     *
     * @throws StoreException when it is missing, damaged, emptied or incomplete, or when a newer build has used it; it stays unchanged
     */
    HikariDataSource open() {
        file.removePreparation();
        marker.removeUnfinished();
        Published expected = marker.read().orElse(Published.NOTHING);
        if (!file.exists()) {
            if (expected.version() > 0) {
                throw damage.failure("no such file", expected, null);
            }
            schema.create(marker);
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
        boolean isUpgraded = schema.upgradeIfOlder(found);
        return open(isUpgraded || found.isClosedInOrder(), required);
    }

    /** Opens a valid file, and updates the marker from its content. */
    private HikariDataSource open(boolean closedInOrder, Published required) {
        HikariDataSource database;
        try {
            database = Database.open(file.url(), access, closedInOrder);
        } catch (StoreException e) {
            throw damage.ifDamaged(e, required);
        }
        try {
            Published held = Database.lastPublished(database);
            if (held.version() < required.version()) {
                throw damage.failure("no more than data version " + held.version(), required, null);
            }
            if (marker.read().filter(held::equals).isEmpty()) {
                marker.write(held);
            }
            return database;
        } catch (RuntimeException e) {
            database.close();
            throw e instanceof StoreException failure ? damage.ifDamaged(failure, required) : e;
        }
    }

    private DatabaseState read(Published expected) {
        if (file.size() == 0) {
            throw damage.failure("an empty file", expected, null);
        }
        try {
            return DatabaseState.read(file, access.user(), access.password());
        } catch (SQLException e) {
            throw switch (e.getErrorCode()) {
                case ErrorCode.GENERAL_ERROR_1 -> damage.failure(String.valueOf(e.getMessage()), expected, e);
                case ErrorCode.DATABASE_IS_READ_ONLY ->
                    damage.failure("a file in which H2 finds no database", expected, e);
                default -> damage.ifDamaged(Database.unopened(file.url(), access, e), expected);
            };
        }
    }

    private void requireWhole(DatabaseState found, Published expected) {
        if (found.incomplete() > found.schema()) {
            throw damage.failure(
                    "a schema of which change " + found.incomplete()
                            + " was begun by an earlier build and not completed",
                    expected,
                    null);
        }
        if (found.schema() == 0) {
            throw damage.failure("a database without the tables of Cotinga", expected, null);
        }
        int newest = DatabaseProduct.H2.newestSchema();
        if (found.schema() > newest) {
            throw Database.newerSchema(file.path().toString(), found.schema(), newest);
        }
        boolean isBehind = found.published().version() < expected.version();
        if (isBehind && !(found.published().version() > 0 && Backups.isCopyOf(file.path(), backups))) {
            throw damage.olderThan(expected, found);
        }
        if (found.isShort() && (found.isMarkedAsClosed() || marker.read().isEmpty())) {
            throw damage.failure("less than its own header promises: the file was cut short", expected, null);
        }
    }
}
