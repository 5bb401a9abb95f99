package cotinga.report;

import java.time.LocalDate;

/**
 * What a price source is asked for: the daily bars of a symbol from one day to another.
 *
 * @param from the first day
 * @param until the last day
 */
public record PriceRequest(String symbol, LocalDate from, LocalDate until) {
    /** How many days before the newest bar are read again: the last bars are provisional. */
    public static final int DAYS_READ_AGAIN = 10;

    /** How many days are held beyond the years, so that the first of their weeks has its prices too. */
    private static final int DAYS_BEYOND_YEARS = 30;

    private static final LocalDate FIRST_DAY_OF_ALL = LocalDate.EPOCH;

    public PriceRequest {
        if (until.isBefore(from)) {
            throw new IllegalArgumentException("the prices of " + symbol + " are asked for from " + from + " until "
                    + until + ", expected a last day that is not before the first");
        }
    }

    /** The first day whose prices are held: so many years and 30 days before today, not before 1970. */
    public static LocalDate firstDay(LocalDate today, int years) {
        LocalDate day = today.minusYears(years).minusDays(DAYS_BEYOND_YEARS);
        return day.isBefore(FIRST_DAY_OF_ALL) ? FIRST_DAY_OF_ALL : day;
    }

    /** Asks for everything that is to be held. */
    public static PriceRequest forAll(String symbol, LocalDate today, int years) {
        return new PriceRequest(symbol, firstDay(today, years), today);
    }

    /** Asks for what follows the newest bar, and for the ten days before it again. */
    public static PriceRequest forNews(String symbol, LocalDate today, int years, LocalDate newestBar) {
        LocalDate newest = newestBar.isAfter(today) ? today : newestBar;
        LocalDate again = newest.minusDays(DAYS_READ_AGAIN);
        LocalDate first = firstDay(today, years);
        return new PriceRequest(symbol, again.isBefore(first) ? first : again, today);
    }

    /** Whether a day is asked for. */
    public boolean includes(LocalDate day) {
        return !day.isBefore(from) && !day.isAfter(until);
    }
}
