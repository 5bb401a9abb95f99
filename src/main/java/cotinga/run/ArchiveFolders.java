package cotinga.run;

import cotinga.report.DiskReserve;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
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
import java.util.stream.Stream;

/**
 * The downloaded files below the data directory: {@code incoming} while they are under way, {@code archives} with the newest accepted
 * edition of each, {@code archives/earlier} with the editions before it, {@code refused} with what could not be used.
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

    /** @param reserve what must be free before anything is downloaded or stored */
    public ArchiveFolders(Path dataDirectory, DiskReserve reserve, Clock clock) {
        this.dataDirectory = dataDirectory;
        this.reserve = reserve;
        this.clock = clock;
    }

    /**
     * Lets those pass who will download or store something.
     *
     * @throws UncheckedIOException when there is too little room for it
     */
    public void requireRoom() {
        reserve.require(dataDirectory);
    }

    /** Whether there is room to download or store something. */
    boolean hasRoom() {
        try {
            requireRoom();
            return true;
        } catch (UncheckedIOException tooLittle) {
            return false;
        }
    }

    /** Where a download of this name lies until it is accepted or refused. */
    Path incoming(String name) {
        return dataDirectory.resolve(INCOMING).resolve(name);
    }

    /** The same, for whoever is about to write there. */
    Path toIncoming(String name) throws IOException {
        Files.createDirectories(dataDirectory.resolve(INCOMING));
        return incoming(name);
    }

    /** Keeps a download as the newest edition of its archive; the one before it stays among the earlier ones. */
    void accept(String name) throws IOException {
        Path accepted = Files.createDirectories(dataDirectory.resolve(ACCEPTED)).resolve(name);
        if (Files.exists(accepted) && Files.mismatch(accepted, incoming(name)) >= 0) {
            Instant downloaded = Files.getLastModifiedTime(accepted).toInstant();
            moveToEarlier(accepted, name, downloaded);
        }
        move(incoming(name), accepted);
    }

    /** Keeps a download that is older than the newest edition of its archive among the earlier ones, named after its moment. */
    void acceptEarlier(String name, Instant moment) throws IOException {
        moveToEarlier(incoming(name), name, moment);
    }

    /** Its age counts from now. */
    private void moveToEarlier(Path file, String name, Instant moment) throws IOException {
        Path earlier = Files.createDirectories(earlier()).resolve(earlierName(name, moment));
        Files.setLastModifiedTime(file, FileTime.from(clock.instant()));
        move(file, earlier);
    }

    /** Keeps a download that cannot be used for a look. */
    void reject(String name) throws IOException {
        if (Files.exists(incoming(name))) {
            move(
                    incoming(name),
                    Files.createDirectories(dataDirectory.resolve(REJECTED)).resolve(name));
        }
    }

    /** Gives a download up that says nothing of its file. */
    void discard(String name) throws IOException {
        Files.deleteIfExists(incoming(name));
    }

    /** The files that a dead process left under way. */
    List<Path> unfinished() {
        return files(dataDirectory.resolve(INCOMING));
    }

    /** Removes refused downloads that are older than a moment; answers how many. */
    int removeRejectedBefore(Instant moment) {
        return (int) files(dataDirectory.resolve(REJECTED)).stream()
                .filter(file -> isBefore(file, moment))
                .filter(ArchiveFolders::remove)
                .count();
    }

    /**
     * Removes editions that were replaced before a moment, but never the newest one of an archive, wherever it lies; answers how many.
     */
    int removeEarlierBefore(Instant moment) {
        Set<String> newer = new HashSet<>();
        files(dataDirectory.resolve(ACCEPTED))
                .forEach(file -> newer.add(file.getFileName().toString()));
        int removed = 0;
        List<Path> newestFirst = files(earlier()).stream()
                .sorted((one, other) -> other.getFileName().compareTo(one.getFileName()))
                .toList();
        for (Path file : newestFirst) {
            Matcher name = EARLIER_NAME.matcher(file.getFileName().toString());
            boolean hasNewer = name.matches()
                    && !newer.add(name.group("stem") + (name.group("ending") == null ? "" : name.group("ending")));
            if (hasNewer && isBefore(file, moment) && remove(file)) {
                removed++;
            }
        }
        return removed;
    }

    private Path earlier() {
        return dataDirectory.resolve(ACCEPTED).resolve(EARLIER);
    }

    /** {@code deacot2026.zip} downloaded at some moment is {@code deacot2026-20261120T204501Z.zip}. */
    private static String earlierName(String name, Instant downloaded) {
        int dot = name.lastIndexOf('.');
        String stem = dot < 0 ? name : name.substring(0, dot);
        return stem + "-" + MOMENT.format(downloaded) + name.substring(stem.length());
    }

    private static void move(Path file, Path target) throws IOException {
        Files.move(file, target, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
    }

    private static boolean isBefore(Path file, Instant moment) {
        try {
            return Files.getLastModifiedTime(file).toInstant().isBefore(moment);
        } catch (NoSuchFileException goneMeanwhile) {
            return false;
        } catch (IOException e) {
            throw new UncheckedIOException(file + " does not tell its age", e);
        }
    }

    /** Whether the file was there. */
    static boolean remove(Path file) {
        try {
            return Files.deleteIfExists(file);
        } catch (IOException e) {
            throw new UncheckedIOException(file + " cannot be removed", e);
        }
    }

    /** The files in a folder; none without it. */
    static List<Path> files(Path folder) {
        if (!Files.isDirectory(folder)) {
            return List.of();
        }
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(Files::isRegularFile).toList();
        } catch (IOException e) {
            throw new UncheckedIOException(folder + " cannot be listed", e);
        }
    }
}
