package cotinga.store.weeks;

import cotinga.report.MarketHistory;
import cotinga.report.Predecessor;
import cotinga.report.ReportVariant;
import cotinga.store.sql.NamedStatement;
import cotinga.store.sql.ResultColumns;
import cotinga.store.sql.Sql;
import cotinga.store.sql.StoreClock;
import cotinga.store.sql.StoreException;
import cotinga.store.sql.Transaction;
import java.io.IOException;
import java.sql.ResultSet;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.BiFunction;
import java.util.function.Consumer;
import java.util.function.Predicate;
import javax.sql.DataSource;

/**
 * The weeks of all markets. Loads write what the next publication will show. Readers name the data version that they want, so a
 * running load does not affect them.
 */
public final class WeekStore {
    private static final Sql WEEKS_BY_DATE = Sql.named("weeks-by-date");

    private final DataSource database;
    private final StoreClock clock;
    private final BiFunction<ReportVariant, LocalDate, Instant> release;

    /** @param release when a report date of a variant was released, by the release calendar */
    public WeekStore(DataSource database, Clock clock, BiFunction<ReportVariant, LocalDate, Instant> release) {
        this.database = database;
        this.clock = new StoreClock(clock);
        this.release = release;
    }

    /**
     * Stores an edition of an archive in one transaction, with its ETag: all of it or nothing. Loads of one variant wait for each
     * other; loads of different variants do not.
     *
     * @param check throws when the edition must not be stored any more; it runs before the commit
     * @throws IOException when the source fails; nothing was stored
     * @throws StoreException when the database fails; nothing was stored
     */
    public LoadResult load(ArchiveLoad archive, WeekSource source, Runnable check) throws IOException {
        return Transaction.write(
                database, "store the weeks of " + archive.edition().file(), connection -> {
                    try (WeekLoad load = new WeekLoad(connection, archive, release, clock)) {
                        source.deliver(load, load);
                        LoadResult result = load.finish();
                        check.run();
                        return result;
                    }
                });
    }

    /**
     * Delivers the markets of a variant as readers of a version see them, in the order in which they were first stored. One market is in
     * memory at a time.
     */
    public void forEachMarket(ReportVariant variant, long version, Consumer<MarketHistory> markets) {
        forEachMarket(variant, version, Instant.MAX, markets);
    }

    /** Likewise, each market with its newest weeks only, at least this number if it has them. The cost does not grow with the years. */
    public void forEachMarketWithNewestWeeks(
            ReportVariant variant, long version, int newest, Consumer<MarketHistory> markets) {
        forEachMarketWithNewestWeeks(variant, version, Instant.MAX, newest, code -> true, markets);
    }

    /** Likewise, the markets with some codes, as known at a point in time. */
    public void forEachMarketWithNewestWeeks(
            ReportVariant variant,
            long version,
            Instant knownAt,
            int newest,
            Predicate<String> selected,
            Consumer<MarketHistory> markets) {
        Transaction.read(database, "read the newest weeks of " + variant.path(), connection -> {
            new HistoryReader(connection, variant, version, knownAt).readNewest(newest, selected, markets);
            return version;
        });
    }

    /** Likewise, as known at a point in time: weeks that were released later are absent, and revised weeks have their old content. */
    public void forEachMarket(ReportVariant variant, long version, Instant knownAt, Consumer<MarketHistory> markets) {
        Transaction.read(database, "read the weeks of " + variant.path(), connection -> {
            new HistoryReader(connection, variant, version, knownAt)
                    .read(WeekId.firstOfVariant(variant), WeekId.lastOfVariant(variant), markets);
            return version;
        });
    }

    /** How many weeks are stored of each report date, published or not. */
    public NavigableMap<LocalDate, Integer> weeksByDate(ReportVariant variant) {
        return Transaction.read(database, "count the weeks of " + variant.path(), connection -> {
            NavigableMap<LocalDate, Integer> weeks = new TreeMap<>();
            try (NamedStatement dates = WEEKS_BY_DATE.prepare(connection);
                    ResultSet rows = dates.set("first", WeekId.firstOfVariant(variant))
                            .set("last", WeekId.lastOfVariant(variant))
                            .query()) {
                while (rows.next()) {
                    weeks.put(ResultColumns.date(rows, "report_date"), rows.getInt("weeks"));
                }
            }
            return weeks;
        });
    }

    /** One market as readers of a version see it; empty when it has no week at that version. */
    public Optional<MarketHistory> market(ReportVariant variant, String code, long version) {
        return market(variant, code, version, Instant.MAX);
    }

    /** One market as known at a point in time, to readers of a version; empty when no week was known. */
    public Optional<MarketHistory> market(ReportVariant variant, String code, long version, Instant knownAt) {
        return Transaction.read(database, "read the weeks of " + variant.path() + " " + code, connection -> {
            HistoryReader reader = new HistoryReader(connection, variant, version, knownAt);
            Optional<Integer> market = reader.market(code);
            return market.isEmpty()
                    ? Optional.empty()
                    : reader.read(WeekId.firstOfMarket(market.get()), WeekId.lastOfMarket(market.get()));
        });
    }

    /** All contents that the weeks of a market had, as readers of a version know them; empty when it is not stored. */
    public Optional<MarketTimeline> timeline(ReportVariant variant, String code, long version) {
        return Transaction.read(database, "read the contents of " + variant.path() + " " + code, connection -> {
            HistoryReader reader = new HistoryReader(connection, variant, version, Instant.MAX);
            Optional<Integer> market = reader.market(code);
            return market.isEmpty() ? Optional.empty() : Optional.of(reader.timeline(market.get()));
        });
    }

    /**
     * Puts the weeks of predecessors before those of a market, up to the first one that is not stored.
     *
     * @param predecessors the last one first
     */
    public void addPredecessors(MarketTimeline timeline, List<Predecessor> predecessors) {
        for (Predecessor predecessor : predecessors) {
            Optional<MarketTimeline> stored = timeline(timeline.variant(), predecessor.code(), timeline.version());
            if (stored.isEmpty()) {
                return;
            }
            timeline.precede(predecessor, stored.get());
        }
    }

    /**
     * Since when every revision of a market's weeks is recorded: the moment of its first load, or, if older weeks were loaded after newer
     * ones, that of the last such load. Empty when it is not stored.
     */
    public Optional<Instant> recordedSince(ReportVariant variant, String code, long version) {
        return Transaction.read(database, "read the first loads of " + variant.path() + " " + code, connection -> {
            HistoryReader reader = new HistoryReader(connection, variant, version, Instant.MAX);
            Optional<Integer> market = reader.market(code);
            return market.isEmpty() ? Optional.empty() : reader.recordedSince(market.get());
        });
    }

    /** The newest report date of a variant that was known at a point in time, to readers of a version. */
    public Optional<LocalDate> newestReportDate(ReportVariant variant, long version, Instant knownAt) {
        return Transaction.read(
                database,
                "read the newest report date of " + variant.path(),
                connection -> new HistoryReader(connection, variant, version, knownAt).newestReportDate());
    }
}
