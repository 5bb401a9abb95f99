package cotinga.recovery;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** A small file system in memory that can be enlarged. Only the superuser of a Linux machine can mount it. */
public final class SmallDisk implements AutoCloseable {
    private static final String PLENTY = "2g";

    private final Path directory;
    private final boolean there;

    private SmallDisk(Path directory, boolean there) {
        this.directory = directory;
        this.there = there;
    }

    /** Mounts it over a new directory. */
    public static SmallDisk mount(Path directory, long bytes) throws IOException {
        Files.createDirectories(directory);
        return new SmallDisk(
                directory, succeeds("mount", "-t", "tmpfs", "-o", "size=" + bytes, "tmpfs", directory.toString()));
    }

    /** Whether it could be mounted. */
    public boolean isThere() {
        return there;
    }

    /** Enlarges it. */
    public void grow() throws IOException {
        if (!succeeds("mount", "-o", "remount,size=" + PLENTY, directory.toString())) {
            throw new IOException(directory + " cannot be given more space");
        }
    }

    @Override
    public void close() throws IOException {
        if (there && !succeeds("umount", directory.toString())) {
            throw new IOException(directory + " cannot be unmounted");
        }
    }

    private static boolean succeeds(String... command) {
        try {
            Process process = new ProcessBuilder(List.of(command))
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .start();
            return process.waitFor(10, TimeUnit.SECONDS) && process.exitValue() == 0;
        } catch (IOException noSuchCommand) {
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }
}
