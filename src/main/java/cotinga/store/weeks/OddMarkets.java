package cotinga.store.weeks;

/**
 * How many markets of a variant's newest stored release have an odd open interest, compared with the newest published release by
 * {@link cotinga.report.OpenInterestStep}.
 *
 * @param odd markets with an odd open interest
 * @param markets all markets of the release
 */
public record OddMarkets(int odd, int markets) {}
