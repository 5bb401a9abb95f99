package cotinga.study;

/**
 * The returns after all weeks of the market, whether the condition holds, does not hold or is undefined.
 *
 * @param weeks the number of weeks with a return
 * @param share the percentage of returns above zero, NaN without returns
 * @param mean the mean return in percent, NaN without returns
 */
public record BaseRate(int weeks, double share, double mean) {
    static BaseRate of(Tally tally) {
        return new BaseRate(tally.count(), tally.share(), tally.mean());
    }
}
