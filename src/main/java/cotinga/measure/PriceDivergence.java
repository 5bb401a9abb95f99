package cotinga.measure;

import java.time.LocalDate;

/**
 * What makes a week a divergence of price and positions.
 *
 * @param word {@code bullish} or {@code bearish}
 * @param close the close on its report date
 * @param index the three-year index of the speculative group
 * @param earlier the report date of the low or high that it is compared with
 * @param earlierClose the close on that date
 * @param earlierIndex the index of that week
 */
public record PriceDivergence(
        String word, double close, double index, LocalDate earlier, double earlierClose, double earlierIndex) {}
