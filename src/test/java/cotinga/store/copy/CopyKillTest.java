package cotinga.store.copy;

import static org.assertj.core.api.Assertions.assertThat;

import cotinga.recovery.OneRun;
import cotinga.store.sql.OnlyOnPostgres;
import cotinga.store.sql.TestDatabase;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Kills the process of a copy at random moments, and repeats the command until it is complete. */
@OnlyOnPostgres
@Tag("full")
class CopyKillTest {
    private static final long SEED = 20_261_128;
    private static final int KILLS = 6;
    private static final int WEEKS = 100_000;
    private static final int START_MILLIS = 2_500;
    private static final long LARGER_THAN_EMPTY = 2_000_000;
    private static final int SHORT_MILLIS = 1_500;

    private final Random random = new Random(SEED);

    @Test
    void resumesAfterEachKill(@TempDir Path folder) throws Exception {
        Path first = Files.createDirectories(folder.resolve("first"));
        Path second = Files.createDirectories(folder.resolve("second"));
        String server = TestDatabase.url(folder.resolve("server"));
        try (TestDatabase store = TestDatabase.embeddedIn(Files.createDirectories(first.resolve("data")))) {
            FullStore.fill(store);
            FullStore.addWeeks(store, WEEKS);
        }
        for (Path directory : new Path[] {first, second}) {
            Files.writeString(directory.resolve("application.properties"), "cotinga.database.user=sa\n");
        }

        copyWithKills(first, copy -> copy.output().contains("copy "), "--copy-to", server);
        Path file = second.resolve("data/cotinga.mv.db");
        copyWithKills(
                second,
                copy -> Files.exists(file) && file.toFile().length() > LARGER_THAN_EMPTY,
                "--copy-from",
                server);

        assertThat(second.resolve("data/cotinga.published")).content().contains("version=2\n");
    }

    /** Half of the kills are at any moment, also while the schema is created; the others are after rows have been copied. */
    private void copyWithKills(Path directory, Predicate<OneRun> hasCopied, String... arguments) throws Exception {
        for (int kill = 0; kill < KILLS; kill++) {
            OneRun copy = OneRun.command(directory, directory.resolve("log-" + kill), arguments);
            boolean isAtAnyTime = kill % 2 == 0;
            long begin = System.nanoTime();
            long delay = TimeUnit.MILLISECONDS.toNanos(random.nextInt(isAtAnyTime ? START_MILLIS : SHORT_MILLIS));
            boolean isAlive =
                    copy.killWhen(() -> System.nanoTime() - begin > delay && (isAtAnyTime || hasCopied.test(copy)));
            assertThat(isAlive).as(copy.output()).isTrue();
        }
        OneRun copy = OneRun.command(directory, directory.resolve("log"), arguments);
        assertThat(copy.await()).as(copy.output()).isZero();
        assertThat(copy.output())
                .contains("before the interruption", "the same in both", "week                      100,003");
    }
}
