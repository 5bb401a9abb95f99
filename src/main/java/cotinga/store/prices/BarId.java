package cotinga.store.prices;

import java.time.LocalDate;

/**
 * The numbers by which price bars are stored: the symbol's number times 100,000 plus the days from 1970-01-01 to the date. The
 * bars of a symbol are therefore adjacent, in the order of their dates.
 */
final class BarId {
    private static final int DATES_PER_SYMBOL = 100_000;

    private BarId() {}

    static long of(long symbolId, LocalDate date) {
        return symbolId * DATES_PER_SYMBOL + day(date);
    }

    /** The largest number of a bar of a symbol. */
    static long last(long symbolId) {
        return symbolId * DATES_PER_SYMBOL + DATES_PER_SYMBOL - 1;
    }

    static LocalDate date(long barId) {
        return LocalDate.ofEpochDay(barId % DATES_PER_SYMBOL);
    }

    /** The days from 1970-01-01 to a date. */
    static long day(LocalDate date) {
        long day = date.toEpochDay();
        if (day < 0 || day >= DATES_PER_SYMBOL) {
            throw new IllegalArgumentException("prices of " + date + " cannot be stored: expected a date from "
                    + LocalDate.EPOCH + " to " + LocalDate.ofEpochDay(DATES_PER_SYMBOL - 1L));
        }
        return day;
    }
}
