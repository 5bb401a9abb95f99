package cotinga.api;

import cotinga.measure.Basis;
import cotinga.measure.Measures;
import cotinga.measure.PriceDivergence;
import cotinga.payload.ScreenerRow;
import cotinga.report.ReportVariant;
import cotinga.snapshot.Snapshot;
import cotinga.store.weeks.WeekStore;
import java.time.Instant;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** What the price divergences of single markets compare. */
public final class PriceDivergences {
    private final WeekStore weeks;
    private final MarketSessions sessions;
    private final Measures measures;

    public PriceDivergences(WeekStore weeks, MarketSessions sessions, Measures measures) {
        this.weeks = weeks;
        this.sessions = sessions;
        this.measures = measures;
    }

    /** Finds the divergence of a row; null if there is none. */
    Function<ScreenerRow, @Nullable PriceDivergence> finder(Snapshot snapshot, Optional<Instant> knownAt, Basis basis) {
        return row -> {
            ReportVariant variant = row.meta().variant();
            return weeks.market(variant, row.meta().code(), snapshot.asOf(variant), knownAt.orElse(Instant.MAX))
                    .flatMap(history -> measures.priceDivergence(
                            sessions.of(history.code(), snapshot, knownAt).with(history), basis))
                    .orElse(null);
        };
    }
}
