package cotinga.store;

import cotinga.report.PriceBar;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The unit of a symbol's stored bars. Bars of another unit never stand beside them.
 *
 * @param source where the bars come from
 * @param currency as the source names it, {@code USX} or {@code GBp} say; null where it does not
 */
public record PriceUnit(String source, @Nullable String currency) {
    private static final Sql PRICE_UNITS = Sql.named("price-units");

    /** A source that quotes a symbol in another unit moves all of its prices by at least this factor; no correction of many days does. */
    private static final double SCALE = 1.5;

    /** So many days must agree: a provisional close of one or two may have been that wrong. */
    private static final int FEWEST_DAYS = 3;

    /** The unit of every symbol that has bars, as readers of a version see them. */
    static Map<String, PriceUnit> bySymbol(Connection connection, long version) throws SQLException {
        Map<String, PriceUnit> units = new HashMap<>();
        try (NamedStatement statement = PRICE_UNITS.prepare(connection)) {
            statement.set("version", version);
            try (ResultSet rows = statement.query()) {
                while (rows.next()) {
                    units.put(
                            Columns.text(rows, "symbol"),
                            new PriceUnit(Columns.text(rows, "source"), Columns.textOrNull(rows, "currency")));
                }
            }
        }
        return units;
    }

    /**
     * How an answer differs in its unit; empty when its bars fit to those of this unit.
     *
     * @param answered the unit of the answer
     * @param stored the stored bars of the answer's days
     * @param bars those of the answer
     */
    Optional<String> difference(PriceUnit answered, Map<LocalDate, PriceBar> stored, List<PriceBar> bars) {
        if (!source.equals(answered.source)) {
            return Optional.of("the source is " + answered.source + ", was " + source);
        }
        if (!Objects.equals(currency, answered.currency)) {
            return Optional.of("the currency is " + quoted(answered.currency) + ", was " + quoted(currency));
        }
        return scaleDifference(stored, bars);
    }

    /** All days that both have are larger, or all are smaller, by a factor that no correction has. */
    private static Optional<String> scaleDifference(Map<LocalDate, PriceBar> stored, List<PriceBar> bars) {
        int days = 0;
        int larger = 0;
        int smaller = 0;
        String example = "";
        for (PriceBar bar : bars) {
            PriceBar before = stored.get(bar.date());
            if (before != null) {
                double factor = bar.close() / before.close();
                days++;
                larger += factor >= SCALE ? 1 : 0;
                smaller += factor > 0 && factor <= 1 / SCALE ? 1 : 0;
                example = bar.close() + " on " + bar.date() + ", was " + before.close();
            }
        }
        return days >= FEWEST_DAYS && (larger == days || smaller == days)
                ? Optional.of("the scale of all " + days + " known days is another: the close is " + example)
                : Optional.empty();
    }

    private static String quoted(@Nullable String currency) {
        return currency == null ? "unknown" : "'" + currency + "'";
    }
}
