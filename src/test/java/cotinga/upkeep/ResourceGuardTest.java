package cotinga.upkeep;

import static org.assertj.core.api.Assertions.assertThat;

import cotinga.flow.LogWatch;
import cotinga.upkeep.ResourceGuard.Limits;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.logging.log4j.Level;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ResourceGuardTest {
    private static final long MORE_THAN_ANY_DISK = Long.MAX_VALUE;

    private final Path directory;
    private final AtomicReference<Double> heap = new AtomicReference<>(0.5);
    private final AtomicInteger collections = new AtomicInteger();

    ResourceGuardTest(@TempDir Path directory) {
        this.directory = directory;
    }

    @Test
    void findsNoShortageWhileThereIsRoom() {
        ResourceGuard guard = guard(1);
        guard.check();

        assertThat(guard.isShort()).isFalse();
    }

    @Test
    void findsTheHeapShortUntilFourChecksDoNot() {
        ResourceGuard guard = guard(1);

        heap.set(0.86);
        guard.check();
        assertThat(guard.isShort()).isTrue();
        assertThat(guard.isHeapShort()).isTrue();

        heap.set(0.85);
        for (int check = 0; check < 3; check++) {
            guard.check();
            assertThat(guard.isHeapShort()).isTrue();
        }
        guard.check();
        assertThat(guard.isShort()).isFalse();
    }

    @Test
    void findsADiskShortWithoutTheHeap() {
        ResourceGuard guard = guard(MORE_THAN_ANY_DISK);
        guard.check();

        assertThat(guard.isShort()).isTrue();
        assertThat(guard.isHeapShort()).isFalse();
    }

    @Test
    void confirmsALongShortageOfTheHeapByACollection() {
        ResourceGuard guard = guard(1);
        heap.set(0.9);

        for (int check = 1; check < 20; check++) {
            guard.check();
        }
        assertThat(collections).hasValue(0);

        guard.check();
        assertThat(collections).hasValue(1);
    }

    @Test
    void logsTheBeginningAndTheEndOfAShortageOnce() {
        ResourceGuard guard = guard(1);
        LogWatch log = new LogWatch(Level.INFO);
        log.begin();

        heap.set(0.9);
        guard.check();
        guard.check();
        heap.set(0.5);
        for (int check = 0; check < 8; check++) {
            guard.check();
        }
        log.end();

        assertThat(log.errors())
                .containsExactly(
                        "cotinga.upkeep.ResourceGuard: Background work is reduced: 90 % of the heap are in use after a garbage collection,"
                                + " expected at most 85 %; increase -Xmx null",
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
        return new ResourceGuard(heap::get, collections::incrementAndGet, List.of(directory), new Limits(0.85, disk));
    }
}
