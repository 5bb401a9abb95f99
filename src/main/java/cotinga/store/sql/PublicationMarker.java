package cotinga.store.sql;

import cotinga.base.FolderFiles;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A small file beside the database's file that records the last published data version. It is written after the publication is on
 * disk, so it never states more than the database contains. A database with an older version has lost data.
 */
public final class PublicationMarker {
    private static final Logger LOG = LoggerFactory.getLogger(PublicationMarker.class);

    private static final Pattern CONTENT =
            Pattern.compile("(?:#[^\\n]*\\n)*version=(?<version>\\d{1,18})\\n(?:published-at=(?<at>[^\\n]+)\\n)?");

    private final Optional<Path> file;

    /**
     * A version that the database contains or contained.
     *
     * @param version 0 before the first publication
     * @param publishedAt when it was published; empty before the first
     */
    record Published(long version, Optional<Instant> publishedAt) {
        static final Published NOTHING = new Published(0, Optional.empty());

        /** As part of a sentence: "data version 3 was published at 2026-11-20T20:30:00Z". */
        String words() {
            return "data version " + version
                    + publishedAt.map(moment -> " was published at " + moment).orElse("");
        }
    }

    public PublicationMarker(Optional<Path> file) {
        this.file = file;
    }

    /** The marker of the database that a URL names; it does nothing when the database is not a local file. */
    public static PublicationMarker of(String url) {
        return new PublicationMarker(DatabaseFile.of(url).map(DatabaseFile::marker));
    }

    /** The recorded version; empty when there is no file. */
    Optional<Published> read() {
        if (file.isEmpty() || !Files.exists(file.get())) {
            return Optional.empty();
        }
        String doing = "read which data version was published last";
        try {
            String text = Files.readString(file.get());
            Matcher content = CONTENT.matcher(text);
            if (!content.matches()) {
                throw unreadable(doing, text, null);
            }
            Optional<Instant> moment = Optional.ofNullable(content.group("at")).map(at -> moment(doing, text, at));
            return Optional.of(new Published(Long.parseLong(content.group("version")), moment));
        } catch (IOException e) {
            throw new StoreException(doing, e);
        }
    }

    private Instant moment(String doing, String text, String at) {
        try {
            return Instant.parse(at);
        } catch (DateTimeException e) {
            throw unreadable(doing, text, e);
        }
    }

    private StoreException unreadable(String doing, String text, @Nullable Exception cause) {
        return new StoreException(
                doing,
                "found '" + text.strip() + "' in " + file.orElseThrow()
                        + ", expected version=… and published-at=…; if the database beside it is complete, remove this file"
                        + " and start Cotinga again",
                cause);
    }

    /** Records that a version was published. */
    void write(Published published) {
        if (file.isEmpty()) {
            return;
        }
        try {
            DurableFiles.write(
                    file.get(),
                    "# Written by Cotinga with each publication: the database beside this file holds this data version, or a\n"
                            + "# later one. Restoring a backup: see docs/operations.md.\n"
                            + "version=" + published.version() + "\n"
                            + published
                                    .publishedAt()
                                    .map(moment -> "published-at=" + moment + "\n")
                                    .orElse(""));
        } catch (IOException e) {
            throw new StoreException("write " + file.get(), e);
        }
    }

    /** Records a publication that is committed. A failure to write the file is logged and does not affect the publication. */
    public void writeAfter(long version, Instant createdAt) {
        try {
            write(new Published(version, Optional.of(createdAt)));
        } catch (StoreException e) {
            LOG.error(
                    "Data version {} is published, but a loss of the database would not be noticed: {}; the next"
                            + " publication or start tries again",
                    version,
                    e.getMessage());
        }
    }

    /** Removes the unfinished file of a process that died. */
    void removeUnfinished() {
        if (file.isPresent()) {
            try {
                Files.deleteIfExists(FolderFiles.part(file.get()));
            } catch (IOException e) {
                throw new StoreException("remove " + FolderFiles.part(file.get()), e);
            }
        }
    }
}
