package cotinga.monitor;

import static org.assertj.core.api.Assertions.assertThat;

import cotinga.flow.LogWatch;
import cotinga.monitor.ResourceGuard.Limits;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.logging.log4j.Level;
import org.junit.jupiter.api.Test;

class ResourceGuardTest {
    private static final long LEAST_FREE = 1_000;

    private final AtomicReference<Double> heap = new AtomicReference<>(0.5);
    private final AtomicInteger collections = new AtomicInteger();

    private final ResourceGuard guard = new ResourceGuard(
            heap::get, collections::incrementAndGet, Set.of("data", "export"), new Limits(0.85, LEAST_FREE));

    @Test
    void findsNoShortageWhileThereIsRoom() {
        check();

        assertThat(guard.isShort()).isFalse();
    }

    @Test
    void findsTheHeapShortUntilFourChecksDoNot() {
        heap.set(0.86);
        check();
        assertThat(guard.isShort()).isTrue();
        assertThat(guard.isHeapShort()).isTrue();

        heap.set(0.85);
        for (int check = 0; check < 3; check++) {
            check();
            assertThat(guard.isHeapShort()).isTrue();
        }
        check();
        assertThat(guard.isShort()).isFalse();
    }

    @Test
    void findsADiskShortWithoutTheHeap() {
        guard.check(Map.of("data", disk(LEAST_FREE), "export", disk(LEAST_FREE - 1)));

        assertThat(guard.isShort()).isTrue();
        assertThat(guard.isHeapShort()).isFalse();
        assertThat(guard.shortage())
                .contains("999 bytes are free for the export directory, expected at least 1,000"
                        + " (cotinga.background.free-disk); free disk space");
    }

    @Test
    void confirmsALongShortageOfTheHeapByACollection() {
        heap.set(0.9);

        for (int check = 1; check < 20; check++) {
            check();
        }
        assertThat(collections).hasValue(0);

        check();
        assertThat(collections).hasValue(1);
    }

    @Test
    void logsTheBeginningAndTheEndOfAShortageOnce() {
        LogWatch log = new LogWatch(Level.INFO);
        log.begin();

        heap.set(0.9);
        check();
        check();
        heap.set(0.5);
        for (int check = 0; check < 8; check++) {
            check();
        }
        log.end();

        assertThat(log.errors())
                .containsExactly(
                        "cotinga.monitor.ResourceGuard: Background work is reduced: 90 % of the heap are in use after a garbage collection,"
                                + " expected at most 85 %; increase -Xmx",
                        "cotinga.monitor.ResourceGuard: Background work is no longer reduced");
    }

    @Test
    void ignoresDisksThatBackgroundWorkDoesNotUseOrThatCannotBeRead() {
        guard.check(Map.of("backup", disk(1), "export", new Observation.Disk(OptionalLong.empty(), 1)));

        assertThat(guard.isShort()).isFalse();
        assertThat(guard.shortage()).isEmpty();
    }

    private void check() {
        guard.check(Map.of("data", disk(LEAST_FREE)));
    }

    private static Observation.Disk disk(long freeBytes) {
        return new Observation.Disk(OptionalLong.of(freeBytes), 1);
    }
}
