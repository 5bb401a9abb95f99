package cotinga.store.prices;

import cotinga.price.PriceBar;
import cotinga.price.PriceHistory;
import cotinga.price.PriceOutcome;
import cotinga.price.PriceRequest;
import cotinga.store.sql.NamedStatement;
import cotinga.store.sql.Sql;
import cotinga.store.sql.StoreClock;
import cotinga.store.sql.StoreException;
import cotinga.store.sql.Transaction;
import java.time.Clock;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import javax.sql.DataSource;

/**
 * The daily prices of symbols, and the state of the requests for them. Price runs write what the next publication will show.
 * Readers name the data version that they want: the published version or the one before it.
 */
public final class PriceStore {
    private static final Sql COUNT_UNPUBLISHED_PRICES = Sql.named("count-unpublished-prices");
    private static final Sql BARS = Sql.named("bars");

    private final DataSource database;
    private final Clock application;
    private final StoreClock clock;

    public PriceStore(DataSource database, Clock clock) {
        this.application = clock;
        this.database = database;
        this.clock = new StoreClock(clock);
    }

    /**
     * The requests to send to a source now, in the order of the symbols. The whole history is requested for a symbol that the source
     * has not delivered yet, whose stored prices come from another source, or whose stored history is too short. A symbol that the source
     * does not know is not requested again before its waiting time ends. For all others the last days are requested.
     *
     * @param source the name of the source
     * @param history how far back prices are stored
     */
    public List<PriceRequest> plan(Collection<String> symbols, String source, PriceHistory history) {
        LocalDate today = PriceSymbol.today(application.instant());
        Map<String, PriceSymbol> known = bySymbol();
        List<PriceRequest> plan = new ArrayList<>();
        for (String symbol : symbols) {
            PriceSymbol stored = known.get(symbol);
            (stored == null
                            ? Optional.of(PriceRequest.forAll(symbol, history, today))
                            : stored.request(source, history, today))
                    .ifPresent(plan::add);
        }
        return List.copyOf(plan);
    }

    /**
     * Stores the outcomes of a run's requests in one transaction: all or none. New and different bars are written for the version after
     * the published one. Other stored bars stay, unless the response is the whole history in another unit, which replaces all bars of the
     * symbol. Waits for other price runs and for a publication.
     *
     * @param source the name of the requested source
     * @param check throws when the outcomes must not be stored any more; it runs for each outcome and before the commit
     * @return the result of each outcome, in their order
     * @throws StoreException when the database fails; nothing was stored
     */
    public List<PriceChange> store(String source, Collection<PriceOutcome> outcomes, Runnable check) {
        return Transaction.write(database, "store the prices of " + outcomes.size() + " symbols", connection -> {
            try (PriceLoad load = new PriceLoad(connection, source, clock)) {
                List<PriceChange> changes = new ArrayList<>();
                for (PriceOutcome outcome : outcomes) {
                    check.run();
                    changes.add(load.store(outcome));
                }
                load.finish(changes);
                check.run();
                return List.copyOf(changes);
            }
        });
    }

    /**
     * How the unit of a response differs from that of the stored bars: another currency, or another scale on the days that both have.
     * Empty when it does not differ. A response in another unit can only be stored when it is the whole history.
     */
    public Optional<String> unitDifference(String source, PriceOutcome outcome) {
        return Transaction.read(
                database,
                "compare the unit of " + outcome.symbol(),
                connection -> PriceLoad.unitDifference(connection, source, outcome));
    }

    /** The unit of every symbol that has bars, as readers of a version see them. */
    public Map<String, PriceUnit> units(long version) {
        return Transaction.read(
                database, "read the units of prices", connection -> PriceUnit.bySymbol(connection, version));
    }

    /** Whether prices were changed since the last publication. */
    public boolean hasUnpublishedPrices() {
        return Transaction.read(database, "check for unpublished prices", connection -> {
            try (NamedStatement count = COUNT_UNPUBLISHED_PRICES.prepare(connection)) {
                return count.first(row -> row.getLong(1)).orElseThrow() > 0;
            }
        });
    }

    /** The bars of symbols from a day on as readers of a version see them, each oldest first; symbols without bars are omitted. */
    public Map<String, List<PriceBar>> bars(Collection<String> symbols, LocalDate from, long version) {
        return Transaction.read(database, "read the prices of " + symbols.size() + " symbols", connection -> {
            Map<String, List<PriceBar>> bars = new HashMap<>();
            Map<String, Long> ids = PriceSymbols.ids(connection);
            try (NamedStatement statement = BARS.prepare(connection)) {
                statement.set("version", version);
                for (String symbol : symbols) {
                    Long id = ids.get(symbol);
                    if (id != null) {
                        bars.put(
                                symbol,
                                statement
                                        .set("first", BarId.of(id, from))
                                        .set("last", BarId.last(id))
                                        .list(PriceBars::read));
                    }
                }
            }
            bars.values().removeIf(List::isEmpty);
            return bars;
        });
    }

    /** The state of every symbol that was requested, by symbol. */
    public List<PriceSymbol> symbols() {
        return List.copyOf(bySymbol().values());
    }

    /**
     * The symbols whose prices are not up to date, in the given order: the last request failed, there was none, or the newest bar is more
     * than a week old.
     */
    public List<StalePrices> stale(Collection<String> symbols) {
        LocalDate today = PriceSymbol.today(application.instant());
        Map<String, PriceSymbol> known = bySymbol();
        List<StalePrices> stale = new ArrayList<>();
        for (String symbol : symbols) {
            PriceSymbol stored = known.get(symbol);
            (stored == null
                            ? Optional.of(new StalePrices(symbol, null, null, "not requested yet"))
                            : stored.staleness(today))
                    .ifPresent(stale::add);
        }
        return List.copyOf(stale);
    }

    private Map<String, PriceSymbol> bySymbol() {
        return Transaction.read(database, "read the symbols of prices", PriceSymbols::all);
    }
}
