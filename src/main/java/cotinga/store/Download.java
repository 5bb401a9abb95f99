package cotinga.store;

import cotinga.report.ReportVariant;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The edition of an archive that is stored.
 *
 * @param id its number
 * @param variant the variant of its weeks
 * @param kind what it covers
 * @param path where the CFTC has it
 * @param firstYear first of the years that were loaded from it
 * @param lastYear last of the years that were loaded from it
 * @param file its name in messages
 * @param url where it was downloaded from
 * @param etag the {@code ETag} of the last response with it, for conditional requests
 * @param lastModified the {@code Last-Modified} of the last response with it, as it was sent
 * @param lastModifiedAt the latest {@code Last-Modified} of any response with it
 * @param sha256 hexadecimal digest of its bytes; empty when it must be read again
 * @param bytes its size
 * @param weeks how many weeks it holds
 * @param malformed how many of its lines are in quarantine
 * @param downloadedAt when it was downloaded
 * @param loadedAt when it was stored
 * @param checkedAt when it was last seen to be the newest edition of the CFTC; null when nothing follows from that about weeks it lacks
 * @param answeredSha256 digest of an older edition that was the last response; null when this edition was
 * @param answeredAt the moment of that older edition; null without one
 * @param isClaimed whether it has precedence for its weeks; false while a forced run reads everything again
 */
public record Download(
        long id,
        ReportVariant variant,
        DownloadKind kind,
        String path,
        int firstYear,
        int lastYear,
        String file,
        String url,
        @Nullable String etag,
        @Nullable String lastModified,
        @Nullable Instant lastModifiedAt,
        String sha256,
        long bytes,
        long weeks,
        long malformed,
        Instant downloadedAt,
        Instant loadedAt,
        @Nullable Instant checkedAt,
        @Nullable String answeredSha256,
        @Nullable Instant answeredAt,
        boolean isClaimed) {

    /** Whether it must be requested and read again, whatever the last response was. */
    public boolean isForgotten() {
        return sha256.isEmpty();
    }

    /** The moment of the older edition that was the last response, if it has this digest. */
    public Optional<Instant> olderAnswer(String digest) {
        return Optional.ofNullable(answeredAt).filter(moment -> digest.equals(answeredSha256));
    }

    /** The date to send in {@code If-Modified-Since}; null when it lies after the download. */
    public @Nullable String lastModifiedToSend() {
        Instant modified = ArchiveLoad.moment(lastModified);
        return modified != null && FileRank.canBeTrue(modified, downloadedAt) ? lastModified : null;
    }

    /** How it ranks against other files. */
    FileRank rank() {
        return FileRank.of(kind, firstYear, lastYear, lastModifiedAt, downloadedAt, isClaimed);
    }

    static Download read(ResultSet row) throws SQLException {
        return new Download(
                row.getLong("id"),
                Columns.variant(row),
                DownloadKind.ofKey(Columns.text(row, "kind")),
                Columns.text(row, "path"),
                row.getInt("first_year"),
                row.getInt("last_year"),
                Columns.text(row, "file"),
                Columns.text(row, "url"),
                Columns.textOrNull(row, "etag"),
                Columns.textOrNull(row, "last_modified"),
                Columns.instantOrNull(row, "last_modified_at"),
                Columns.text(row, "sha256"),
                row.getLong("bytes"),
                row.getLong("weeks"),
                row.getLong("malformed"),
                Columns.instant(row, "downloaded_at"),
                Columns.instant(row, "loaded_at"),
                Columns.instantOrNull(row, "looked_at"),
                Columns.textOrNull(row, "answered_sha256"),
                Columns.instantOrNull(row, "answered_at"),
                !row.getBoolean("unclaimed"));
    }
}
