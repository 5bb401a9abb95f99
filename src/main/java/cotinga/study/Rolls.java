package cotinga.study;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Finds possible rolls: sessions whose absolute return exceeds 8 median absolute deviations, median(|r − median(r)|), of the 250 returns
 * before. A session has a return if its close and that of the session before are above zero.
 */
final class Rolls {
    private static final int RETURNS = 250;
    private static final double DEVIATIONS = 8.0;

    private final List<PossibleRoll> sessions = new ArrayList<>();

    /** The number of possible rolls up to each bar. */
    private final int[] upTo;

    private @Nullable LocalDate since;

    Rolls(Bars bars) {
        upTo = new int[bars.size()];
        SortedWindow window = new SortedWindow(RETURNS);
        for (int bar = 1; bar < upTo.length; bar++) {
            upTo[bar] = upTo[bar - 1];
            double percent = bars.percent(bar - 1, bar);
            if (Double.isNaN(percent)) {
                continue;
            }
            if (window.isFull()) {
                since = since == null ? bars.date(bar) : since;
                if (Math.abs(percent) > DEVIATIONS * window.medianAbsoluteDeviation()) {
                    sessions.add(new PossibleRoll(bars.date(bar), percent));
                    upTo[bar]++;
                }
            }
            window.add(percent);
        }
    }

    List<PossibleRoll> sessions() {
        return sessions;
    }

    /** The first session with enough returns before it; null if there is none. */
    @Nullable
    LocalDate since() {
        return since;
    }

    /** Whether a session after the entry, up to the exit, is a possible roll. */
    boolean isIn(Position position) {
        return position.hasReturn() && upTo[position.exit()] > upTo[position.entry()];
    }
}
