package cotinga.intake;

import cotinga.cftc.Archive;
import cotinga.store.weeks.Download;
import cotinga.store.weeks.DownloadStore;
import org.jspecify.annotations.Nullable;

/** The validators of stored archives, which make requests for them conditional. */
public final class ArchiveValidators {
    private static final Validators NONE = new Validators(null, null);

    private final DownloadStore downloads;
    private final ArchiveFolders folders;
    private final String baseUrl;

    /** @param baseUrl the address of the CFTC's files */
    public ArchiveValidators(DownloadStore downloads, ArchiveFolders folders, String baseUrl) {
        this.downloads = downloads;
        this.folders = folders;
        this.baseUrl = baseUrl;
    }

    /**
     * The validators of a stored content.
     *
     * @param etag its {@code ETag}; null if there is none
     * @param lastModified its {@code Last-Modified} as it was sent; null if there is none or it cannot be true
     */
    public record Validators(@Nullable String etag, @Nullable String lastModified) {}

    /**
     * The validators of the content stored from the CFTC; none if its file is missing here, because another instance has received it or
     * someone has deleted it.
     */
    public Validators of(Archive archive) {
        return folders.holds(archive.fileName()) ? of(archive, url(archive)) : NONE;
    }

    /** The validators of the content stored from an address. */
    Validators of(Archive archive, String url) {
        return downloads
                .find(archive.path(), archive.firstYear(), archive.lastYear())
                .filter(download -> download.edition().url().equals(url))
                .map(ArchiveValidators::of)
                .orElse(NONE);
    }

    private static Validators of(Download download) {
        return new Validators(download.edition().etag(), download.edition().lastModifiedToSend());
    }

    /** Records that the stored content is the newest. */
    void confirm(Archive archive) {
        downloads.recordCheck(archive.path(), archive.firstYear(), archive.lastYear());
    }

    /** The address of a file of the CFTC. */
    String url(Archive archive) {
        return baseUrl + archive.path();
    }
}
