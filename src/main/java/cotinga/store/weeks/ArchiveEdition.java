package cotinga.store.weeks;

import cotinga.report.ReportVariant;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.format.DateTimeFormatter;
import org.jspecify.annotations.Nullable;

/**
 * An edition of an archive: one content of its file, as it was downloaded.
 *
 * @param variant the variant of all its weeks
 * @param kind what it covers
 * @param path where the CFTC has it, {@code /files/dea/history/deacot2021.zip}; with the years, this identifies an archive
 * @param firstYear first of the years to load from it
 * @param lastYear last of the years to load from it
 * @param file its name in messages
 * @param url where it was downloaded from
 * @param etag the {@code ETag} of the last response with it, as it was sent
 * @param lastModified the {@code Last-Modified} of the last response with it, as it was sent
 * @param sha256 hexadecimal digest of its bytes
 * @param bytes its size
 * @param downloadedAt when it was downloaded
 */
public record ArchiveEdition(
        ReportVariant variant,
        DownloadKind kind,
        String path,
        int firstYear,
        int lastYear,
        String file,
        String url,
        @Nullable String etag,
        @Nullable String lastModified,
        String sha256,
        long bytes,
        Instant downloadedAt) {

    /** The moment in {@code Last-Modified}; null when the header is absent or is not an HTTP date. */
    public @Nullable Instant lastModifiedAt() {
        if (lastModified == null) {
            return null;
        }
        try {
            return DateTimeFormatter.RFC_1123_DATE_TIME.parse(lastModified.strip(), Instant::from);
        } catch (DateTimeException e) {
            return null;
        }
    }

    /** Whether its {@code Last-Modified} lies after its download. */
    public boolean isDatedInFuture() {
        Instant modified = lastModifiedAt();
        return modified != null && !FileRank.canBeTrue(modified, downloadedAt);
    }

    /** The date to send in {@code If-Modified-Since}; null when there is none or it lies after the download. */
    public @Nullable String lastModifiedToSend() {
        return lastModifiedAt() == null || isDatedInFuture() ? null : lastModified;
    }

    /** The moment of the edition: its {@code Last-Modified}, or the download when that header is absent or lies after the download. */
    public Instant modifiedAt() {
        return rank().moment();
    }

    /** How it ranks against other files when it is received. */
    FileRank rank() {
        return rank(lastModifiedAt(), true);
    }

    /**
     * How it ranks against other files.
     *
     * @param modifiedAt when it was last modified; null if that is not known
     * @param isClaimed whether it has precedence for its weeks
     */
    FileRank rank(@Nullable Instant modifiedAt, boolean isClaimed) {
        return FileRank.of(kind, firstYear, lastYear, modifiedAt, downloadedAt, isClaimed);
    }
}
