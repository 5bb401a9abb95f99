package cotinga.price;

import java.time.LocalDate;
import java.util.function.UnaryOperator;

/** How far back prices are stored and shown: 30 days more than the years, so that the first week also has prices. */
public final class PriceHistory {
    private static final int DAYS_BEYOND_YEARS = 30;
    private static final LocalDate FIRST_DAY_OF_ALL = LocalDate.EPOCH;

    private final UnaryOperator<LocalDate> firstDay;

    private PriceHistory(UnaryOperator<LocalDate> firstDay) {
        this.firstDay = firstDay;
    }

    /** A history of a number of years before today. */
    public static PriceHistory ofYears(int years) {
        return new PriceHistory(today -> today.minusYears(years));
    }

    /** A history as long as that of the reports, to the first day of their first year. */
    public static PriceHistory ofReports(UnaryOperator<LocalDate> firstDayOfReports) {
        return new PriceHistory(firstDayOfReports);
    }

    /** The first day whose prices are stored, as of a day; 1970 at the earliest. */
    public LocalDate firstDay(LocalDate today) {
        LocalDate day = firstDay.apply(today).minusDays(DAYS_BEYOND_YEARS);
        return day.isBefore(FIRST_DAY_OF_ALL) ? FIRST_DAY_OF_ALL : day;
    }
}
