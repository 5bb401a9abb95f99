package cotinga.upkeep;

import java.lang.management.ManagementFactory;
import java.lang.management.MemoryPoolMXBean;
import java.lang.management.MemoryType;
import java.lang.management.MemoryUsage;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/** The memory of the Java heap. */
public final class HeapSpace {
    /** What {@code -Xmx128m} leaves: a collector may keep a part of the heap for itself. */
    private static final long LEAST = 112L << 20;

    private HeapSpace() {}

    /** Collects the garbage of the whole heap, which stops all threads for a moment. */
    public static void collect() {
        ManagementFactory.getMemoryMXBean().gc();
    }

    /**
     * What is wrong with a heap that is too small for a service over a store of five years; empty if it is not.
     *
     * @param most the maximum size of the heap in bytes
     */
    public static Optional<String> shortage(long most) {
        return most >= LEAST
                ? Optional.empty()
                : Optional.of(String.format(
                        Locale.ROOT,
                        "Found a maximum heap of %d MB, expected at least 128 MB; set -Xmx256m (in COTINGA_JAVA_OPTS, or before -jar),"
                                + " or give the container more memory",
                        most >> 20));
    }

    /**
     * The share of the heap's long-lived part that was in use after the last garbage collection of this part; 0 before the first one. Unlike
     * the present use, it included no garbage then.
     */
    public static double usedAfterCollection() {
        List<MemoryUsage> longLived = ManagementFactory.getMemoryPoolMXBeans().stream()
                .filter(pool -> pool.getType() == MemoryType.HEAP)
                .filter(MemoryPoolMXBean::isUsageThresholdSupported) // not those of new objects
                .flatMap(pool -> Stream.ofNullable(pool.getCollectionUsage()))
                .toList();
        long most = longLived.stream().mapToLong(MemoryUsage::getMax).sum();
        long used = longLived.stream().mapToLong(MemoryUsage::getUsed).sum();
        return most > 0 ? (double) used / most : 0;
    }
}
