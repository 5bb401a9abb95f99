package cotinga.store.publications;

import cotinga.store.sql.ResultColumns;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A published data version.
 *
 * @param version grows by one with each publication
 * @param reportDates how many different report dates there are over all variants
 * @param createdAt when it was published
 * @param fingerprint the settings and the build that shape payloads
 * @param runId the run that published it, if one did
 * @param variants its variants; variants without weeks are omitted
 */
public record Publication(
        long version,
        int reportDates,
        Instant createdAt,
        String fingerprint,
        @Nullable Long runId,
        List<PublishedVariant> variants) {
    public Publication {
        variants = List.copyOf(variants);
    }

    /** Reads all but the variants. */
    static Publication read(ResultSet row) throws SQLException {
        return new Publication(
                row.getLong("version"),
                row.getInt("report_dates"),
                ResultColumns.instant(row, "created_at"),
                ResultColumns.text(row, "fingerprint"),
                ResultColumns.numberOrNull(row, "run_id"),
                List.of());
    }

    Publication with(List<PublishedVariant> itsVariants) {
        return new Publication(version, reportDates, createdAt, fingerprint, runId, itsVariants);
    }
}
