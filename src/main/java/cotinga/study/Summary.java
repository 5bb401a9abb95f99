package cotinga.study;

import java.util.Arrays;
import java.util.List;

/**
 * The returns after the episodes of a condition at one horizon, in percent. All numbers except counts are NaN without returns.
 *
 * @param episodes the number n of episodes with a return
 * @param share the percentage of returns above zero
 * @param shareInterval the Wilson interval of the share at 95 %
 * @param mean the mean
 * @param worst the lowest
 * @param lowerQuartile the quantile of type 7 at 25 %, as in R and NumPy
 * @param median the quantile at 50 %
 * @param upperQuartile the quantile at 75 %
 * @param best the highest
 * @param overlapping how many of the episodes overlap the one before
 * @param withPossibleRoll how many of the episodes contain a possible roll
 */
public record Summary(
        int episodes,
        double share,
        Interval shareInterval,
        double mean,
        double worst,
        double lowerQuartile,
        double median,
        double upperQuartile,
        double best,
        int overlapping,
        int withPossibleRoll) {
    private static final int FEW = 10;

    static Summary of(List<EpisodeReturn> episodes) {
        List<EpisodeReturn> returns =
                episodes.stream().filter(EpisodeReturn::hasReturn).toList();
        double[] sorted = returns.stream().mapToDouble(EpisodeReturn::percent).toArray();
        Tally tally = new Tally();
        Arrays.stream(sorted).forEach(tally::add);
        Arrays.sort(sorted);
        return new Summary(
                tally.count(),
                tally.share(),
                Interval.wilson(tally.positive(), tally.count()),
                tally.mean(),
                Quantiles.of(sorted, 0.0),
                Quantiles.of(sorted, 0.25),
                Quantiles.of(sorted, 0.5),
                Quantiles.of(sorted, 0.75),
                Quantiles.of(sorted, 1.0),
                (int) returns.stream().filter(EpisodeReturn::isOverlapping).count(),
                (int) returns.stream().filter(EpisodeReturn::hasPossibleRoll).count());
    }

    /** Whether these are fewer than 10 episodes, too few to conclude from. */
    public boolean isFew() {
        return episodes < FEW;
    }
}
