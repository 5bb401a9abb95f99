package cotinga.price;

import java.time.Period;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The outcome of a request for prices.
 *
 * @param kind how the request ended
 * @param request the request
 * @param series the prices; without bars unless the request was answered
 * @param reason why there are no prices; null if there are
 * @param retryAfter when to request a symbol again that the source does not know; zero for the next run
 */
public record PriceOutcome(
        Kind kind, PriceRequest request, PriceSeries series, @Nullable String reason, Period retryAfter) {
    /** How a request for prices can end. */
    public enum Kind {
        /** The source returned bars, possibly none. */
        ANSWERED,
        /** The source does not know the symbol. */
        UNKNOWN,
        /** The source returned no usable response. */
        FAILED
    }

    /** The source returned these bars. */
    public static PriceOutcome answered(PriceRequest request, @Nullable String currency, List<PriceBar> bars) {
        PriceSeries series = new PriceSeries(request.symbol(), currency, bars);
        return new PriceOutcome(Kind.ANSWERED, request, series, null, Period.ZERO);
    }

    /** The source does not know the symbol, which is requested again after {@code retryAfter}. */
    public static PriceOutcome unknown(PriceRequest request, String reason, Period retryAfter) {
        return new PriceOutcome(Kind.UNKNOWN, request, empty(request), reason, retryAfter);
    }

    /** The source returned no usable response. */
    public static PriceOutcome failed(PriceRequest request, String reason) {
        return new PriceOutcome(Kind.FAILED, request, empty(request), reason, Period.ZERO);
    }

    public String symbol() {
        return request.symbol();
    }

    private static PriceSeries empty(PriceRequest request) {
        return new PriceSeries(request.symbol(), null, List.of());
    }
}
