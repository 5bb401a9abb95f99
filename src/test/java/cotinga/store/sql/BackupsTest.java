package cotinga.store.sql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.zaxxer.hikari.HikariDataSource;
import cotinga.base.DiskReserve;
import cotinga.store.runs.RunCause;
import cotinga.store.runs.RunKind;
import cotinga.store.runs.RunStore;
import cotinga.store.runs.StoredRuns;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@OnlyOnH2
class BackupsTest {
    private static final DiskReserve NONE = new DiskReserve(0);

    private Path folder;
    private Path directory;

    @AutoClose
    private TestDatabase database;

    @BeforeEach
    void open(@TempDir Path temporary) {
        folder = temporary;
        directory = temporary.resolve("backups");
        database = TestDatabase.in(temporary.resolve("data"));
    }

    @Test
    void copiesADatabaseWhileItIsWrittenTo() throws IOException {
        AtomicBoolean enough = new AtomicBoolean();
        CompletableFuture<Long> writing = CompletableFuture.supplyAsync(() -> {
            long written = 0;
            while (!enough.get()) {
                long run = database.runs.begin(RunKind.REPORTS, RunCause.TIMER, RunStore.EVERYTHING, false);
                database.runs.planSteps(run, List.of("one", "two"));
                written = run;
            }
            return written;
        });
        Path copy = new Backups(database.source, directory, 3, NONE, database.clock).take();
        enough.set(true);
        assertThat(writing.join()).isPositive();

        Path restored = unzip(copy);
        for (int time = 0; time < 3; time++) {
            try (HikariDataSource source = TestDatabase.open(TestDatabase.url(restored), "sa", "", 2)) {
                Database.migrate(source);
                RunStore runs = new RunStore(source, database.clock);
                assertThat(StoredRuns.newest(runs, 1_000)).allSatisfy(run -> assertThat(runs.steps(run.id()))
                        .hasSizeBetween(0, 2)
                        .hasSizeLessThanOrEqualTo(2)
                        .matches(steps -> steps.size() != 1));
            }
        }
    }

    @Test
    void keepsTheNewestCopies() throws IOException {
        Backups backups = new Backups(database.source, directory, 2, NONE, database.clock);
        Path first = backups.take();
        Path second = backups.take();
        Path other = Files.writeString(directory.resolve("notes.txt"), "mine");
        Path third = backups.take();

        assertThat(files()).containsExactlyInAnyOrder(second, third, other);
        assertThat(first).doesNotExist();
        assertThat(third.getFileName().toString()).matches("cotinga-20261120T\\d{6}Z\\.zip");
    }

    @Test
    void keepsEarlierCopiesWhenOneCannotBeWritten() throws IOException {
        Path whole = new Backups(database.source, directory, 1, NONE, database.clock).take();
        Path obstacle = Files.writeString(folder.resolve("file"), "no directory");

        assertThatThrownBy(
                        () -> new Backups(database.source, obstacle.resolve("backups"), 1, NONE, database.clock).take())
                .isInstanceOf(StoreException.class)
                .hasMessageStartingWith("cannot back the database up to " + obstacle)
                .hasMessageEndingWith("(cotinga.backup.directory)");
        assertThat(files()).containsExactly(whole);
    }

    @Test
    void keepsEarlierCopiesWhenThereIsNoSpaceForOne() throws IOException {
        Path whole = new Backups(database.source, directory, 1, NONE, database.clock).take();

        assertThatThrownBy(() -> new Backups(
                                database.source, directory, 1, new DiskReserve(Long.MAX_VALUE / 2), database.clock)
                        .take())
                .isInstanceOf(StoreException.class)
                .hasMessageContaining(" bytes free, expected at least 4,611,686,018,");
        assertThat(files()).containsExactly(whole);
    }

    @Test
    void removesUnfinishedCopiesOfAProcessThatDied() throws IOException {
        Files.createDirectories(directory);
        Files.writeString(directory.resolve("cotinga-20261119T030000Z.zip.part"), "half");
        Path mine = Files.writeString(directory.resolve("mine.part"), "mine");

        new Backups(database.source, directory, 1, NONE, database.clock).removeUnfinished();

        assertThat(files()).containsExactly(mine);
    }

    private List<Path> files() throws IOException {
        try (Stream<Path> files = Files.list(directory)) {
            return files.toList();
        }
    }

    private Path unzip(Path copy) throws IOException {
        Path target = Files.createDirectories(folder.resolve("restored"));
        try (ZipInputStream zip = new ZipInputStream(Files.newInputStream(copy))) {
            for (ZipEntry entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
                Files.copy(zip, target.resolve(entry.getName()));
            }
        }
        return target;
    }
}
