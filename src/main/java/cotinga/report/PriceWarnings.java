package cotinga.report;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;

/** What looks wrong in the bars of an answer, though they are stored as the source published them. */
public final class PriceWarnings {
    private static final double JUMP = 20;

    private PriceWarnings() {}

    /** A phrase for each kind of doubt; none when nothing looks wrong. */
    public static List<String> of(List<PriceBar> bars) {
        List<String> doubts = new ArrayList<>();
        note(doubts, days(bars, bar -> bar.high() < bar.low()), "a high below its low");
        note(doubts, days(bars, bar -> bar.close() < 0), "a negative close");
        note(doubts, jumps(bars), "a close " + (int) JUMP + " times larger or smaller than the one before");
        return doubts;
    }

    private static void note(List<String> doubts, List<LocalDate> days, String what) {
        if (!days.isEmpty()) {
            doubts.add(what + " on " + days.get(0)
                    + (days.size() == 1
                            ? ""
                            : " and on " + (days.size() - 1) + (days.size() == 2 ? " other day" : " other days")));
        }
    }

    private static List<LocalDate> days(List<PriceBar> bars, Predicate<PriceBar> isOdd) {
        return bars.stream().filter(isOdd).map(PriceBar::date).toList();
    }

    private static List<LocalDate> jumps(List<PriceBar> bars) {
        List<LocalDate> days = new ArrayList<>();
        for (int next = 1; next < bars.size(); next++) {
            double factor = bars.get(next).close() / bars.get(next - 1).close();
            if (factor > 0 && (factor >= JUMP || factor <= 1 / JUMP)) {
                days.add(bars.get(next).date());
            }
        }
        return days;
    }
}
