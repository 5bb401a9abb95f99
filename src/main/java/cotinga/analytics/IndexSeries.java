package cotinga.analytics;

/**
 * The position of each week's net between the lowest and the highest net of a window: {@code (x0 - min) / (max - min) * 100}.
 *
 * @param values one index in tenths per week; 500 if the window is flat, {@link Tenths#MISSING} if the week has no net or the window
 *     has fewer than two
 * @param weeks the number of nets in the window, one number per week
 */
@SuppressWarnings("ArrayRecordComponent") // a column of a market's analysis; it is never compared
public record IndexSeries(long[] values, int[] weeks) {
    private static final long FLAT = 500;

    /** Computes the indices of several windows over one market's nets, on the same buffers. */
    static final class Calculation {
        private final SlidingMinimum lowest;
        private final SlidingMinimum highestNegated;

        Calculation(int size) {
            lowest = new SlidingMinimum(size);
            highestNegated = new SlidingMinimum(size);
        }

        /** Computes the series of nets, oldest first, {@link Tenths#MISSING} if not disclosed. */
        IndexSeries of(long[] nets, IndexWindow window) {
            lowest.clear();
            highestNegated.clear();
            long[] values = new long[nets.length];
            int[] weeks = new int[nets.length];
            int known = 0;
            for (int week = 0; week < nets.length; week++) {
                known += leave(nets, week - window.weeks()) + enter(nets, week);
                weeks[week] = known;
                values[week] = nets[week] == Tenths.MISSING || known < 2 ? Tenths.MISSING : index(nets[week]);
            }
            return new IndexSeries(values, weeks);
        }

        private int enter(long[] nets, int week) {
            long net = nets[week];
            if (net == Tenths.MISSING) {
                return 0;
            }
            lowest.add(week, net);
            highestNegated.add(week, -net);
            return 1;
        }

        private int leave(long[] nets, int week) {
            if (week < 0 || nets[week] == Tenths.MISSING) {
                return 0;
            }
            lowest.remove(week);
            highestNegated.remove(week);
            return -1;
        }

        private long index(long net) {
            long minimum = lowest.value();
            long maximum = -highestNegated.value();
            return minimum == maximum ? FLAT : Tenths.percent(net - minimum, maximum - minimum);
        }
    }
}
