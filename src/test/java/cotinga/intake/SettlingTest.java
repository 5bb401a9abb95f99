package cotinga.intake;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** When a file counts as complete. */
class SettlingTest {
    private final AtomicLong nanos = new AtomicLong(Long.MAX_VALUE - 1_000);
    private final Settling settling = new Settling(Duration.ofSeconds(3), nanos::get);

    @Test
    void waitsUntilSizeAndDateAreUnchangedForLongEnough(@TempDir Path directory) throws IOException {
        Path file = Files.writeString(directory.resolve("file"), "a");
        assertThat(settling.isOver(file)).isFalse();
        pass(2);
        Files.writeString(file, "ab");
        assertThat(settling.isOver(file)).isFalse();
        pass(2);
        assertThat(settling.isOver(file)).isFalse();
        pass(1);
        assertThat(settling.isOver(file)).isTrue();
    }

    @Test
    void acceptsAFileWhateverItsDate(@TempDir Path directory) throws IOException {
        Path file = Files.writeString(directory.resolve("file"), "a");
        Files.setLastModifiedTime(file, FileTime.from(Instant.parse("2199-01-01T00:00:00Z")));
        assertThat(settling.isOver(file)).isFalse();
        pass(3);
        assertThat(settling.isOver(file)).isTrue();
    }

    private void pass(int seconds) {
        nanos.addAndGet(Duration.ofSeconds(seconds).toNanos());
    }
}
