package cotinga.publication;

import cotinga.store.publications.Publication;
import cotinga.store.publications.PublishedVariant;
import java.io.UncheckedIOException;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The exported files of publications. A failure to write files is a flaw of the run; REST serves the new version nevertheless. */
public final class PublicationFiles {
    private static final Logger LOG = LoggerFactory.getLogger(PublicationFiles.class);

    private final Optional<ExportFolder> folder;

    /** @param folder where files are written; empty if files are not exported */
    public PublicationFiles(Optional<ExportFolder> folder) {
        this.folder = folder;
    }

    /** Whether files are exported. */
    boolean areExported() {
        return folder.isPresent();
    }

    /** Whether files are exported and those of a data version are incomplete. */
    boolean areIncomplete(long version) {
        return folder.isPresent() && !isComplete(folder.get(), version);
    }

    private static boolean isComplete(ExportFolder folder, long version) {
        return Manifest.parse(folder.read(Manifest.FILE))
                .filter(manifest -> manifest.dataVersion() == version)
                .filter(manifest -> manifest.files().stream().allMatch(folder::holds))
                .isPresent();
    }

    /** Writes a file, unless files are not exported or an earlier one could not be written. */
    void write(PendingPublication publication, String name, Supplier<byte[]> content) {
        if (folder.isPresent() && publication.fileFailure() == null) {
            byte[] bytes = content.get();
            attempt(publication, () -> publication.add(folder.get().write(name, bytes)));
        }
    }

    /** Removes the files of earlier versions, then writes the manifest as the last file. */
    void finish(PendingPublication publication, Publication published) {
        folder.ifPresent(place -> attempt(publication, () -> finish(place, publication, published)));
    }

    private static void attempt(PendingPublication publication, Runnable writing) {
        try {
            writing.run();
        } catch (UncheckedIOException e) {
            String reason = e.getMessage() + ": " + e.getCause();
            LOG.error("The files of data version {} are incomplete: {}", publication.version(), reason);
            publication.filesFailed(reason);
        }
    }

    private static void finish(ExportFolder folder, PendingPublication publication, Publication published) {
        if (publication.fileFailure() != null) {
            return;
        }
        List<ExportFolder.Written> files = publication.files().stream()
                .sorted(Comparator.comparing(ExportFolder.Written::name))
                .toList();
        folder.keepOnly(files.stream().map(ExportFolder.Written::name).collect(Collectors.toSet()));
        Map<String, String> newest = new TreeMap<>();
        for (PublishedVariant variant : published.variants()) {
            newest.put(variant.variant().key(), variant.lastDate().toString());
        }
        Manifest manifest =
                new Manifest(published.version(), published.createdAt().toString(), newest, files);
        folder.write(Manifest.FILE, manifest.toJson());
    }
}
