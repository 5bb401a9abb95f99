package cotinga.analytics;

import cotinga.report.Role;
import org.jspecify.annotations.Nullable;

/**
 * The thresholds of the one-year index for crowded groups.
 *
 * @param buy the index in percent; at or above it commercials signal buy and all others sell
 * @param sell the index in percent; at or below it commercials signal sell and all others buy
 */
public record CrowdedThresholds(double buy, double sell) {
    /** 80 and 20. */
    public static final CrowdedThresholds DEFAULT = new CrowdedThresholds(80.0, 20.0);

    public CrowdedThresholds {
        if (!(0.0 <= sell && sell < buy && buy <= 100.0)) {
            throw new IllegalArgumentException("The crowded thresholds are buy " + buy + " and sell " + sell
                    + ", expected 0 <= sell < buy <= 100");
        }
    }

    /** The signal of a rounded index in tenths; null between the thresholds, without an index, and for index traders. */
    public @Nullable Signal signal(Role role, long index) {
        if (index == Tenths.MISSING) {
            return null;
        }
        double percent = index / 10.0;
        if (percent >= buy) {
            return atTheTop(role);
        }
        return percent <= sell ? atTheBottom(role) : null;
    }

    private static @Nullable Signal atTheTop(Role role) {
        return switch (role) {
            case COMMERCIAL -> Signal.BUY;
            case SPECULATIVE, SMALL -> Signal.SELL;
            case INDEX -> null;
        };
    }

    private static @Nullable Signal atTheBottom(Role role) {
        return switch (role) {
            case COMMERCIAL -> Signal.SELL;
            case SPECULATIVE, SMALL -> Signal.BUY;
            case INDEX -> null;
        };
    }
}
