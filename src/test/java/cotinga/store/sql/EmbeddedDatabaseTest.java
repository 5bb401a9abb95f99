package cotinga.store.sql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.zaxxer.hikari.HikariDataSource;
import cotinga.base.DiskReserve;
import cotinga.report.ReportVariant;
import cotinga.store.publications.PublicationDraft;
import cotinga.store.publications.PublicationStore;
import cotinga.store.weeks.WeekStore;
import cotinga.store.weeks.Weeks;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.LocalDate;
import java.util.List;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.flywaydb.core.Flyway;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a start makes of a database's file, whatever has become of it. */
@OnlyOnH2
class EmbeddedDatabaseTest {
    private static final DiskReserve NO_RESERVE = new DiskReserve(0);
    private static final int HALF = -1;
    private static final int ALL = -2;

    private Path folder;
    private Path file;
    private Path marker;
    private Path preparation;
    private Path backups;

    @BeforeEach
    void name(@TempDir Path temporary) {
        folder = temporary;
        file = folder.resolve("cotinga.mv.db");
        marker = folder.resolve("cotinga.published");
        preparation = folder.resolve("cotinga.new.mv.db");
        backups = folder.resolve("backups");
    }

    @Test
    void createsADatabaseWhereThereWasNone() throws IOException {
        assertThat(version()).isZero();
        assertThat(files()).containsExactlyInAnyOrder(file, marker);
        assertThat(Files.readString(marker)).endsWith("\nversion=0\n");
    }

    @Test
    void recordsThePublishedVersionInTheMarker() throws IOException {
        publish();
        assertThat(Files.readString(marker))
                .matches("(?s)# .*\nversion=1\npublished-at=2026-11-20T20:\\d\\d:\\d\\dZ\n");
        publish();
        assertThat(Files.readString(marker)).contains("\nversion=2\n");
        assertThat(files()).containsExactlyInAnyOrder(file, marker);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 5_000, HALF, ALL})
    void rejectsAFileThatWasCutShortAndLeavesItUnchanged(int bytes) throws IOException {
        publish();
        publish();
        byte[] cut = cut(bytes);

        assertRejected("although data version 2 was published at 2026-11-20T20:");
        assertThat(Files.readAllBytes(file)).isEqualTo(cut);
        assertThat(files()).containsExactlyInAnyOrder(file, marker);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 5_000, HALF, ALL})
    void rejectsAFileThatWasCutShortWithoutAMarker(int bytes) throws IOException {
        publish();
        publish();
        Files.delete(marker);
        byte[] cut = cut(bytes);

        assertRejected("it is missing, empty or damaged: found ");
        assertThat(Files.readAllBytes(file)).isEqualTo(cut);
    }

    @Test
    void rejectsAMissingDatabaseAfterAPublication() throws IOException {
        publish();
        Files.delete(file);

        assertRejected("although data version 1 was published at 2026-11-20T20:");
        assertThat(files()).containsExactly(marker);
    }

    @Test
    void rejectsAnotherDatabaseInPlaceOfThePublishedOne() throws IOException {
        version();
        Path empty = Files.move(file, folder.resolve("empty.mv.db"));
        publish();
        Files.move(empty, file, StandardCopyOption.REPLACE_EXISTING);

        assertRejected("found no more than data version 0 (if you have restored this older state on purpose, remove "
                + marker);
    }

    @Test
    void rejectsAFileThatIsNoDatabase() throws IOException {
        publish();
        Files.write(file, new byte[100_000]);

        assertRejected("although data version 1 was published");
    }

    @Test
    void rejectsAFileWithDamagedPages() throws IOException {
        publish();
        try (RandomAccessFile content = new RandomAccessFile(file.toFile(), "rw")) {
            content.seek(8_192);
            content.write(new byte[(int) content.length() - 8_192]);
        }

        assertRejected("although data version 1 was published");
    }

    @Test
    void createsADatabaseWhenTheWholeFolderWasRemoved() throws IOException {
        publish();
        for (Path each : files()) {
            Files.delete(each);
        }

        assertThat(version()).isZero();
    }

    @Test
    void acceptsARestoredBackupThatIsOlder() throws IOException {
        publish();
        backUp();
        publish();
        Files.copy(folder.resolve("copy"), file, StandardCopyOption.REPLACE_EXISTING);

        assertThat(version()).isEqualTo(1);
        assertThat(Files.readString(marker)).contains("\nversion=1\n");
        publish();
        assertThat(version()).isEqualTo(2);
    }

    @Test
    void acceptsARestoredBackupBesideADamagedOne() throws IOException {
        publish();
        backUp();
        Files.writeString(backups.resolve("cotinga-20261119T030000Z.zip"), "no zip");
        publish();
        Files.copy(folder.resolve("copy"), file, StandardCopyOption.REPLACE_EXISTING);

        assertThat(version()).isEqualTo(1);
    }

    @Test
    void acceptsAnOlderStateWithoutAMarker() throws IOException {
        publish();
        Path older = Files.copy(file, folder.resolve("older"));
        publish();
        Files.copy(older, file, StandardCopyOption.REPLACE_EXISTING);
        assertRejected("found no more than data version 1");

        Files.delete(marker);
        assertThat(version()).isEqualTo(1);
    }

    /** Killed after the publication was on disk, and before the file beside it said so. */
    @Test
    void updatesTheMarkerFromTheDatabase() throws IOException {
        publish();
        byte[] before = Files.readAllBytes(marker);
        publish();
        Files.write(marker, before);
        Files.writeString(folder.resolve("cotinga.published.part"), "vers");

        assertThat(version()).isEqualTo(2);
        assertThat(Files.readString(marker)).contains("\nversion=2\n");
        assertThat(files()).containsExactlyInAnyOrder(file, marker);
    }

    @Test
    void removesTheFileThatAProcessPreparedWhenItDied() throws IOException {
        Files.write(preparation, new byte[12_345]);
        Files.writeString(folder.resolve("cotinga.new.trace.db"), "what went wrong");

        assertThat(version()).isZero();
        assertThat(files()).containsExactlyInAnyOrder(file, marker);
    }

    @Test
    void reportsAnotherProcessThatPreparesTheDatabase() throws IOException {
        try (HikariDataSource other = TestDatabase.open("jdbc:h2:file:" + folder.resolve("cotinga.new"), "sa", "", 2)) {
            assertThat(other.isRunning()).isTrue();
            assertThatThrownBy(this::version)
                    .hasMessageEndingWith("it is in use by another Cotinga; stop it or set cotinga.data.directory");
        }
        assertThat(version()).isZero();
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 4, 5, 6, 7, 8})
    void upgradesEachEarlierSchemaInACopyThatReplacesIt(int schema) throws IOException {
        earlier(schema);
        Files.write(preparation, new byte[10]); // an upgrade before this one was killed

        assertThat(version()).isZero();
        try (TestDatabase database = TestDatabase.in(folder)) {
            assertThat(database.rows("SELECT MAX(CAST(\"version\" AS INT)) FROM \"flyway_schema_history\""))
                    .containsExactly(String.valueOf(DatabaseProduct.H2.newestSchema()));
            assertThat(database.rows("SELECT code FROM market")).containsExactly("088691");
        }
        assertThat(files()).containsExactlyInAnyOrder(file, marker);
    }

    @Test
    void keepsTheDatabaseUnchangedWhenItsUpgradeFails() throws IOException {
        earlier(2);
        try (HikariDataSource source = TestDatabase.open(TestDatabase.url(folder), "sa", "", 2)) {
            TestDatabase.execute(source, "ALTER TABLE download ADD COLUMN looked_at INT"); // what V3 adds
        }
        byte[] before = Files.readAllBytes(file);

        assertThatThrownBy(this::version)
                .isInstanceOf(StoreException.class)
                .hasMessageStartingWith("cannot bring the database's schema up to date: ");
        assertThat(Files.readAllBytes(file)).isEqualTo(before);
        assertThat(files()).containsExactly(file);
    }

    @Test
    void doesNotUpgradeWithoutSpaceForACopy() throws IOException {
        earlier(2);
        byte[] before = Files.readAllBytes(file);

        assertThatThrownBy(() -> version(new DiskReserve(Long.MAX_VALUE / 2)))
                .hasMessageContaining(" bytes free, expected at least ");
        assertThat(Files.readAllBytes(file)).isEqualTo(before);
    }

    @Test
    void rejectsTheSchemaOfANewerBuild() throws IOException {
        publish();
        try (TestDatabase database = TestDatabase.in(folder)) {
            database.execute("INSERT INTO \"flyway_schema_history\" (\"installed_rank\", \"version\", \"description\","
                    + " \"type\", \"script\", \"installed_by\", \"execution_time\", \"success\")"
                    + " VALUES (99, '99', 'x', 'SQL', 'x', 'x', 1, TRUE)");
        }
        byte[] before = Files.readAllBytes(file);

        assertThatThrownBy(this::version)
                .hasMessage("cannot use the database " + file + ": found schema 99, which a newer build of Cotinga has"
                        + " made, expected " + DatabaseProduct.H2.newestSchema()
                        + " or less; start the newer build again, or restore a backup from before the upgrade"
                        + " (docs/operations.md). Nothing was changed");
        assertThat(Files.readAllBytes(file)).isEqualTo(before);
    }

    @Test
    void rejectsAnIncompleteSchemaOfAnEarlierBuild() throws IOException {
        try (HikariDataSource source = TestDatabase.open(TestDatabase.url(folder), "sa", "", 2)) {
            TestDatabase.execute(source, "CREATE TABLE variant (id INT)");
        }

        assertRejected("found a database without the tables of Cotinga");
    }

    @Test
    void opensDatabasesInMemoryWithoutAMarker() throws IOException {
        assertThat(DatabaseFile.of("jdbc:h2:mem:x")).isEmpty();
        assertThat(DatabaseFile.of("jdbc:h2:tcp://localhost/x")).isEmpty();
        assertThat(DatabaseFile.of("jdbc:postgresql://localhost/x")).isEmpty();
        assertThat(DatabaseFile.of("jdbc:h2:file:" + folder.resolve("x") + ";AUTO_SERVER=TRUE"))
                .isEmpty();
        try (HikariDataSource database =
                Database.openUpToDate("jdbc:h2:mem:untouched", "sa", "", 2, backups, NO_RESERVE)) {
            assertThat(Database.lastPublished(database).version()).isZero();
        }
        assertThat(files()).isEmpty();
    }

    @Test
    void protectsFilesWhosePathsHaveAColon() {
        assertThat(DatabaseFile.of("jdbc:h2:file:/data/a:b/cotinga")).isPresent();
        assertThat(DatabaseFile.of("jdbc:h2:split:/data/cotinga")).isEmpty();
        assertThat(DatabaseFile.of("jdbc:h2:file:split:/data/cotinga")).isEmpty();
    }

    @Test
    void keepsTheSettingsOfAUrl() throws IOException {
        String url = TestDatabase.url(folder) + ";CACHE_SIZE=4096";
        for (int start = 0; start < 2; start++) {
            try (HikariDataSource database = Database.openUpToDate(url, "sa", "", 2, backups, NO_RESERVE)) {
                assertThat(database.getJdbcUrl()).contains(";CACHE_SIZE=4096;");
            }
        }
        assertThat(files()).containsExactlyInAnyOrder(file, marker);
    }

    /** The data version after a start. */
    private long version() {
        return version(NO_RESERVE);
    }

    private long version(DiskReserve reserve) {
        try (HikariDataSource database = open(reserve)) {
            return Database.lastPublished(database).version();
        }
    }

    private HikariDataSource open(DiskReserve reserve) {
        return Database.openUpToDate(TestDatabase.url(folder), "sa", "", 4, backups, reserve);
    }

    private void publish() throws IOException {
        try (HikariDataSource database = open(NO_RESERVE)) {
            TestDatabase.TickingClock clock = new TestDatabase.TickingClock();
            PublicationStore publications =
                    new PublicationStore(database, PublicationMarker.of(TestDatabase.url(folder)), clock);
            long version = publications.publishedVersion() + 1;
            new WeekStore(database, clock, Weeks::released)
                    .load(
                            Weeks.weekly(ReportVariant.TFF_CO, null),
                            Weeks.source(Weeks.week(
                                    LocalDate.parse("2026-01-06")
                                            .plusWeeks(version)
                                            .toString(),
                                    1)),
                            () -> {});
            publications.publish(version, "", null, new PublicationDraft(), () -> {});
        }
    }

    /** Keeps a backup, and what it holds as the file {@code copy}. */
    private void backUp() throws IOException {
        Files.createDirectories(backups);
        Path copy = Files.copy(file, folder.resolve("copy"));
        try (ZipOutputStream zip =
                new ZipOutputStream(Files.newOutputStream(backups.resolve("cotinga-20261120T030000Z.zip")))) {
            zip.putNextEntry(new ZipEntry("cotinga.mv.db"));
            Files.copy(copy, zip);
        }
    }

    /** A store as an earlier build left it. */
    private void earlier(int schema) {
        try (HikariDataSource source = TestDatabase.open(TestDatabase.url(folder), "sa", "", 2)) {
            Flyway.configure(Database.class.getClassLoader())
                    .dataSource(source)
                    .locations("classpath:db/migration", "classpath:db/h2")
                    .target(String.valueOf(schema))
                    .load()
                    .migrate();
            TestDatabase.execute(source, "INSERT INTO market (id, variant_id, code) VALUES (1000001, 1, '088691')");
        }
    }

    private byte[] cut(int bytes) throws IOException {
        try (RandomAccessFile content = new RandomAccessFile(file.toFile(), "rw")) {
            long length = content.length();
            content.setLength(
                    switch (bytes) {
                        case HALF -> length / 2;
                        case ALL -> 0;
                        default -> length - bytes;
                    });
        }
        return Files.readAllBytes(file);
    }

    private void assertRejected(String reason) {
        assertThatThrownBy(this::version)
                .isInstanceOf(StoreException.class)
                .hasMessageStartingWith("cannot use the database " + file + ": it is missing, empty or damaged")
                .hasMessageContaining(reason)
                .hasMessageContaining("Nothing was changed.")
                .hasMessageContaining("To restore a backup: ")
                .hasMessageContaining("To start with a new database, ");
    }

    private List<Path> files() throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(Files::isRegularFile).toList();
        }
    }
}
