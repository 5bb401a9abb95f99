package cotinga.store.weeks;

import cotinga.report.ReportVariant;
import cotinga.store.sql.DataVersion;
import cotinga.store.sql.NamedStatement;
import cotinga.store.sql.Sql;
import cotinga.store.sql.StoreClock;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The variant that one load writes to. No other load or publication works on it until the load's transaction ends. */
final class LockedVariant implements AutoCloseable {
    private static final Sql LOCK_VARIANT = Sql.named("lock-variant");
    private static final Sql MARK_VARIANT_CHANGED = Sql.named("mark-variant-changed");
    private static final Sql NEWEST_WEEK_OF_VARIANT = Sql.named("newest-week-of-variant");

    private final Connection connection;
    private final ReportVariant variant;
    private final Instant now;
    private final @Nullable LocalDate newestReportDate;
    private final long publishedVersion;
    private final long version;
    private final VariantMarkets markets;

    /** Waits for the lock, then reads what is stored of the variant. */
    LockedVariant(Connection connection, ReportVariant variant, StoreClock clock) throws SQLException {
        this.connection = connection;
        this.variant = variant;
        try (NamedStatement lock = LOCK_VARIANT.prepare(connection)) {
            this.newestReportDate = dateOrNull(lock.set("variant", WeekId.variant(variant)));
        }
        this.now = clock.next(connection).truncatedTo(ChronoUnit.SECONDS);
        this.publishedVersion = VariantStore.asOf(connection, variant);
        this.version = DataVersion.published(connection) + 1;
        this.markets = new VariantMarkets(connection, variant);
    }

    Connection connection() {
        return connection;
    }

    ReportVariant variant() {
        return variant;
    }

    /** When the load began, to the second: not before an earlier load. */
    Instant now() {
        return now;
    }

    /** The newest report date before the load; null without any week. */
    @Nullable
    LocalDate newestReportDate() {
        return newestReportDate;
    }

    /** The data version at which readers see the variant. */
    long publishedVersion() {
        return publishedVersion;
    }

    /** The data version for which the load writes: the next one that is published. */
    long version() {
        return version;
    }

    VariantMarkets markets() {
        return markets;
    }

    /**
     * Records that the next version differs from the published one, and the newest report date.
     *
     * @param newestInserted the newest report date that the load has inserted, in days since 1970-01-01
     * @param newestRemoved the newest report date of which the load has removed a week, in days since 1970-01-01
     */
    void markChanged(int newestInserted, int newestRemoved) throws SQLException {
        try (NamedStatement mark = MARK_VARIANT_CHANGED.prepare(connection)) {
            mark.set("version", version)
                    .set("newest_report_date", newestAfter(newestInserted, newestRemoved))
                    .set("variant", WeekId.variant(variant))
                    .update();
        }
    }

    /** The newest report date after the load; null when no week is left. */
    private @Nullable LocalDate newestAfter(int newestInserted, int newestRemoved) throws SQLException {
        int newest = newestReportDate == null
                ? newestInserted
                : Math.max(newestInserted, (int) newestReportDate.toEpochDay());
        if (newestRemoved < newest) {
            return LocalDate.ofEpochDay(newest);
        }
        try (NamedStatement left = NEWEST_WEEK_OF_VARIANT.prepare(connection)) {
            return dateOrNull(
                    left.set("first", WeekId.firstOfVariant(variant)).set("last", WeekId.lastOfVariant(variant)));
        }
    }

    private static @Nullable LocalDate dateOrNull(NamedStatement query) throws SQLException {
        return query.list(row -> Optional.ofNullable(row.getObject(1, LocalDate.class)))
                .get(0)
                .orElse(null);
    }

    @Override
    public void close() throws SQLException {
        markets.close();
    }
}
