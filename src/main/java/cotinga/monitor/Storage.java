package cotinga.monitor;

import cotinga.base.DiskReserve;
import cotinga.store.sql.Backups;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.TreeMap;
import java.util.function.ToLongFunction;

/** The directories that Cotinga writes to, which may be on disks that fail or hang. */
public final class Storage {
    private final Map<String, Path> directories;
    private final ToLongFunction<Path> freeBytes;
    private final DiskReserve reserve;
    private final Optional<Backups> backups;

    /**
     * The directories.
     *
     * @param directories by the names of their settings
     * @param freeBytes the usable bytes of the disk of a directory; throws an {@link UncheckedIOException} if they cannot be read
     * @param reserve what must stay free
     * @param backups empty when this process makes none
     */
    public Storage(
            Map<String, Path> directories,
            ToLongFunction<Path> freeBytes,
            DiskReserve reserve,
            Optional<Backups> backups) {
        this.directories = new TreeMap<>(directories);
        this.freeBytes = freeBytes;
        this.reserve = reserve;
        this.backups = backups;
    }

    /**
     * Reads their state, which takes as long as the disks take to answer.
     *
     * @throws UncheckedIOException if the backups cannot be read
     */
    public StorageState read() {
        Map<String, Observation.Disk> disks = new TreeMap<>();
        directories.forEach((name, directory) -> disks.put(name, disk(directory)));
        return new StorageState(disks, backups.map(Backups::state));
    }

    private Observation.Disk disk(Path directory) {
        OptionalLong free;
        try {
            free = OptionalLong.of(freeBytes.applyAsLong(directory));
        } catch (UncheckedIOException unreadable) { // a condition says so
            free = OptionalLong.empty();
        }
        return new Observation.Disk(free, reserve.bytes());
    }
}
