package cotinga.store.sql;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import com.zaxxer.hikari.HikariPoolMXBean;
import com.zaxxer.hikari.pool.HikariPool;
import cotinga.base.DiskReserve;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.BooleanSupplier;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.FlywayException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Opens the database and brings its schema up to date. */
public final class Database {
    private static final Logger LOG = LoggerFactory.getLogger(Database.class);

    /** The connections of a pool now. */
    public static Connections connections(HikariDataSource database) {
        HikariPoolMXBean pool = database.getHikariPoolMXBean();
        return new Connections(
                pool.getActiveConnections(),
                pool.getIdleConnections(),
                pool.getThreadsAwaitingConnection(),
                pool.getTotalConnections());
    }

    /** Notifies a listener of the transactions on a database that this class has opened. */
    public static void notifyOfTransactions(HikariDataSource database, TransactionListener listener) {
        ((Pool) database).notify(listener);
    }

    /** Decides from now on which transactions on a database that this class has opened may write. */
    public static void guardWrites(HikariDataSource database, WriteGuard guard) {
        ((Pool) database).guard(guard);
    }

    /**
     * Lets transactions on a database that this class has opened fail at once, rather than wait for a connection, while the database does not
     * answer.
     */
    public static void failUnless(HikariDataSource database, BooleanSupplier answers) {
        ((Pool) database).failUnless(answers);
    }

    /**
     * Ends all connections in use to a database that this class has opened, also those whose server does not answer. Their transactions are
     * rolled back.
     *
     * @throws StoreException if that fails
     */
    public static void abortConnections(HikariDataSource database) {
        try {
            ((Pool) database).abortConnections();
        } catch (SQLException e) {
            throw new StoreException("end the connections in use", e);
        }
    }

    /** The URL, with a name for the sessions if the database is on a PostgreSQL server, which then shows it. */
    public static String named(String url, String sessions) {
        if (!isOnServer(url)) {
            return url;
        }
        String unnamed = url.replaceAll("(?<=[?&])" + SESSION_NAME + "=[^&]*&?", "");
        return unnamed + (unnamed.contains("?") ? "&" : "?") + SESSION_NAME + "=" + sessions;
    }

    /** Whether the database is on a PostgreSQL server, so that several instances can use it. */
    public static boolean isOnServer(String url) {
        return url.startsWith("jdbc:postgresql:");
    }

    private static final String SESSION_NAME = "ApplicationName";
    private static final String MIGRATE = "bring the database's schema up to date";

    /** How long a request waits for each idle connection of a server that does not answer. */
    private static final int LONGEST_VALIDATION_MILLIS = 2_000;

    /** How long a load waits for another load of its variant, or a publication for running loads. */
    private static final int LOCK_TIMEOUT_MILLIS = 120_000;

    /** The migration of the schema needs two connections at once. */
    private static final int SMALLEST_POOL = 2;

    /** A connection on which nothing arrives for longer than a lock can be waited for is lost. */
    private static final String SOCKET_TIMEOUT_SECONDS = "180";

    private static final long SCHEMA_POLL_MILLIS = 500;

    /** How long an instance waits for another one that migrates. */
    private static final int SECONDS_OF_OTHER_MIGRATIONS = 600;

    /** How often a migration that does not get its locks soon is tried. Startup probes allow ten minutes. */
    private static final int ATTEMPTS_TO_MIGRATE = 60;

    /** Sessions that have waited for a migration continue meanwhile. */
    private static final Duration PAUSE_BETWEEN_MIGRATIONS = Duration.ofSeconds(5);

    private static final Set<String> POSTGRESQL_LOCK_FAILURES = Set.of("55P03", "40P01");

    private static final int H2_ALREADY_OPEN = 90020;

    private Database() {}

    /**
     * Opens the database with the schema that this build needs. A database in a local file is created if there has never been
     * one. It is not created in place of a missing, damaged or emptied one.
     *
     * @param backups where copies of it are
     * @param reserve the space that must remain free while a copy is upgraded
     * @throws StoreException when it cannot be opened, is missing, damaged or incomplete, or was used by a newer build
     */
    public static HikariDataSource openUpToDate(
            String url, String user, String password, int poolSize, Path backups, DiskReserve reserve) {
        return requireComplete(
                openOrCreate(url, new EmbeddedDatabase.Access(user, password, poolSize), backups, reserve), url);
    }

    /**
     * Opens the database from which a store is copied. It must exist and have the schema of this build; an embedded one is upgraded.
     *
     * @throws StoreException also when another Cotinga uses it
     */
    public static HikariDataSource openSource(DatabaseAddress source, Path backups, DiskReserve reserve) {
        Optional<DatabaseFile> file = DatabaseFile.of(source.url());
        EmbeddedDatabase.Access access = source.access(SMALLEST_POOL);
        if (file.isPresent()) {
            if (!file.get().exists()) {
                throw new StoreException(
                        "copy the database " + file.get().path(),
                        "found no such file, expected a store; check " + access.settings(),
                        null);
            }
            return requireComplete(openOrCreate(source.url(), access, backups, reserve), source.url());
        }
        OtherSessions.requireNone(source.url(), access);
        HikariDataSource database = open(source.url(), access, false);
        return closedOnFailure(database, () -> {
            requireKnownSchema(database, source.url());
            int found = Transaction.read(database, "read the history of the schema", DatabaseState::schema);
            int newest = DatabaseProduct.of(database).newestSchema();
            if (found < newest) {
                throw new StoreException(
                        "copy the database " + source.name(),
                        "found " + (found == 0 ? "no tables of Cotinga" : "schema " + found) + ", expected schema "
                                + newest + "; check the URL, or start this build of Cotinga with that database once",
                        null);
            }
            CopyMark.requireNone(database, source.name());
        });
    }

    /**
     * Opens the database into which a store is copied, creates it or upgrades its schema. Its copy may be unfinished.
     *
     * @throws StoreException also when another Cotinga uses it
     */
    public static HikariDataSource openTarget(DatabaseAddress target, Path backups, DiskReserve reserve) {
        EmbeddedDatabase.Access access = target.access(SMALLEST_POOL);
        OtherSessions.requireNone(target.url(), access);
        return openOrCreate(target.url(), access, backups, reserve);
    }

    private static HikariDataSource requireComplete(HikariDataSource database, String url) {
        return closedOnFailure(database, () -> CopyMark.requireNone(database, withoutSettings(url)));
    }

    private static HikariDataSource openOrCreate(
            String url, EmbeddedDatabase.Access access, Path backups, DiskReserve reserve) {
        Optional<DatabaseFile> file = DatabaseFile.of(url);
        if (file.isPresent()) {
            return new EmbeddedDatabase(file.get(), access, backups, reserve).open();
        }
        HikariDataSource database = open(url, access, false);
        return closedOnFailure(database, () -> {
            requireKnownSchema(database, url);
            migrate(database);
        });
    }

    private static HikariDataSource closedOnFailure(HikariDataSource database, Runnable check) {
        try {
            check.run();
            return database;
        } catch (StoreException e) {
            database.close();
            throw e;
        }
    }

    /**
     * Opens a database on a server to read it. Waits until an instance that writes has created or upgraded its schema.
     *
     * @throws StoreException when it cannot be opened, or is newer than readers of this build can understand
     */
    public static HikariDataSource openToRead(String url, String user, String password, int poolSize) {
        HikariDataSource database = open(url, new EmbeddedDatabase.Access(user, password, poolSize), false);
        try {
            awaitSchema(database, withoutSettings(url));
            return database;
        } catch (StoreException e) {
            database.close();
            throw e;
        }
    }

    private static void awaitSchema(DataSource database, String name) {
        int newest = DatabaseProduct.of(database).newestSchema();
        boolean isAnnounced = false;
        int found = schema(database);
        while (found < newest) {
            if (!isAnnounced) {
                isAnnounced = true;
                LOG.info(
                        "The database {} has schema {}, expected {}; waiting for an instance that writes, which upgrades it",
                        name,
                        found,
                        newest);
            }
            try {
                Thread.sleep(SCHEMA_POLL_MILLIS);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new StoreException("use the database " + name, e);
            }
            found = schema(database);
        }
        if (found > newest) {
            requireReadable(database, name, found, newest);
        }
    }

    /** A newer release leaves the tables so that readers of the release before it can use them. */
    private static void requireReadable(DataSource database, String name, int found, int newest) {
        int oldest = Transaction.read(database, "read which builds can read the schema", DatabaseState::oldestReader);
        if (newest < oldest) {
            throw new StoreException(
                    "read the database " + name,
                    "found schema " + found + ", which only builds with schema " + oldest
                            + " or later can read, expected one that this build with schema " + newest
                            + " can read; start a newer build of Cotinga (docs/operations.md)",
                    null);
        }
    }

    private static int schema(DataSource database) {
        return Transaction.read(database, "read the history of the schema", DatabaseState::schema);
    }

    /**
     * A pool of connections; closing it closes the database.
     *
     * @param url {@code jdbc:h2:file:…} or {@code jdbc:postgresql:…}; the settings that the store needs are added unless the URL has them
     * @param closedInOrder whether the database was closed in order, so that it holds no uncommitted entries
     * @throws StoreException when the database cannot be opened, for example because it is in use or the password is wrong
     */
    static HikariDataSource open(String url, EmbeddedDatabase.Access access, boolean closedInOrder) {
        if (access.poolSize() < SMALLEST_POOL) {
            throw new IllegalArgumentException(
                    "cotinga.database.pool-size is " + access.poolSize() + ", expected " + SMALLEST_POOL + " or more");
        }
        HikariConfig config = new HikariConfig();
        config.setPoolName("cotinga");
        config.setJdbcUrl(withNeededSettings(url));
        config.setUsername(access.user());
        config.setPassword(access.password());
        config.setMaximumPoolSize(access.poolSize());
        config.setTransactionIsolation("TRANSACTION_READ_COMMITTED");
        config.setValidationTimeout(LONGEST_VALIDATION_MILLIS);
        neededProperties(url).forEach(config::addDataSourceProperty);
        try {
            return new Pool(config, closedInOrder);
        } catch (HikariPool.PoolInitializationException e) {
            throw unopened(url, access, e);
        } catch (RuntimeException e) {
            throw new StoreException(
                    "open the database " + withoutSettings(url),
                    e.getMessage() + "; expected a URL such as jdbc:h2:file:./data/cotinga in cotinga.database.url",
                    e);
        }
    }

    /**
     * Creates the schema in an empty database, or brings an older one up to date. On a server, several instances may do this at the
     * same time. A migration that does not get a lock within two seconds is rolled back and tried again later, so that those who wait
     * for it can continue.
     */
    public static void migrate(DataSource database) {
        migrate(database, ATTEMPTS_TO_MIGRATE, PAUSE_BETWEEN_MIGRATIONS);
    }

    static void migrate(DataSource database, int attempts, Duration pause) {
        Flyway flyway = Flyway.configure(Database.class.getClassLoader())
                .dataSource(database)
                .locations(DatabaseProduct.of(database).migrations().toArray(String[]::new))
                .lockRetryCount(SECONDS_OF_OTHER_MIGRATIONS)
                .load();
        for (int attempt = 1; !migrate(flyway, attempt == attempts); attempt++) {
            if (attempt == 1) {
                LOG.warn(
                        "The tables are not upgraded while other sessions lock them: tried again every {} s, up to {} times",
                        pause.toSeconds(),
                        attempts - 1);
            }
            try {
                Thread.sleep(pause.toMillis());
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new StoreException(MIGRATE, e);
            }
        }
    }

    /** Returns whether the schema is up to date; false if a lock was missing. */
    private static boolean migrate(Flyway flyway, boolean isLast) {
        try {
            flyway.migrate();
            return true;
        } catch (FlywayException e) {
            SQLException cause = sqlCause(e);
            if (cause == null || !POSTGRESQL_LOCK_FAILURES.contains(String.valueOf(cause.getSQLState()))) {
                throw new StoreException(MIGRATE, e);
            }
            if (isLast) {
                throw new StoreException(
                        MIGRATE,
                        "found a lock of another session at each attempt (" + cause.getMessage()
                                + "), expected that it is released; end that session (pg_stat_activity) or stop the"
                                + " instance that leads, and start again",
                        e);
            }
            return false;
        }
    }

    /** Lets no other session change tables until the transaction ends. H2 needs no such locks, because no other process opens its file. */
    public static void lockAgainstChanges(Connection connection, List<String> tables) throws SQLException {
        if (DatabaseProduct.of(connection) == DatabaseProduct.POSTGRESQL) {
            try (PreparedStatement lock =
                    connection.prepareStatement("LOCK TABLE " + String.join(", ", tables) + " IN SHARE MODE")) {
                lock.execute();
            }
        }
    }

    /**
     * Ordered results come row by row; the database stays open until the pool closes it, and is not compacted then: an assertion of
     * H2 fails when it moves chunks after a checkpoint, and the file would not be closed in order.
     */
    static String withNeededSettings(String url) {
        if (!url.startsWith("jdbc:h2:")) {
            return url;
        }
        String needed = url;
        for (String setting : new String[] {
            "LAZY_QUERY_EXECUTION=1",
            "LOCK_TIMEOUT=" + LOCK_TIMEOUT_MILLIS,
            "DB_CLOSE_ON_EXIT=FALSE",
            "MAX_COMPACT_TIME=0"
        }) {
            String key = ";" + setting.substring(0, setting.indexOf('=') + 1);
            if (!url.toUpperCase(Locale.ROOT).contains(key)) {
                needed += ";" + setting;
            }
        }
        return needed;
    }

    /**
     * Results come a thousand rows at a time, an inserted batch is one statement of several rows, and locks have the time-out that they
     * have in H2. What a URL has goes before these.
     */
    static Map<String, String> neededProperties(String url) {
        return isOnServer(url)
                ? Map.of(
                        SESSION_NAME,
                        "cotinga",
                        "defaultRowFetchSize",
                        "1000",
                        "options",
                        "-c lock_timeout=" + LOCK_TIMEOUT_MILLIS,
                        "reWriteBatchedInserts",
                        "true",
                        "socketTimeout",
                        SOCKET_TIMEOUT_SECONDS,
                        "tcpKeepAlive",
                        "true")
                : Map.of();
    }

    /** A newer build may have changed what this one would misunderstand. */
    private static void requireKnownSchema(DataSource database, String url) {
        int found = schema(database);
        int newest = DatabaseProduct.of(database).newestSchema();
        if (found > newest) {
            throw newerSchema(withoutSettings(url), found, newest);
        }
    }

    static StoreException newerSchema(String database, int found, int newest) {
        return new StoreException(
                "use the database " + database,
                "found schema " + found + ", which a newer build of Cotinga has made, expected " + newest
                        + " or less; start the newer build again, or restore a backup from before the upgrade"
                        + " (docs/operations.md). Nothing was changed",
                null);
    }

    /** The last published version. */
    static PublicationMarker.Published lastPublished(DataSource database) {
        return Transaction.read(database, "read what was published last", DatabaseState::published);
    }

    static StoreException inUse(String database, @Nullable Throwable failure) {
        return new StoreException(
                "open the database " + database,
                "it is in use by another Cotinga; stop it or set cotinga.data.directory",
                failure);
    }

    static StoreException unopened(String url, EmbeddedDatabase.Access access, Throwable failure) {
        String doing = "open the database " + withoutSettings(url);
        SQLException cause = sqlCause(failure);
        if (cause == null) {
            return new StoreException(doing, failure);
        }
        if (cause.getErrorCode() == H2_ALREADY_OPEN) {
            return inUse(withoutSettings(url), failure);
        }
        return new StoreException(doing, cause.getMessage() + "; check " + access.settings(), failure);
    }

    private static @Nullable SQLException sqlCause(Throwable failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof SQLException sql) {
                return sql;
            }
        }
        return null;
    }

    /** The URL without its settings, which may hold a password. */
    static String withoutSettings(String url) {
        return url.split("[;?]", 2)[0];
    }
}
