package cotinga.api;

import cotinga.market.Contracts;
import cotinga.market.Contracts.Contract;
import cotinga.measure.MarketWeeks;
import cotinga.measure.Sessions;
import cotinga.measure.Unit;
import cotinga.payload.Notional;
import cotinga.price.PriceBar;
import cotinga.report.MarketHistory;
import cotinga.snapshot.MarketPrices;
import cotinga.snapshot.Snapshot;
import cotinga.snapshot.SymbolPrices;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The prices of markets, and the sizes of their contracts, as input of measures. */
public final class MarketSessions {
    private static final String UNIT = "unit";
    private static final String NOTIONAL = "notional";

    /** A market without prices. */
    static final Priced UNPRICED = new Priced(Sessions.NONE, Unit.CONTRACTS, null);

    private final MarketPrices prices;
    private final Contracts contracts;

    public MarketSessions(MarketPrices prices, Contracts contracts) {
        this.prices = prices;
        this.contracts = contracts;
    }

    /**
     * The prices of a market, and what its positions are counted in.
     *
     * @param notional null for contracts
     */
    record Priced(Sessions sessions, Unit unit, @Nullable Notional notional) {
        MarketWeeks with(MarketHistory history) {
            return new MarketWeeks(history, sessions, unit);
        }
    }

    /** The prices of a market, up to the day of a time if there is one; positions are in the unit that a query requests. */
    Priced of(Query query, String code, Snapshot snapshot, Optional<Instant> knownAt) {
        return isNotional(query) ? notional(code, snapshot, knownAt) : of(code, snapshot, knownAt);
    }

    private static boolean isNotional(Query query) {
        return NOTIONAL.equals(query.parameter(UNIT));
    }

    /** Likewise; positions are in contracts. */
    Priced of(String code, Snapshot snapshot, Optional<Instant> knownAt) {
        return new Priced(sessions(prices(code, snapshot, knownAt).bars()), Unit.CONTRACTS, null);
    }

    /**
     * Likewise of several markets. Those without a symbol are omitted.
     *
     * @param since as in {@link Sessions}
     */
    Map<String, Priced> of(Collection<String> codes, Snapshot snapshot, Optional<Instant> knownAt, int since) {
        LocalDate from = since == Sessions.ALL ? LocalDate.EPOCH : LocalDate.ofEpochDay(since);
        Map<String, Priced> found = new HashMap<>();
        prices.of(codes, snapshot, knownAt.map(Parameters::day), from)
                .forEach((code, ofMarket) ->
                        found.put(code, new Priced(sessions(ofMarket.bars(), since), Unit.CONTRACTS, null)));
        return found;
    }

    private Priced notional(String code, Snapshot snapshot, Optional<Instant> knownAt) {
        SymbolPrices found = prices(code, snapshot, knownAt);
        Optional<Contract> contract = contracts.of(code).filter(known -> known.valueAtOne(found.currency())
                .isPresent());
        double valueAtOne = contract.map(
                        known -> known.valueAtOne(found.currency()).orElseThrow())
                .orElse(Double.NaN);
        return new Priced(sessions(found.bars()), Unit.notional(valueAtOne), new Notional(contract.orElse(null)));
    }

    /** The prices of a market with their currency, up to the day of a time if there is one. */
    SymbolPrices prices(String code, Snapshot snapshot, Optional<Instant> knownAt) {
        return prices.of(code, snapshot, knownAt.map(Parameters::day));
    }

    /** Prices as input of measures. */
    static Sessions sessions(List<PriceBar> bars) {
        return sessions(bars, Sessions.ALL);
    }

    private static Sessions sessions(List<PriceBar> bars, int since) {
        return new Sessions(
                bars.stream().mapToInt(bar -> (int) bar.date().toEpochDay()).toArray(),
                bars.stream().mapToDouble(PriceBar::close).toArray(),
                bars.stream()
                        .mapToDouble(
                                bar -> bar.volume().isPresent() ? bar.volume().getAsLong() : Double.NaN)
                        .toArray(),
                since);
    }

    /** Adds the parameter from which the same unit is read. */
    static void addUnit(Map<String, String> parameters, Query query) {
        if (isNotional(query)) {
            parameters.put(UNIT, NOTIONAL);
        }
    }
}
