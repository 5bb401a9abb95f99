package cotinga.store;

import cotinga.report.OpenInterestStep;
import cotinga.report.ReportVariant;
import cotinga.report.WeekColumn;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.Collection;
import java.util.Collections;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/** The data versions that readers were given, and the directory of the newest. */
public final class PublicationStore {
    private static final Sql LOCK_VARIANTS = Sql.named("lock-variants");
    private static final Sql PUBLISHED_VERSION = Sql.named("published-version");
    private static final Sql AS_OF = Sql.named("as-of");
    private static final Sql UNPUBLISHED_VARIANTS = Sql.named("unpublished-variants");
    private static final Sql COUNT_MARKETS = Sql.named("count-markets");
    private static final Sql NEWEST_REPORT_DATES = Sql.named("newest-report-dates");
    private static final Sql NEWEST_RELEASES = Sql.named("newest-releases");
    private static final Sql NEWEST_OPEN_INTEREST = Sql.named("newest-open-interest");
    private static final Sql NEWEST_WEEK_UP_TO = Sql.named("newest-week-up-to");
    private static final Sql COUNT_LOST_WEEKS = Sql.named("count-lost-weeks");
    private static final Sql HELD_VARIANTS = Sql.named("held-variants");
    private static final Sql FORGET_HELD_VARIANTS = Sql.named("forget-held-variants");
    private static final Sql HOLD_VARIANT = Sql.named("hold-variant");
    private static final Sql INSERT_PUBLICATION = Sql.named("insert-publication");
    private static final Sql INSERT_PUBLISHED_VARIANT = Sql.named("insert-published-variant");
    private static final Sql DELETE_PUBLISHED_MARKETS = Sql.named("delete-published-markets");
    private static final Sql INSERT_PUBLISHED_MARKET = Sql.named("insert-published-market");
    private static final Sql LATEST_PUBLICATION = Sql.named("latest-publication");
    private static final Sql PUBLISHED_VARIANTS = Sql.named("published-variants");
    private static final Sql PUBLISHED_MARKETS = Sql.named("published-markets");

    /** The release before the newest one is looked for within so many days. */
    private static final int DAYS_OF_NEWEST_RELEASES = 100;

    private final DataSource database;
    private final PublicationMarker marker;
    private final Clock clock;

    /** @param marker says outside of the database what was published */
    public PublicationStore(DataSource database, PublicationMarker marker, Clock clock) {
        this.database = database;
        this.marker = marker;
        this.clock = clock;
    }

    /** The version that readers see; 0 before the first publication. Loads write for the one that follows. */
    public long publishedVersion() {
        return Transaction.read(database, "read the published version", PublicationStore::publishedVersion);
    }

    /** The variants whose weeks loads have changed since readers were given them last, also those that are held back. */
    public Set<ReportVariant> unpublishedVariants() {
        return Transaction.read(database, "look for unpublished weeks", connection -> {
            Set<ReportVariant> changed = EnumSet.noneOf(ReportVariant.class);
            try (NamedStatement variants = UNPUBLISHED_VARIANTS.prepare(connection)) {
                changed.addAll(variants.list(Columns::variant));
            }
            return changed;
        });
    }

    /**
     * What is stored of a variant, beside what readers see of it.
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
                    .list(row -> new ReleaseSize(Columns.date(row, "report_date"), row.getInt("markets")));
        }
    }

    /** The variants that are held back from publication. */
    public Map<ReportVariant, HeldVariant> heldVariants() {
        return Transaction.read(database, "read which variants are held back", connection -> {
            Map<ReportVariant, HeldVariant> held = new EnumMap<>(ReportVariant.class);
            try (NamedStatement variants = HELD_VARIANTS.prepare(connection)) {
                variants.list(HeldVariant::read).forEach(variant -> held.put(variant.variant(), variant));
            }
            return held;
        });
    }

    /** Holds these variants back, and no others; nothing is published. */
    public void hold(Collection<HeldVariant> variants) {
        Transaction.write(database, "hold variants back", connection -> {
            replaceHeld(connection, variants);
            return variants.size();
        });
    }

    private static void replaceHeld(Connection connection, Collection<HeldVariant> variants) throws SQLException {
        try (NamedStatement all = FORGET_HELD_VARIANTS.prepare(connection)) {
            all.update();
        }
        try (NamedStatement insertions = HOLD_VARIANT.prepare(connection)) {
            for (HeldVariant held : variants) {
                insertions
                        .set("variant", WeekId.variant(held.variant()))
                        .set("as_of", held.asOf())
                        .set("held_at", held.heldAt())
                        .set("run_id", held.runId())
                        .set("newest_report_date", held.newestReportDate())
                        .set("newest_markets", held.newestMarkets())
                        .set("lost_weeks", held.lostWeeks())
                        .set("cause", held.cause().key())
                        .set("odd_markets", held.oddMarkets())
                        .set("reason", held.reason())
                        .addToBatch();
            }
            insertions.executeBatch();
        }
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
                    newest.put(Columns.variant(rows), Columns.date(rows, "newest_report_date"));
                }
            }
            return newest;
        });
    }

    /** Like {@link #newestReportDates()}, without report dates after a day: those are wrong, and count for nothing. */
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
     * Gives readers the version that follows the published one, with its directory and what its checks say, once no load is under
     * way. The caller lets no load begin between reading the version's markets and this.
     *
     * @param version the published version plus one
     * @param fingerprint the settings and the build that shape payloads
     * @param runId the run that publishes, if one does
     * @param draft the markets of the version, the variants that are held back from it, and the results of its checks
     * @param check throws when it is not to be published any more; it runs before the commit
     * @throws StoreException when another version was published meanwhile
     */
    public Publication publish(
            long version, String fingerprint, @Nullable Long runId, PublicationDraft draft, Runnable check) {
        String doing = "publish version " + version;
        Instant now = clock.instant().truncatedTo(ChronoUnit.MICROS);
        Publication publication = Transaction.writeThrough(database, doing, connection -> {
            try (NamedStatement lock = LOCK_VARIANTS.prepare(connection)) {
                lock.list(row -> row.getInt(1));
            }
            PriceLoad.lock(connection);
            long published = publishedVersion(connection);
            if (version != published + 1) {
                throw new StoreException(
                        doing,
                        "version " + published + " is published, expected " + (version - 1)
                                + "; read the weeks of version " + (published + 1) + " and publish that",
                        null);
            }
            insertPublication(connection, version, draft.reportDates(), fingerprint, runId, now);
            List<PublishedVariant> variants = draft.variants(version);
            insertVariants(connection, version, variants);
            replaceMarkets(connection, draft.markets(), variants);
            replaceHeld(connection, draft.held());
            for (PublicationDraft.Checks checks : draft.checks()) {
                QualityStore.replace(connection, checks, runId, version, now);
            }
            check.run();
            return new Publication(version, draft.reportDates(), now, fingerprint, runId, variants);
        });
        marker.writeAfter(publication);
        return publication;
    }

    /** The publication that readers see; empty before the first. */
    public Optional<Publication> latest() {
        return Transaction.read(database, "read the latest publication", connection -> {
            try (NamedStatement latest = LATEST_PUBLICATION.prepare(connection);
                    NamedStatement variants = PUBLISHED_VARIANTS.prepare(connection)) {
                Optional<Publication> bare = latest.first(row -> new Publication(
                        row.getLong("version"),
                        row.getInt("report_dates"),
                        Columns.instant(row, "created_at"),
                        Columns.text(row, "fingerprint"),
                        Columns.numberOrNull(row, "run_id"),
                        List.of()));
                if (bare.isEmpty()) {
                    return bare;
                }
                Publication found = bare.get();
                return Optional.of(new Publication(
                        found.version(),
                        found.reportDates(),
                        found.createdAt(),
                        found.fingerprint(),
                        found.runId(),
                        variants.set("version", found.version()).list(PublishedVariant::read)));
            }
        });
    }

    /** The directory of the published version, variant by variant, by code. */
    public List<PublishedMarket> markets() {
        return Transaction.read(database, "read the directory of markets", connection -> {
            try (NamedStatement markets = PUBLISHED_MARKETS.prepare(connection)) {
                return markets.list(PublishedMarket::read);
            }
        });
    }

    static long publishedVersion(Connection connection) throws SQLException {
        try (NamedStatement version = PUBLISHED_VERSION.prepare(connection)) {
            return version.first(row -> row.getLong(1)).orElseThrow();
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

    private static void insertPublication(
            Connection connection, long version, int reportDates, String fingerprint, @Nullable Long runId, Instant now)
            throws SQLException {
        try (NamedStatement publication = INSERT_PUBLICATION.prepare(connection)) {
            publication
                    .set("version", version)
                    .set("report_dates", reportDates)
                    .set("created_at", now)
                    .set("fingerprint", fingerprint)
                    .set("run_id", runId)
                    .update();
        }
    }

    private static void insertVariants(Connection connection, long version, List<PublishedVariant> variants)
            throws SQLException {
        try (NamedStatement insertions = INSERT_PUBLISHED_VARIANT.prepare(connection)) {
            for (PublishedVariant variant : variants) {
                insertions
                        .set("version", version)
                        .set("variant", WeekId.variant(variant.variant()))
                        .set("weeks", variant.weeks())
                        .set("markets", variant.markets())
                        .set("report_dates", variant.reportDates())
                        .set("first_date", variant.firstDate())
                        .set("last_date", variant.lastDate())
                        .set("as_of", variant.asOf())
                        .addToBatch();
            }
            insertions.executeBatch();
        }
    }

    private static void replaceMarkets(
            Connection connection, List<PublishedMarket> markets, List<PublishedVariant> variants) throws SQLException {
        try (NamedStatement all = DELETE_PUBLISHED_MARKETS.prepare(connection)) {
            all.update();
        }
        try (NamedStatement insertions = INSERT_PUBLISHED_MARKET.prepare(connection)) {
            for (PublishedVariant variant : variants) {
                Map<String, Integer> ids = VariantMarkets.markets(connection, variant.variant());
                Map<VariantMarkets.Name, Integer> names = VariantMarkets.names(connection, variant.variant());
                for (PublishedMarket market : markets) {
                    if (market.variant() == variant.variant()) {
                        insertions
                                .set("market_id", ids.get(market.code()))
                                .set("name_id", names.get(new VariantMarkets.Name(market.name(), market.exchange())))
                                .set("weeks", market.weeks())
                                .set("first_date", market.firstDate())
                                .set("last_date", market.lastDate())
                                .addToBatch();
                    }
                }
            }
            insertions.executeBatch();
        }
    }
}
