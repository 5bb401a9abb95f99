package cotinga.store;

import cotinga.report.ReportVariant;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.format.DateTimeFormatter;
import org.jspecify.annotations.Nullable;

/**
 * An edition of an archive that is about to be stored.
 *
 * @param variant the variant of all its weeks
 * @param kind what it covers
 * @param path where the CFTC has it, {@code /files/dea/history/deacot2021.zip}; with the years, this identifies an archive
 * @param firstYear first of the years to load from it
 * @param lastYear last of the years to load from it
 * @param file its name in messages
 * @param url where it was downloaded from
 * @param etag the {@code ETag} of the response, as it was sent
 * @param lastModified the {@code Last-Modified} of the response, as it was sent
 * @param sha256 hexadecimal digest of its bytes
 * @param bytes its size
 * @param downloadedAt when it was downloaded
 * @param runId the run that stores it, if one does
 */
public record ArchiveLoad(
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
        Instant downloadedAt,
        @Nullable Long runId) {

    /** The moment in {@code Last-Modified}; null when the header is absent or is not an HTTP date. */
    public @Nullable Instant lastModifiedAt() {
        return moment(lastModified);
    }

    /** The moment of the edition: its {@code Last-Modified}, or the download when that header is absent or lies after the download. */
    public Instant modifiedAt() {
        return rank().moment();
    }

    /** Whether its {@code Last-Modified} lies after its download. */
    public boolean isDatedInFuture() {
        Instant modified = lastModifiedAt();
        return modified != null && !FileRank.canBeTrue(modified, downloadedAt);
    }

    static @Nullable Instant moment(@Nullable String lastModified) {
        if (lastModified == null) {
            return null;
        }
        try {
            return DateTimeFormatter.RFC_1123_DATE_TIME.parse(lastModified.strip(), Instant::from);
        } catch (DateTimeException e) {
            return null;
        }
    }

    /** How it ranks against other files. */
    FileRank rank() {
        return FileRank.of(kind, firstYear, lastYear, lastModifiedAt(), downloadedAt, true);
    }
}
