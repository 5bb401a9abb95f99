package cotinga.run;

import java.time.LocalDate;
import java.util.Optional;

/**
 * The years of history to store. A year that is not set follows the clock.
 *
 * @param first the first year; empty: four years before the last one or the current one, whichever is earlier
 * @param last the last year; empty: the current year
 */
public record HistoryYears(Optional<Integer> first, Optional<Integer> last) {
    private static final int YEARS_BACK = 4;

    /** The first year as of a day. */
    public int first(LocalDate today) {
        return first.map(year -> Math.min(year, last(today)))
                .orElse(Math.min(today.getYear() - YEARS_BACK, last(today)));
    }

    /** The last year as of a day. */
    public int last(LocalDate today) {
        return last.map(year -> Math.min(year, today.getYear())).orElse(today.getYear());
    }
}
