package cotinga.upkeep;

import cotinga.base.DiskReserve;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
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
    private final Collection<Path> directories;
    private final Limits limits;
    private final Shortage ofHeap = new Shortage();
    private final Shortage ofDisk = new Shortage();

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
     * @param directories where background work writes
     */
    public ResourceGuard(DoubleSupplier heap, Runnable collection, Collection<Path> directories, Limits limits) {
        this.heap = heap;
        this.collection = collection;
        this.directories = List.copyOf(directories);
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

    /** Checks the resources. */
    public synchronized void check() {
        boolean before = isShort();
        List<String> found = new ArrayList<>();
        double used = heap.getAsDouble();
        if (ofHeap.check(used > limits.heap())) {
            found.add(String.format(
                    Locale.ROOT,
                    "%.0f %% of the heap are in use after a garbage collection, expected at most %.0f %%; increase -Xmx",
                    100 * used,
                    100 * limits.heap()));
            if (ofHeap.checks % CHECKS_TO_COLLECT == 0) {
                collection.run();
            }
        }
        List<String> full = fullDisks();
        found.addAll(full);
        ofDisk.check(!full.isEmpty());
        if (isShort() && !before) {
            LOG.warn("Background work is reduced: {}", String.join("; ", found));
        } else if (before && !isShort()) {
            LOG.info("Background work is no longer reduced");
        }
    }

    private List<String> fullDisks() {
        List<String> full = new ArrayList<>();
        for (Path directory : directories) {
            try {
                long free = DiskReserve.free(directory);
                if (free < limits.disk()) {
                    full.add(String.format(
                            Locale.ROOT,
                            "%,d bytes are free on the disk of %s, expected at least %,d; free disk space",
                            free,
                            directory,
                            limits.disk()));
                }
            } catch (UncheckedIOException e) {
                LOG.debug("{}, so it is not known whether its disk is full", e.getMessage());
            }
        }
        return full;
    }
}
