package cotinga.measure;

import java.util.BitSet;

/** The weeks in which a net has another sign than in the last week in which it was not zero. */
final class Flips {
    private final BitSet weeks = new BitSet();

    private Flips() {}

    static Flips of(Series net) {
        Flips flips = new Flips();
        double sign = 0.0;
        for (int week = 0; week < net.size(); week++) {
            double signNow = net.has(week) ? Math.signum(net.get(week)) : 0.0;
            if (signNow != 0.0) {
                flips.weeks.set(week, signNow == -sign);
                sign = signNow;
            }
        }
        return flips;
    }

    /** Whether the net flipped in a week. */
    boolean isFlip(int week) {
        return weeks.get(week);
    }

    /** The last week up to a week in which the net flipped, {@link Weeks#NONE} if it never did. */
    int lastUpTo(int week) {
        return week < 0 ? Weeks.NONE : weeks.previousSetBit(week);
    }
}
