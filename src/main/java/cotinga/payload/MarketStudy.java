package cotinga.payload;

import cotinga.snapshot.MarketMeta;
import cotinga.snapshot.SymbolPrices;
import cotinga.study.EventStudy;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * An event study of one market.
 *
 * @param exactFrom from when on the condition of weeks as known at their publication is exact; null if it is not about that
 * @param prices those that the returns are computed from
 * @param weeks the weeks of the study, oldest first
 */
public record MarketStudy(
        MarketMeta meta,
        String condition,
        @Nullable Instant exactFrom,
        SymbolPrices prices,
        List<Week> weeks,
        EventStudy study) {
    public MarketStudy {
        weeks = List.copyOf(weeks);
    }

    /**
     * A week.
     *
     * @param reportDate days since 1970-01-01
     * @param publishedAt seconds since 1970-01-01T00:00Z
     */
    public record Week(int reportDate, long publishedAt) {}
}
