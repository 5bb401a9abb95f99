package cotinga.report;

import java.time.Period;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What became of a request for prices.
 *
 * @param kind how it ended
 * @param request what was asked for
 * @param series the answer; without bars unless it was answered
 * @param reason why there is no answer; null when there is one
 * @param askAgainAfter when a symbol that the source does not know is worth another request; zero: at the next run
 */
public record PriceOutcome(
        Kind kind, PriceRequest request, PriceSeries series, @Nullable String reason, Period askAgainAfter) {
    /** The ways in which a request for prices can end. */
    public enum Kind {
        /** The source told the bars; there may be none. */
        ANSWERED,
        /** The source does not know the symbol. */
        UNKNOWN,
        /** The source gave no usable answer. */
        FAILED
    }

    /** The source told these bars. */
    public static PriceOutcome answered(PriceRequest request, @Nullable String currency, List<PriceBar> bars) {
        PriceSeries series = new PriceSeries(request.symbol(), currency, bars);
        return new PriceOutcome(Kind.ANSWERED, request, series, null, Period.ZERO);
    }

    /** The source does not know the symbol; it is not asked for it before so many days are over. */
    public static PriceOutcome unknown(PriceRequest request, String reason, Period askAgainAfter) {
        return new PriceOutcome(Kind.UNKNOWN, request, nothing(request), reason, askAgainAfter);
    }

    /** The source gave no usable answer. */
    public static PriceOutcome failed(PriceRequest request, String reason) {
        return new PriceOutcome(Kind.FAILED, request, nothing(request), reason, Period.ZERO);
    }

    public String symbol() {
        return request.symbol();
    }

    private static PriceSeries nothing(PriceRequest request) {
        return new PriceSeries(request.symbol(), null, List.of());
    }
}
