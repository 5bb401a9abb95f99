package cotinga.base;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;

/**
 * Free disk space that large writes must leave, so that running work and the database can complete.
 *
 * @param bytes the number of bytes to keep free
 */
public record DiskReserve(long bytes) {
    /**
     * The usable bytes of the disk on which a directory is or will be.
     *
     * @throws UncheckedIOException if they cannot be read
     */
    public static long free(Path directory) {
        Path existing = directory.toAbsolutePath();
        while (existing.getParent() != null && !Files.exists(existing)) {
            existing = existing.getParent();
        }
        try {
            return Files.getFileStore(existing).getUsableSpace();
        } catch (IOException e) {
            throw new UncheckedIOException("the free space of " + directory + " cannot be read", e);
        }
    }

    /**
     * Checks the free space before a write into a directory.
     *
     * @throws UncheckedIOException if less than the reserve is free
     */
    public void require(Path directory) {
        require(directory, 0);
    }

    /**
     * Checks the free space before a write of {@code needed} bytes into a directory.
     *
     * @throws UncheckedIOException if less than that plus the reserve is free
     */
    public void require(Path directory, long needed) {
        try {
            long free = Files.getFileStore(directory).getUsableSpace();
            if (free < needed + bytes) {
                throw new IOException(String.format(
                        Locale.ROOT,
                        "found %,d bytes free, expected at least %,d, including cotinga.data.reserve of %,d; free disk space",
                        free,
                        needed + bytes,
                        bytes));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(directory + " has too little free space", e);
        }
    }
}
