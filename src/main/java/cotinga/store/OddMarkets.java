package cotinga.store;

/**
 * In how many markets of a variant's newest release the open interest is odd, as {@link cotinga.report.OpenInterestStep} says, beside
 * what readers see in its newest published release.
 *
 * @param odd those markets
 * @param markets all of the release
 */
public record OddMarkets(int odd, int markets) {}
