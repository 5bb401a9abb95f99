package cotinga.report;

import java.time.LocalDate;

/**
 * What a price source is asked for: the daily bars of a symbol from one day to another.
 *
 * @param from the first day
 * @param until the last day
 * @param whole whether that is all of the history that is held; otherwise its last days
 */
public record PriceRequest(String symbol, LocalDate from, LocalDate until, boolean whole) {
    /** How many days before the newest bar are read again: the last bars are provisional. */
    public static final int DAYS_READ_AGAIN = 10;

    public PriceRequest {
        if (until.isBefore(from)) {
            throw new IllegalArgumentException("the prices of " + symbol + " are asked for from " + from + " until "
                    + until + ", expected a last day that is not before the first");
        }
    }

    /** Asks for everything that is to be held. */
    public static PriceRequest forAll(String symbol, PriceHistory history, LocalDate today) {
        return new PriceRequest(symbol, history.firstDay(today), today, true);
    }

    /** Asks for what follows the newest bar, and for the ten days before it again. */
    public static PriceRequest forNews(String symbol, PriceHistory history, LocalDate today, LocalDate newestBar) {
        LocalDate newest = newestBar.isAfter(today) ? today : newestBar;
        LocalDate again = newest.minusDays(DAYS_READ_AGAIN);
        LocalDate first = history.firstDay(today);
        return new PriceRequest(symbol, again.isBefore(first) ? first : again, today, false);
    }

    /** Whether a day is asked for. */
    public boolean includes(LocalDate day) {
        return !day.isBefore(from) && !day.isAfter(until);
    }
}
