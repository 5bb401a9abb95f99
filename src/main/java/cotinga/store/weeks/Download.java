package cotinga.store.weeks;

import cotinga.store.sql.ResultColumns;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * An edition of an archive that is stored.
 *
 * @param id its number
 * @param edition the edition; its digest is empty when it must be read again
 * @param lastModifiedAt the latest {@code Last-Modified} of any response with it
 * @param weeks how many weeks it holds
 * @param malformed how many of its lines are in quarantine
 * @param loadedAt when it was stored
 * @param checkedAt when it was last seen to be the newest edition of the CFTC; null when nothing follows from that about weeks it lacks
 * @param answeredSha256 digest of an older edition that was the last response; null when this edition was
 * @param answeredAt the moment of that older edition; null without one
 * @param isClaimed whether it has precedence for its weeks; false while a forced run reads everything again
 */
public record Download(
        long id,
        ArchiveEdition edition,
        @Nullable Instant lastModifiedAt,
        long weeks,
        long malformed,
        Instant loadedAt,
        @Nullable Instant checkedAt,
        @Nullable String answeredSha256,
        @Nullable Instant answeredAt,
        boolean isClaimed) {

    /** Whether it must be requested and read again, whatever the last response was. */
    public boolean isForgotten() {
        return edition.sha256().isEmpty();
    }

    /** The moment of the older edition that was the last response, if it has this digest. */
    public Optional<Instant> olderAnswer(String digest) {
        return Optional.ofNullable(answeredAt).filter(moment -> digest.equals(answeredSha256));
    }

    /** How it ranks against other files. */
    FileRank rank() {
        return edition.rank(lastModifiedAt, isClaimed);
    }

    static Download read(ResultSet row) throws SQLException {
        return new Download(
                row.getLong("id"),
                new ArchiveEdition(
                        ResultColumns.variant(row),
                        DownloadKind.ofKey(ResultColumns.text(row, "kind")),
                        ResultColumns.text(row, "path"),
                        row.getInt("first_year"),
                        row.getInt("last_year"),
                        ResultColumns.text(row, "file"),
                        ResultColumns.text(row, "url"),
                        ResultColumns.textOrNull(row, "etag"),
                        ResultColumns.textOrNull(row, "last_modified"),
                        ResultColumns.text(row, "sha256"),
                        row.getLong("bytes"),
                        ResultColumns.instant(row, "downloaded_at")),
                ResultColumns.instantOrNull(row, "last_modified_at"),
                row.getLong("weeks"),
                row.getLong("malformed"),
                ResultColumns.instant(row, "loaded_at"),
                ResultColumns.instantOrNull(row, "checked_at"),
                ResultColumns.textOrNull(row, "answered_sha256"),
                ResultColumns.instantOrNull(row, "answered_at"),
                !row.getBoolean("unclaimed"));
    }
}
