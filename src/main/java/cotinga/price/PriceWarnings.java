package cotinga.price;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;

/** Finds suspicious bars in a response. They are stored as published, with a warning. */
public final class PriceWarnings {
    private static final double JUMP = 20;

    private PriceWarnings() {}

    /** Returns a phrase for each kind of suspicious bar, or none. */
    public static List<String> of(List<PriceBar> bars) {
        List<String> warnings = new ArrayList<>();
        add(warnings, days(bars, bar -> bar.high() < bar.low()), "a high below its low");
        add(warnings, days(bars, bar -> bar.close() < 0), "a negative close");
        add(warnings, jumps(bars), "a close " + (int) JUMP + " times larger or smaller than the one before");
        return warnings;
    }

    private static void add(List<String> warnings, List<LocalDate> days, String what) {
        if (!days.isEmpty()) {
            warnings.add(what + " on " + days.get(0)
                    + (days.size() == 1
                            ? ""
                            : " and on " + (days.size() - 1) + (days.size() == 2 ? " other day" : " other days")));
        }
    }

    private static List<LocalDate> days(List<PriceBar> bars, Predicate<PriceBar> isSuspicious) {
        return bars.stream().filter(isSuspicious).map(PriceBar::date).toList();
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
