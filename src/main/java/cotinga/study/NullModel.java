package cotinga.study;

/**
 * How often the same condition at other times is as far from the base rate.
 *
 * @param rotations with how many rotations of the condition it was compared; those without any return do not count
 * @param pShare (1 + rotations whose share of positive returns is at least as far from that of all weeks)/(1 + rotations); NaN if no
 *     episode has a return
 * @param pMean the same of the mean return
 */
public record NullModel(int rotations, double pShare, double pMean) {
    /** That of a study in which no episode has a return. */
    static final NullModel NONE = new NullModel(0, Double.NaN, Double.NaN);

    static NullModel of(int rotations, int sharesAsFar, int meansAsFar) {
        return new NullModel(
                rotations, (1.0 + sharesAsFar) / (1.0 + rotations), (1.0 + meansAsFar) / (1.0 + rotations));
    }
}
