package cotinga.report;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;

/**
 * Room on disk that nothing large is begun without, so that what is under way, and the database in all it notes, comes to its end.
 *
 * @param bytes how much is to be free
 */
public record DiskReserve(long bytes) {
    /**
     * Lets those pass who will write into a directory.
     *
     * @throws UncheckedIOException when less than the reserve is free there
     */
    public void require(Path directory) {
        require(directory, 0);
    }

    /**
     * Lets those pass who will write so many bytes into a directory.
     *
     * @throws UncheckedIOException when less than that and the reserve is free there
     */
    public void require(Path directory, long needed) {
        try {
            long free = Files.getFileStore(directory).getUsableSpace();
            if (free < needed + bytes) {
                throw new IOException(String.format(
                        Locale.ROOT,
                        "found %,d bytes free, expected at least %,d, of which cotinga.data.reserve are %,d; make room",
                        free,
                        needed + bytes,
                        bytes));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(directory + " has too little room", e);
        }
    }
}
