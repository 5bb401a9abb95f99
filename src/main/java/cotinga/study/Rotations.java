package cotinga.study;

import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;

/** Compares the episodes of a condition with those of its rotations, which meet the prices at other times. */
final class Rotations {
    private static final int MOST = 1_000;
    private static final long SEED = 20_240_229;

    private final ConditionSeries condition;
    private final int[] starts;

    Rotations(ConditionSeries condition) {
        this.condition = condition;
        this.starts = new int[condition.size()];
    }

    /** All offsets that change a series, or 1,000 different random ones of a longer series, always the same. */
    static int[] offsets(int size) {
        int[] offsets = IntStream.range(1, Math.max(size, 1)).toArray();
        if (offsets.length <= MOST) {
            return offsets;
        }
        Random random = new Random(SEED);
        for (int index = 0; index < MOST; index++) {
            int other = index + random.nextInt(offsets.length - index);
            int offset = offsets[other];
            offsets[other] = offsets[index];
            offsets[index] = offset;
        }
        return Arrays.copyOf(offsets, MOST);
    }

    /**
     * Compares at each horizon.
     *
     * @param returns for each horizon the return after each week, NaN if there is none
     * @param bases for each horizon all these returns
     */
    List<NullModel> compare(List<double[]> returns, List<Tally> bases) {
        int horizons = returns.size();
        double[][] percents = returns.stream().map(this::atDefinedWeeks).toArray(double[][]::new);
        int[] compared = new int[horizons];
        int[] sharesAsFar = new int[horizons];
        int[] meansAsFar = new int[horizons];
        Tally rotated = new Tally();
        Tally[] observed = new Tally[horizons];
        int episodes = condition.episodes(0, starts);
        for (int horizon = 0; horizon < horizons; horizon++) {
            observed[horizon] = new Tally();
            count(observed[horizon], percents[horizon], episodes);
        }
        for (int offset : offsets(condition.size())) {
            episodes = condition.episodes(offset, starts);
            for (int horizon = 0; horizon < horizons; horizon++) {
                count(rotated, percents[horizon], episodes);
                if (rotated.count() > 0 && observed[horizon].count() > 0) {
                    Tally base = bases.get(horizon);
                    compared[horizon]++;
                    sharesAsFar[horizon] += rotated.isShareAsFar(base, observed[horizon]) ? 1 : 0;
                    meansAsFar[horizon] += rotated.isMeanAsFar(base, observed[horizon]) ? 1 : 0;
                }
            }
        }
        return IntStream.range(0, horizons)
                .mapToObj(horizon -> observed[horizon].count() == 0
                        ? NullModel.NONE
                        : NullModel.of(compared[horizon], sharesAsFar[horizon], meansAsFar[horizon]))
                .toList();
    }

    private double[] atDefinedWeeks(double[] returns) {
        return IntStream.range(0, condition.size())
                .mapToDouble(index -> returns[condition.week(index)])
                .toArray();
    }

    private void count(Tally tally, double[] percents, int episodes) {
        tally.clear();
        for (int episode = 0; episode < episodes; episode++) {
            tally.add(percents[starts[episode]]);
        }
    }
}
