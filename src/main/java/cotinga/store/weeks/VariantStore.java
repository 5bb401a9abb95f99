package cotinga.store.weeks;

import cotinga.report.OpenInterestStep;
import cotinga.report.ReportVariant;
import cotinga.report.WeekColumn;
import cotinga.store.sql.NamedStatement;
import cotinga.store.sql.ResultColumns;
import cotinga.store.sql.Sql;
import cotinga.store.sql.Transaction;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.LocalDate;
import java.util.Collections;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import javax.sql.DataSource;

/** What loads have stored of each variant, published or not. */
public final class VariantStore {
    private static final Sql AS_OF = Sql.named("as-of");
    private static final Sql UNPUBLISHED_VARIANTS = Sql.named("unpublished-variants");
    private static final Sql COUNT_MARKETS = Sql.named("count-markets");
    private static final Sql NEWEST_REPORT_DATES = Sql.named("newest-report-dates");
    private static final Sql NEWEST_RELEASES = Sql.named("newest-releases");
    private static final Sql NEWEST_OPEN_INTEREST = Sql.named("newest-open-interest");
    private static final Sql NEWEST_WEEK_UP_TO = Sql.named("newest-week-up-to");
    private static final Sql COUNT_LOST_WEEKS = Sql.named("count-lost-weeks");

    /** The release before the newest one is searched within this number of days. */
    private static final int DAYS_OF_NEWEST_RELEASES = 100;

    private final DataSource database;

    public VariantStore(DataSource database) {
        this.database = database;
    }

    /** The variants whose weeks have changed since their last publication, including withheld ones. */
    public Set<ReportVariant> unpublishedVariants() {
        return Transaction.read(database, "find unpublished weeks", connection -> {
            Set<ReportVariant> changed = EnumSet.noneOf(ReportVariant.class);
            try (NamedStatement variants = UNPUBLISHED_VARIANTS.prepare(connection)) {
                changed.addAll(variants.list(ResultColumns::variant));
            }
            return changed;
        });
    }

    /** How many markets there are over all variants, published or not. */
    public int countMarkets() {
        return Transaction.read(database, "count the markets", connection -> {
            try (NamedStatement count = COUNT_MARKETS.prepare(connection)) {
                return count.first(row -> row.getInt(1)).orElseThrow();
            }
        });
    }

    /** The newest report date of each variant that has weeks, published or not. */
    public Map<ReportVariant, LocalDate> newestReportDates() {
        return Transaction.read(database, "read the newest report dates", connection -> {
            Map<ReportVariant, LocalDate> newest = new EnumMap<>(ReportVariant.class);
            try (NamedStatement dates = NEWEST_REPORT_DATES.prepare(connection);
                    ResultSet rows = dates.query()) {
                while (rows.next()) {
                    newest.put(ResultColumns.variant(rows), ResultColumns.date(rows, "newest_report_date"));
                }
            }
            return newest;
        });
    }

    /** Like {@link #newestReportDates()}, without report dates after a day, which are wrong. */
    public Map<ReportVariant, LocalDate> newestReportDates(LocalDate day) {
        Map<ReportVariant, LocalDate> newest = newestReportDates();
        for (ReportVariant variant : List.copyOf(newest.keySet())) {
            if (Objects.requireNonNull(newest.get(variant)).isAfter(day)) {
                newest.remove(variant);
                newestUpTo(variant, day).ifPresent(date -> newest.put(variant, date));
            }
        }
        return newest;
    }

    private Optional<LocalDate> newestUpTo(ReportVariant variant, LocalDate day) {
        return Transaction.read(database, "read the newest report date of " + variant.path(), connection -> {
            try (NamedStatement newest = NEWEST_WEEK_UP_TO.prepare(connection)) {
                return newest.set("first", WeekId.firstOfVariant(variant))
                        .set("last", WeekId.lastOfVariant(variant))
                        .set("day", day)
                        .list(row -> Optional.ofNullable(row.getObject(1, LocalDate.class)))
                        .get(0);
            }
        });
    }

    /**
     * Compares what is stored of a variant with what readers see.
     *
     * @param newestPublished the newest report date that readers see
     */
    public StoredVariant stored(ReportVariant variant, LocalDate newestPublished) {
        LocalDate newest = newestReportDates().get(variant);
        return Transaction.read(database, "measure " + variant.path(), connection -> {
            List<ReleaseSize> releases = newest == null ? List.of() : newestReleases(connection, variant, newest);
            try (NamedStatement lost = COUNT_LOST_WEEKS.prepare(connection)) {
                long lostWeeks = lost.set("first", WeekId.firstOfVariant(variant))
                        .set("last", WeekId.lastOfVariant(variant))
                        .set("as_of", asOf(connection, variant))
                        .first(row -> row.getLong(1))
                        .orElseThrow();
                return new StoredVariant(
                        variant,
                        releases,
                        lostWeeks,
                        newest == null
                                ? new OddMarkets(0, 0)
                                : oddMarkets(connection, variant, newest, newestPublished));
            }
        });
    }

    private static OddMarkets oddMarkets(
            Connection connection, ReportVariant variant, LocalDate newest, LocalDate newestPublished)
            throws SQLException {
        try (NamedStatement counts = NEWEST_OPEN_INTEREST.prepare(connection)) {
            List<Boolean> odd = counts.set("variant", WeekId.variant(variant))
                    .set("newest", newest.toEpochDay())
                    .set("published", newestPublished.toEpochDay())
                    .set("as_of", asOf(connection, variant))
                    .list(row -> OpenInterestStep.isOdd(count(row, "published"), count(row, "open_interest")));
            return new OddMarkets(Collections.frequency(odd, true), odd.size());
        }
    }

    private static int count(ResultSet row, String column) throws SQLException {
        int count = row.getInt(column);
        return row.wasNull() ? WeekColumn.MISSING : count;
    }

    private static List<ReleaseSize> newestReleases(Connection connection, ReportVariant variant, LocalDate newest)
            throws SQLException {
        try (NamedStatement releases = NEWEST_RELEASES.prepare(connection)) {
            return releases.set("variant", WeekId.variant(variant))
                    .set("first", newest.toEpochDay() - DAYS_OF_NEWEST_RELEASES)
                    .set("last", newest.toEpochDay())
                    .list(row -> new ReleaseSize(ResultColumns.date(row, "report_date"), row.getInt("markets")));
        }
    }

    /** The data version at which readers see a variant now. */
    static long asOf(Connection connection, ReportVariant variant) throws SQLException {
        try (NamedStatement version = AS_OF.prepare(connection)) {
            return version.set("variant", WeekId.variant(variant))
                    .first(row -> row.getLong(1))
                    .orElseThrow();
        }
    }
}
