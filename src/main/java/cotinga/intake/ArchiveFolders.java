package cotinga.intake;

import cotinga.base.DiskReserve;
import cotinga.base.FolderFiles;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The downloaded files below the data directory. {@code incoming} has downloads in progress, {@code archives} the newest accepted edition
 * of each archive, {@code archives/earlier} its earlier editions, and {@code rejected} downloads that could not be used.
 */
public final class ArchiveFolders {
    private static final String INCOMING = "incoming";
    private static final String ACCEPTED = "archives";
    private static final String EARLIER = "earlier";
    private static final String REJECTED = "rejected";

    private static final DateTimeFormatter MOMENT =
            DateTimeFormatter.ofPattern("yyyyMMdd'T'HHmmss'Z'", Locale.ROOT).withZone(ZoneOffset.UTC);
    private static final Pattern EARLIER_NAME = Pattern.compile("(?<stem>.+)-\\d{8}T\\d{6}Z(?<ending>\\.[a-z]+)?");

    private final Path dataDirectory;
    private final DiskReserve reserve;
    private final Clock clock;

    /** @param reserve the disk space that must be free before a download or a load */
    public ArchiveFolders(Path dataDirectory, DiskReserve reserve, Clock clock) {
        this.dataDirectory = dataDirectory;
        this.reserve = reserve;
        this.clock = clock;
    }

    /**
     * Requires enough disk space for a download or a load.
     *
     * @throws UncheckedIOException if there is too little space
     */
    public void requireFreeSpace() {
        reserve.require(dataDirectory);
    }

    /** Whether there is enough disk space for a download or a load. */
    boolean hasFreeSpace() {
        try {
            requireFreeSpace();
            return true;
        } catch (UncheckedIOException tooLittle) {
            return false;
        }
    }

    /** The path of a download until it is accepted or rejected. */
    Path incoming(String name) {
        return dataDirectory.resolve(INCOMING).resolve(name);
    }

    /** The same path; creates its folder. */
    Path toIncoming(String name) throws IOException {
        Files.createDirectories(dataDirectory.resolve(INCOMING));
        return incoming(name);
    }

    /** Whether {@code archives} has a file. */
    boolean holds(String name) {
        return Files.exists(dataDirectory.resolve(ACCEPTED).resolve(name));
    }

    /** Whether {@code archives} has the content of a download. */
    boolean holdsIncoming(String name) throws IOException {
        Path accepted = dataDirectory.resolve(ACCEPTED).resolve(name);
        return Files.exists(accepted) && Files.mismatch(accepted, incoming(name)) < 0;
    }

    /** Moves a download to {@code archives} as the newest edition; the previous edition moves to {@code archives/earlier}. */
    public void accept(String name) throws IOException {
        Path accepted = Files.createDirectories(dataDirectory.resolve(ACCEPTED)).resolve(name);
        if (Files.exists(accepted) && !holdsIncoming(name)) {
            Instant downloaded = Files.getLastModifiedTime(accepted).toInstant();
            moveToEarlier(accepted, name, downloaded);
        }
        FolderFiles.move(incoming(name), accepted);
    }

    /** Moves a download that is older than the newest edition to {@code archives/earlier}, named after its date and time. */
    public void acceptEarlier(String name, Instant moment) throws IOException {
        moveToEarlier(incoming(name), name, moment);
    }

    /** Sets the modification time to now, so that the retention starts now. */
    private void moveToEarlier(Path file, String name, Instant moment) throws IOException {
        Path earlier = Files.createDirectories(earlier()).resolve(earlierName(name, moment));
        Files.setLastModifiedTime(file, FileTime.from(clock.instant()));
        FolderFiles.move(file, earlier);
    }

    /** Moves a download that cannot be used to {@code rejected}, for inspection. */
    void reject(String name) throws IOException {
        if (Files.exists(incoming(name))) {
            FolderFiles.move(
                    incoming(name),
                    Files.createDirectories(dataDirectory.resolve(REJECTED)).resolve(name));
        }
    }

    /** Deletes an incomplete download. */
    void discard(String name) throws IOException {
        Files.deleteIfExists(incoming(name));
    }

    /** The downloads that a killed process left incomplete. */
    public List<Path> unfinished() {
        return FolderFiles.list(dataDirectory.resolve(INCOMING));
    }

    /** Removes rejected downloads that are older than a moment; returns how many. */
    public int removeRejectedBefore(Instant moment) {
        return (int) FolderFiles.list(dataDirectory.resolve(REJECTED)).stream()
                .filter(file -> isBefore(file, moment))
                .filter(FolderFiles::remove)
                .count();
    }

    /**
     * Removes editions that were replaced before a moment, but never the newest edition of an archive; returns how many.
     */
    public int removeEarlierBefore(Instant moment) {
        Set<String> newer = new HashSet<>();
        FolderFiles.list(dataDirectory.resolve(ACCEPTED))
                .forEach(file -> newer.add(file.getFileName().toString()));
        int removed = 0;
        List<Path> newestFirst = FolderFiles.list(earlier()).stream()
                .sorted((one, other) -> other.getFileName().compareTo(one.getFileName()))
                .toList();
        for (Path file : newestFirst) {
            Matcher name = EARLIER_NAME.matcher(file.getFileName().toString());
            boolean hasNewer = name.matches()
                    && !newer.add(name.group("stem") + (name.group("ending") == null ? "" : name.group("ending")));
            if (hasNewer && isBefore(file, moment) && FolderFiles.remove(file)) {
                removed++;
            }
        }
        return removed;
    }

    private Path earlier() {
        return dataDirectory.resolve(ACCEPTED).resolve(EARLIER);
    }

    /** The name of an earlier edition of {@code deacot2026.zip} is {@code deacot2026-20261120T204501Z.zip}. */
    private static String earlierName(String name, Instant downloaded) {
        int dot = name.lastIndexOf('.');
        String stem = dot < 0 ? name : name.substring(0, dot);
        return stem + "-" + MOMENT.format(downloaded) + name.substring(stem.length());
    }

    private static boolean isBefore(Path file, Instant moment) {
        try {
            return Files.getLastModifiedTime(file).toInstant().isBefore(moment);
        } catch (NoSuchFileException goneMeanwhile) {
            return false;
        } catch (IOException e) {
            throw new UncheckedIOException("the modification time of " + file + " cannot be read", e);
        }
    }
}
