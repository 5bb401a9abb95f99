package cotinga.monitor;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.DoubleSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Decides whether background work is reduced because memory or disk space is short, so that requests do not suffer. Remembers the result of
 * the last check, and logs when a shortage begins and when it has ended.
 */
public final class ResourceGuard {
    private static final Logger LOG = LoggerFactory.getLogger(ResourceGuard.class);

    /** A shortage has ended when this many checks in a row do not find it. */
    private static final int CHECKS_TO_END = 4;

    /** A shortage of the heap is confirmed by a garbage collection after this many checks, as there may be none in an idle service. */
    private static final int CHECKS_TO_COLLECT = 20;

    private final DoubleSupplier heap;
    private final Runnable collection;
    private final Set<String> directories;
    private final Limits limits;
    private final Shortage ofHeap = new Shortage();
    private final Shortage ofDisk = new Shortage();
    private volatile Optional<String> found = Optional.empty();

    /**
     * The limits beyond which background work is reduced.
     *
     * @param heap the largest share of the heap that may be in use after a garbage collection
     * @param disk the least number of free bytes on each disk
     */
    public record Limits(double heap, long disk) {}

    /** A shortage of one resource. */
    private static final class Shortage {
        private volatile boolean isPresent;
        private int checks;
        private int absences;

        private boolean check(boolean isFound) {
            absences = isFound ? 0 : absences + 1;
            isPresent = isFound || (isPresent && absences < CHECKS_TO_END);
            checks = isPresent ? checks + 1 : 0;
            return isPresent;
        }
    }

    /**
     * A guard that has not checked anything yet, and so knows of no shortage.
     *
     * @param heap the share of the heap that was in use after the last garbage collection
     * @param collection collects the garbage now
     * @param directories where background work writes, by the names of their settings
     */
    public ResourceGuard(DoubleSupplier heap, Runnable collection, Set<String> directories, Limits limits) {
        this.heap = heap;
        this.collection = collection;
        this.directories = Set.copyOf(directories);
        this.limits = limits;
    }

    /** Whether memory or disk space was short at the last check. */
    public boolean isShort() {
        return ofHeap.isPresent || ofDisk.isPresent;
    }

    /** Whether memory was short at the last check. */
    public boolean isHeapShort() {
        return ofHeap.isPresent;
    }

    /** What is short, as last found; empty if nothing is. */
    public Optional<String> shortage() {
        return found;
    }

    /** Checks the heap, and what was read about disks. */
    public synchronized void check(Map<String, Observation.Disk> disks) {
        boolean before = isShort();
        List<String> now = new ArrayList<>();
        double used = heap.getAsDouble();
        if (ofHeap.check(used > limits.heap())) {
            now.add(String.format(
                    Locale.ROOT,
                    "%.0f %% of the heap are in use after a garbage collection, expected at most %.0f %%; increase -Xmx",
                    100 * used,
                    100 * limits.heap()));
            if (ofHeap.checks % CHECKS_TO_COLLECT == 0) {
                collection.run();
            }
        }
        List<String> full = fullDisks(disks);
        now.addAll(full);
        ofDisk.check(!full.isEmpty());
        if (!isShort()) {
            found = Optional.empty();
        } else if (!now.isEmpty()) {
            found = Optional.of(String.join("; ", now));
        }
        if (isShort() && !before) {
            LOG.warn("Background work is reduced: {}", found.orElse(""));
        } else if (before && !isShort()) {
            LOG.info("Background work is no longer reduced");
        }
    }

    private List<String> fullDisks(Map<String, Observation.Disk> disks) {
        List<String> full = new ArrayList<>();
        disks.forEach((name, disk) -> {
            long free = disk.freeBytes().orElse(Long.MAX_VALUE); // one that cannot be read is a condition of its own
            if (directories.contains(name) && free < limits.disk()) {
                full.add(String.format(
                        Locale.ROOT,
                        "%,d bytes are free for the %s directory, expected at least %,d (cotinga.background.free-disk); free disk space",
                        free,
                        name,
                        limits.disk()));
            }
        });
        return full;
    }
}
