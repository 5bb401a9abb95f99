package cotinga.upkeep;

import cotinga.base.DiskReserve;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.function.DoubleSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Decides whether background work is reduced because memory or disk space is short, so that requests do not suffer. Logs when the
 * shortage begins and when it ends.
 */
public final class ResourceGuard {
    private static final Logger LOG = LoggerFactory.getLogger(ResourceGuard.class);

    private final DoubleSupplier heap;
    private final Collection<Path> directories;
    private final Limits limits;
    private boolean isShort;

    /**
     * The limits beyond which background work is reduced.
     *
     * @param heap the largest share of the heap that may be in use after a garbage collection
     * @param disk the least number of free bytes on each disk
     */
    public record Limits(double heap, long disk) {}

    /**
     * @param heap the share of the heap that was in use after the last garbage collection
     * @param directories where background work writes
     */
    public ResourceGuard(DoubleSupplier heap, Collection<Path> directories, Limits limits) {
        this.heap = heap;
        this.directories = List.copyOf(directories);
        this.limits = limits;
    }

    /** The number of tasks of one kind that may run at the same time: as many as usual, or one while resources are short. */
    public int parallel(int usual) {
        return isShort() ? 1 : usual;
    }

    /** Whether memory or disk space is short. */
    public synchronized boolean isShort() {
        List<String> shortages = shortages();
        if (!shortages.isEmpty() && !isShort) {
            LOG.warn(
                    "Background work is reduced: {}. Caches are not warmed, files are written and prices are downloaded one after the"
                            + " other",
                    String.join("; ", shortages));
        } else if (shortages.isEmpty() && isShort) {
            LOG.info("Background work is no longer reduced");
        }
        isShort = !shortages.isEmpty();
        return isShort;
    }

    private List<String> shortages() {
        List<String> found = new ArrayList<>();
        double used = heap.getAsDouble();
        if (used > limits.heap()) {
            found.add(String.format(
                    Locale.ROOT,
                    "%.0f %% of the heap are in use after a garbage collection, expected at most %.0f %%; increase -Xmx",
                    100 * used,
                    100 * limits.heap()));
        }
        for (Path directory : directories) {
            long free = DiskReserve.free(directory);
            if (free < limits.disk()) {
                found.add(String.format(
                        Locale.ROOT,
                        "%,d bytes are free on the disk of %s, expected at least %,d; free disk space",
                        free,
                        directory,
                        limits.disk()));
            }
        }
        return found;
    }
}
