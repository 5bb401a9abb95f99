package cotinga.price;

import java.time.LocalDate;

/**
 * A request to a price source for the daily bars of a symbol from one day to another.
 *
 * @param from the first day
 * @param until the last day
 * @param whole whether it covers the whole history that is stored; otherwise its last days
 */
public record PriceRequest(String symbol, LocalDate from, LocalDate until, boolean whole) {
    /** The number of days before the newest bar to request again, because the last bars are provisional. */
    public static final int DAYS_READ_AGAIN = 10;

    public PriceRequest {
        if (until.isBefore(from)) {
            throw new IllegalArgumentException("the prices of " + symbol + " are requested from " + from + " until "
                    + until + ", expected a last day that is not before the first");
        }
    }

    /** Requests the whole history. */
    public static PriceRequest forAll(String symbol, PriceHistory history, LocalDate today) {
        return new PriceRequest(symbol, history.firstDay(today), today, true);
    }

    /** Requests the days after the newest bar, and again the ten days before it. */
    public static PriceRequest forUpdate(String symbol, PriceHistory history, LocalDate today, LocalDate newestBar) {
        LocalDate newest = newestBar.isAfter(today) ? today : newestBar;
        LocalDate again = newest.minusDays(DAYS_READ_AGAIN);
        LocalDate first = history.firstDay(today);
        return new PriceRequest(symbol, again.isBefore(first) ? first : again, today, false);
    }

    /** Whether a day is requested. */
    public boolean includes(LocalDate day) {
        return !day.isBefore(from) && !day.isAfter(until);
    }
}
