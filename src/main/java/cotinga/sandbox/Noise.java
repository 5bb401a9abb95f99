package cotinga.sandbox;

import java.nio.charset.StandardCharsets;

/** Pseudo-random numbers that depend on their arguments alone: no state, no order of calls. */
final class Noise {
    private static final long GOLDEN_GAMMA = 0x9E3779B97F4A7C15L;
    private static final long FNV_OFFSET = 0xCBF29CE484222325L;
    private static final long FNV_PRIME = 0x100000001B3L;
    private static final double[] PERIODS = {2.5, 11, 37, 131};
    private static final double[] WEIGHTS = {0.08, 0.22, 0.3, 0.4};

    private Noise() {}

    /** The seed of a word, such as a contract code (FNV-1a). */
    static long seed(String word) {
        long hash = FNV_OFFSET;
        for (byte letter : word.getBytes(StandardCharsets.UTF_8)) {
            hash = (hash ^ letter) * FNV_PRIME;
        }
        return mix(hash, 0);
    }

    /** A distinct seed for each channel of a seed (the finalizer of SplitMix64). */
    static long mix(long seed, long channel) {
        long mixed = seed + (channel + 1) * GOLDEN_GAMMA;
        mixed = (mixed ^ (mixed >>> 30)) * 0xBF58476D1CE4E5B9L;
        mixed = (mixed ^ (mixed >>> 27)) * 0x94D049BB133111EBL;
        return mixed ^ (mixed >>> 31);
    }

    /** A number in [0, 1). */
    static double uniform(long seed) {
        return (seed >>> 11) * 0x1.0p-53;
    }

    /**
     * A curve within [−1, 1] that resembles a random walk, with swings of a few, a dozen, forty and a hundred steps.
     */
    static double wave(long seed, double step) {
        double height = 0;
        for (int octave = 0; octave < PERIODS.length; octave++) {
            height += WEIGHTS[octave] * octave(mix(seed, octave), step / PERIODS[octave]);
        }
        return height;
    }

    private static double octave(long seed, double position) {
        double left = Math.floor(position);
        double way = position - left;
        double from = signed(mix(seed, (long) left));
        double to = signed(mix(seed, (long) left + 1));
        return from + (to - from) * way * way * (3 - 2 * way);
    }

    private static double signed(long seed) {
        return 2 * uniform(seed) - 1;
    }
}
