package cotinga.recovery;

import com.zaxxer.hikari.HikariDataSource;
import cotinga.cftc.Archive;
import cotinga.flow.CftcFiles;
import cotinga.store.sql.Database;
import cotinga.store.sql.StoreException;
import java.io.File;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import org.flywaydb.core.Flyway;

/**
 * Kills processes that create, upgrade, back up, clean up and restore a database, and returns the flaws that the next start
 * finds, one line each.
 */
public final class StoreKills {
    private static final String FILE = "cotinga.mv.db";
    private static final String PREPARATION = "cotinga.new.mv.db";
    private static final String MARKER = "cotinga.published";
    private static final int FIRST_DAY = 10_000;
    private static final int WEEKS_OF_A_MARKET = 1_000;
    private static final int SCHEMA_WITH_RELEASES = 3;
    private static final int RETIRED = 200;
    private static final int OLD_RUNS = 1_000;
    private static final int OLD_FILES = 100;

    /** Most of the time of the process passes before its clean-up begins. */
    private static final int CLEAN_UP_OF_WHOLE = 6;

    private final Path home;
    private final int weeks;
    private final Random random;
    private final Map<Integer, Path> stores = new HashMap<>();
    private final Map<String, Long> durations = new HashMap<>();
    private final List<StoreProcess.Ending> endings;
    private int trials;

    /**
     * Kills.
     *
     * @param home an empty folder
     * @param weeks the number of weeks in each database
     * @param seed the seed of the times of the kills
     */
    public StoreKills(Path home, int weeks, long seed) {
        this(home, weeks, seed, List.of(StoreProcess.Ending.KILL));
    }

    private StoreKills(Path home, int weeks, long seed, List<StoreProcess.Ending> endings) {
        this.home = home;
        this.weeks = weeks;
        this.random = new Random(seed);
        this.endings = endings;
    }

    /** The same, but the processes get SIGTERM, or SIGINT as from a terminal. */
    public static StoreKills stops(Path home, int weeks, long seed) {
        return new StoreKills(home, weeks, seed, List.of(StoreProcess.Ending.TERMINATE, StoreProcess.Ending.INTERRUPT));
    }

    /** Kills the first start of all, at any moment from its first millisecond on. */
    public List<String> firstStart() throws Exception {
        long whole = duration("first start", () -> StoreProcess.start(trial(), StoreProcess.Work.NOTHING));
        Path folder = trial();
        StoreProcess process = StoreProcess.start(folder, StoreProcess.Work.NOTHING);
        boolean inSchema = random.nextBoolean();
        List<String> flaws = end(
                process,
                () -> !inSchema || Files.exists(folder.resolve(PREPARATION)),
                part(inSchema ? whole / 2 : whole));
        flaws.addAll(flaws(folder, 0, 0));
        return flaws;
    }

    /** Kills an upgrade from an earlier schema, at any moment after it began. */
    public List<String> upgrade(int schema) throws Exception {
        long whole = duration("upgrade " + schema, () -> StoreProcess.start(copy(schema), StoreProcess.Work.NOTHING));
        Path folder = copy(schema);
        StoreProcess process = StoreProcess.start(folder, StoreProcess.Work.NOTHING);
        List<String> flaws = end(process, () -> Files.exists(folder.resolve(PREPARATION)), part(whole));
        flaws.addAll(flaws(folder, weeks, 1));
        return flaws;
    }

    /** Kills a process that takes one backup after the other. */
    public List<String> backup() throws Exception {
        int newest = newestSchema();
        long whole = duration("backup", () -> StoreProcess.start(copy(newest), StoreProcess.Work.BACK_UP));
        Path folder = copy(newest);
        StoreProcess process = StoreProcess.start(folder, StoreProcess.Work.BACK_UP);
        List<String> flaws = end(process, () -> Files.exists(folder.resolve("backups")), part(whole));
        flaws.addAll(flaws(folder, weeks, 1));
        try (HikariDataSource database = StoreProcess.open(folder)) {
            StoreProcess.backups(folder, database).take();
        }
        for (Path file : files(folder.resolve("backups"))) {
            if (!isWhole(file)) {
                flaws.add("a backup is not whole: " + file);
            }
        }
        return flaws;
    }

    /** Kills a service in the middle of a clean-up: of the records of runs and of downloads, or of files. */
    public List<String> cleanUp() throws Exception {
        Path undisturbed = withOldThings();
        long whole = duration("clean-up", () -> StoreProcess.start(undisturbed, StoreProcess.Work.CLEAN_UP));
        Path folder = withOldThings();
        StoreProcess process = StoreProcess.start(folder, StoreProcess.Work.CLEAN_UP);
        List<String> flaws =
                end(process, () -> Files.exists(StoreProcess.cleanUpBegun(folder)), part(whole / CLEAN_UP_OF_WHOLE));
        if (StoreProcess.start(folder, StoreProcess.Work.CLEAN_UP).await() != 0) {
            flaws.add("the next start failed, or its clean-up left old files");
        }
        Path data = folder.resolve("data");
        flaws.addAll(flaws(data, weeks, 1));
        try (HikariDataSource database = StoreProcess.open(data)) {
            long downloads = count(database, "SELECT COUNT(*) FROM download");
            long runs = count(database, "SELECT COUNT(*) FROM run");
            long steps = count(database, "SELECT COUNT(*) FROM run_step");
            if (downloads != 1 || runs != 1 || steps != 1) {
                flaws.add(
                        downloads + " downloads, " + runs + " runs and " + steps
                                + " steps are left after a clean-up, expected the download that weeks refer to, and the newest run");
            }
        }
        return flaws;
    }

    private Path withOldThings() throws Exception {
        Path folder = trial();
        Path data = Files.createDirectories(folder.resolve("data"));
        Files.copy(store(newestSchema()), data.resolve(FILE));
        try (HikariDataSource database = StoreProcess.open(data)) {
            execute(
                    database,
                    "INSERT INTO run (kind, cause, started_at, finished_at, status) SELECT 'reports', 'timer',"
                            + " TIMESTAMP WITH TIME ZONE '2020-01-01 00:00:00Z', TIMESTAMP WITH TIME ZONE"
                            + " '2020-01-01 00:01:00Z', 'success' FROM SYSTEM_RANGE(1, " + OLD_RUNS + ")");
            execute(
                    database,
                    "INSERT INTO run_step (run_id, name, status, weeks_read, weeks_written, malformed, bytes)"
                            + " SELECT id, 'legacy/fo 2020', 'done', 0, 0, 0, 0 FROM run");
        }
        for (Path old :
                List.of(StoreProcess.rejected(folder), StoreProcess.done(folder), StoreProcess.earlier(folder))) {
            Files.createDirectories(old);
            for (int number = 0; number < OLD_FILES; number++) {
                Path file = Files.writeString(old.resolve("old-20200101T" + (100_000 + number) + "Z.zip"), "old");
                Files.setLastModifiedTime(file, FileTime.from(Instant.EPOCH));
            }
        }
        Files.writeString(folder.resolve("data/archives/old.zip"), "newest");
        return folder;
    }

    /**
     * Kills {@code unzip} in the middle of a restoration: a start rejects an incomplete file.
     * Without the marker, as on another machine, a missing file is a new database.
     */
    public List<String> restore() throws Exception {
        Path folder = copy(newestSchema());
        Path copied;
        try (HikariDataSource database = StoreProcess.open(folder)) {
            copied = StoreProcess.backups(folder, database).take();
            execute(
                    database,
                    "INSERT INTO publication (version, report_dates, created_at, fingerprint)"
                            + " VALUES (2, 1, CURRENT_TIMESTAMP, '')");
        }
        StoreProcess.open(folder).close(); // says beside the database that version 2 was published
        Path scratch = trial();
        StoreProcess.unzip(copied, scratch).await();
        byte[] content = Files.readAllBytes(scratch.resolve(FILE));
        Files.delete(folder.resolve(FILE));
        boolean hasMarker = random.nextBoolean();
        if (!hasMarker) {
            Files.delete(folder.resolve(MARKER));
        }
        File unzipped = folder.resolve(FILE).toFile();
        long bytes = random.nextInt(content.length) - 1L; // -1: before there is a file
        StoreProcess.unzip(copied, folder)
                .endAfter(StoreProcess.Ending.KILL, () -> bytes < 0 || unzipped.length() > bytes, 0);
        boolean isThere = Files.exists(folder.resolve(FILE));
        byte[] part = isThere ? Files.readAllBytes(folder.resolve(FILE)) : new byte[0];
        String what = "a backup that was restored to " + part.length + " of " + content.length + " bytes, "
                + (hasMarker ? "with" : "without") + " a marker: ";
        System.out.println("  " + what + (isThere ? "there" : "not there"));
        List<String> flaws = new ArrayList<>();
        if (part.length < content.length && (isThere || hasMarker)) {
            try {
                StoreProcess.open(folder).close();
                flaws.add(what + "taken as it is");
            } catch (StoreException rejected) {
                if (!String.valueOf(rejected.getMessage()).contains("To restore a backup: ")) {
                    flaws.add(what + rejected.getMessage());
                }
            }
            if (isThere != Files.exists(folder.resolve(FILE))
                    || (isThere && !Arrays.equals(part, Files.readAllBytes(folder.resolve(FILE))))) {
                flaws.add(what + "changed");
            }
        }
        if (StoreProcess.unzip(copied, folder).await() != 0) {
            flaws.add(what + "the next unzip failed");
        }
        flaws.addAll(flaws(folder, weeks, 1));
        return flaws;
    }

    /**
     * Kills a service that loads a file of its inbox. If it had published, but not yet written its manifest, the next run completes the
     * files: it publishes the same week as version 2.
     */
    public List<String> inbox() throws Exception {
        long whole = duration("inbox", () -> StoreProcess.start(withInbox(), StoreProcess.Work.INBOX));
        Path folder = withInbox();
        StoreProcess process = StoreProcess.start(folder, StoreProcess.Work.INBOX);
        boolean inMove = random.nextBoolean();
        Path begun = inMove
                ? folder.resolve("data/archives").resolve(StoreProcess.INBOX_ARCHIVE.fileName())
                : folder.resolve("data").resolve(FILE);
        List<String> flaws = end(process, () -> Files.exists(begun), part(inMove ? whole / 10 : whole / 2));
        boolean hadManifest = Files.exists(StoreProcess.manifest(folder));
        if (StoreProcess.start(folder, StoreProcess.Work.INBOX).await() != 0) {
            flaws.add("the next start failed, or the file stayed in the inbox");
        }
        long version = 1;
        try (HikariDataSource database = StoreProcess.open(folder.resolve("data"))) {
            if (!hadManifest) {
                version += count(
                        database,
                        "SELECT COUNT(*) FROM publication p JOIN run r ON r.id = p.run_id"
                                + " WHERE p.version = 1 AND r.status = 'error'");
            }
        }
        flaws.addAll(flaws(folder.resolve("data"), 1, version));
        if (!Files.readString(StoreProcess.manifest(folder)).contains("\"data_version\":" + version + ",")) {
            flaws.add("the manifest is not that of data version " + version);
        }
        System.out.println("  a load that was killed " + (hadManifest ? "with" : "without")
                + " a manifest: data version " + version);
        if (!files(folder.resolve("data/incoming")).isEmpty()) {
            flaws.add("files are left in data/incoming");
        }
        return flaws;
    }

    private Path withInbox() throws IOException {
        Path folder = trial();
        Archive archive = StoreProcess.INBOX_ARCHIVE;
        Files.write(
                Files.createDirectories(StoreProcess.inbox(folder)).resolve(archive.fileName()),
                CftcFiles.zip(archive.variant(), CftcFiles.week(archive.variant(), "099741", "2026-06-02", 1_000)));
        return folder;
    }

    /** The number of the newest schema. */
    public static int newestSchema() throws Exception {
        Path folder = Files.createTempDirectory("cotinga-schema");
        try (HikariDataSource database = StoreProcess.open(folder)) {
            return (int) schema(database);
        } finally {
            for (Path file : files(folder)) {
                Files.delete(file);
            }
            Files.delete(folder);
        }
    }

    /** The flaws after the next start. */
    private List<String> flaws(Path folder, long expectedWeeks, long version) throws Exception {
        List<String> flaws = new ArrayList<>();
        try (HikariDataSource database = StoreProcess.open(folder)) {
            long found = count(database, "SELECT COUNT(*) FROM week");
            long published = count(database, "SELECT COALESCE(MAX(version), 0) FROM publication");
            if (found != expectedWeeks || published != version) {
                flaws.add(found + " weeks of data version " + published + ", expected " + expectedWeeks + " of "
                        + version);
            }
        } catch (StoreException e) {
            flaws.add("the next start failed: " + e.getMessage());
        }
        if (Files.exists(folder.resolve(PREPARATION))) {
            flaws.add(PREPARATION + " is left over");
        }
        if (!Files.exists(folder.resolve(MARKER))) {
            flaws.add(MARKER + " is missing");
        }
        return flaws;
    }

    private Path trial() throws IOException {
        return Files.createDirectories(home.resolve("store-" + ++trials));
    }

    private List<String> end(StoreProcess process, BooleanSupplier moment, long nanos) throws Exception {
        StoreProcess.Ending ending = endings.get(random.nextInt(endings.size()));
        return new ArrayList<>(process.endAfter(ending, moment, nanos));
    }

    /** A folder with a database of a schema. */
    private Path copy(int schema) throws Exception {
        Path folder = trial();
        Files.copy(store(schema), folder.resolve(FILE));
        return folder;
    }

    private Path store(int schema) throws Exception {
        Path store = stores.get(schema);
        if (store == null) {
            store = make(schema);
            stores.put(schema, store);
        }
        return store;
    }

    private Path make(int schema) throws Exception {
        Path folder = Files.createDirectories(home.resolve("schema-" + schema));
        String url = "jdbc:h2:file:" + folder.resolve("cotinga");
        Flyway.configure(Database.class.getClassLoader())
                .dataSource(url, "cotinga", "")
                .locations("classpath:db/migration", "classpath:db/h2")
                .target(schema + "?") // not every number has a migration
                .load()
                .migrate();
        boolean hasReleases = schema >= SCHEMA_WITH_RELEASES;
        try (Connection connection = DriverManager.getConnection(url, "cotinga", "");
                Statement statement = connection.createStatement()) {
            statement.execute("INSERT INTO week (id, market_id, report_date, name_id, download_id, line, since_version,"
                    + " published_at, seen_at, open_interest, g1_long, g1_short) SELECT (1000000 + x / "
                    + WEEKS_OF_A_MARKET
                    + ") * CAST(100000 AS BIGINT) + " + FIRST_DAY + " + 7 * MOD(x, " + WEEKS_OF_A_MARKET
                    + "), 1000000 + x / " + WEEKS_OF_A_MARKET + ", DATE '1997-05-20' + 7 * CAST(MOD(x, "
                    + WEEKS_OF_A_MARKET
                    + ") AS INT), 1000001, 1, 1, 1, " + (hasReleases ? "CURRENT_TIMESTAMP" : "NULL")
                    + ", CURRENT_TIMESTAMP, x, x, x FROM SYSTEM_RANGE(1, " + weeks + ")");
            statement.execute("INSERT INTO publication (version, report_dates, created_at, fingerprint)"
                    + " VALUES (1, 1, CURRENT_TIMESTAMP, '')");
            statement.execute(
                    "INSERT INTO download (id, variant_id, kind, path, first_year, last_year, file, url, sha256,"
                            + " bytes, weeks, malformed, downloaded_at, loaded_at) SELECT x, 1, 'weekly', 'file' || CASE x WHEN 1"
                            + " THEN '' ELSE '@' || x END, 0, 0, 'file', 'url', '', 1, 1, 0, CURRENT_TIMESTAMP, CURRENT_TIMESTAMP"
                            + " FROM SYSTEM_RANGE(1, " + RETIRED + ")");
        }
        return folder.resolve(FILE);
    }

    /** The duration of a process that is not killed, in nanoseconds. */
    private long duration(String of, Callable<StoreProcess> start) throws Exception {
        Long known = durations.get(of);
        if (known == null) {
            long begin = System.nanoTime();
            int status = start.call().await();
            if (status != 0) {
                throw new IllegalStateException("An undisturbed " + of + " ended with status " + status);
            }
            known = System.nanoTime() - begin;
            durations.put(of, known);
        }
        return known;
    }

    private long part(long nanos) {
        return (long) (random.nextDouble() * nanos) + TimeUnit.MILLISECONDS.toNanos(1);
    }

    private static long schema(HikariDataSource database) throws SQLException {
        return count(database, "SELECT MAX(CAST(\"version\" AS INT)) FROM \"flyway_schema_history\"");
    }

    private static long count(HikariDataSource database, String query) throws SQLException {
        try (Connection connection = database.getConnection();
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(query)) {
            row.next();
            return row.getLong(1);
        }
    }

    private static void execute(HikariDataSource database, String change) throws SQLException {
        try (Connection connection = database.getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute(change);
        }
    }

    private static boolean isWhole(Path zip) {
        try (ZipInputStream entries = new ZipInputStream(Files.newInputStream(zip))) {
            ZipEntry entry = entries.getNextEntry();
            entries.transferTo(OutputStream.nullOutputStream());
            return entry != null;
        } catch (IOException damaged) {
            return false;
        }
    }

    private static List<Path> files(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.toList();
        }
    }
}
