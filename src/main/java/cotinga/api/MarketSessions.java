package cotinga.api;

import cotinga.measure.MarketWeeks;
import cotinga.measure.Sessions;
import cotinga.price.PriceBar;
import cotinga.report.MarketHistory;
import cotinga.snapshot.MarketPrices;
import cotinga.snapshot.Snapshot;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** The prices of markets as input of measures. */
public final class MarketSessions {
    private final MarketPrices prices;

    public MarketSessions(MarketPrices prices) {
        this.prices = prices;
    }

    /** The weeks of a market with its prices, up to the day of a time if there is one. */
    MarketWeeks with(MarketHistory history, Snapshot snapshot, Optional<Instant> knownAt) {
        return new MarketWeeks(history, of(history.code(), snapshot, knownAt));
    }

    /** The prices of a market, up to the day of a time if there is one. */
    Sessions of(String code, Snapshot snapshot, Optional<Instant> knownAt) {
        List<PriceBar> bars = knownAt.map(moment -> prices.of(code, snapshot, Parameters.day(moment)))
                .orElseGet(() -> prices.of(code, snapshot))
                .bars();
        return new Sessions(
                bars.stream().mapToInt(bar -> (int) bar.date().toEpochDay()).toArray(),
                bars.stream().mapToDouble(PriceBar::close).toArray(),
                bars.stream()
                        .mapToDouble(
                                bar -> bar.volume().isPresent() ? bar.volume().getAsLong() : Double.NaN)
                        .toArray());
    }
}
