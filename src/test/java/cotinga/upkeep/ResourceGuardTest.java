package cotinga.upkeep;

import static org.assertj.core.api.Assertions.assertThat;

import cotinga.flow.LogWatch;
import cotinga.upkeep.ResourceGuard.Limits;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.logging.log4j.Level;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ResourceGuardTest {
    private static final long MORE_THAN_ANY_DISK = Long.MAX_VALUE;

    private final Path directory;
    private final AtomicReference<Double> heap = new AtomicReference<>(0.5);

    ResourceGuardTest(@TempDir Path directory) {
        this.directory = directory;
    }

    @Test
    void allowsTheUsualNumberOfTasksWhileThereIsRoom() {
        assertThat(guard(1).parallel(8)).isEqualTo(8);
    }

    @Test
    void allowsOneTaskWhileTheHeapIsFullAfterACollection() {
        ResourceGuard guard = guard(1);

        heap.set(0.86);
        assertThat(guard.parallel(8)).isOne();

        heap.set(0.85);
        assertThat(guard.parallel(8)).isEqualTo(8);
    }

    @Test
    void allowsOneTaskWhileTheDiskIsFull() {
        assertThat(guard(MORE_THAN_ANY_DISK).parallel(8)).isOne();
    }

    @Test
    void logsTheBeginningAndTheEndOfAShortageOnce() {
        ResourceGuard guard = guard(1);
        LogWatch log = new LogWatch(Level.INFO);
        log.begin();

        heap.set(0.9);
        guard.parallel(2);
        guard.parallel(2);
        heap.set(0.5);
        guard.parallel(2);
        guard.parallel(2);
        log.end();

        assertThat(log.errors())
                .containsExactly(
                        "cotinga.upkeep.ResourceGuard: Background work is reduced: 90 % of the heap are in use after a garbage collection, expected at most 85 %;"
                                + " increase -Xmx. Caches are not warmed, files are written and prices are downloaded one after the"
                                + " other null",
                        "cotinga.upkeep.ResourceGuard: Background work is no longer reduced null");
    }

    @Test
    void knowsTheUseOfTheHeapAfterACollection() {
        System.gc();

        assertThat(HeapSpace.usedAfterCollection()).isBetween(0.001, 0.999);
    }

    @Test
    void saysHowMuchMemoryIsMissing() {
        assertThat(HeapSpace.shortage(96L << 20))
                .hasValue(
                        "Found a maximum heap of 96 MB, expected at least 128 MB; set -Xmx256m (in COTINGA_JAVA_OPTS, or before"
                                + " -jar), or give the container more memory");
        assertThat(HeapSpace.shortage(123L << 20)).isEmpty();
    }

    private ResourceGuard guard(long disk) {
        return new ResourceGuard(heap::get, List.of(directory), new Limits(0.85, disk));
    }
}
