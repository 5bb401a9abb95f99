package cotinga.store.prices;

import cotinga.price.PriceBar;
import cotinga.store.sql.NamedStatement;
import cotinga.store.sql.ResultColumns;
import cotinga.store.sql.Sql;
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
 * The unit of a symbol's stored bars. All stored bars of a symbol have the same unit.
 *
 * @param source where the bars come from
 * @param currency as the source names it, such as {@code USX} or {@code GBp}; null when it does not
 */
public record PriceUnit(String source, @Nullable String currency) {
    private static final Sql PRICE_UNITS = Sql.named("price-units");

    /** Another unit changes all prices of a symbol by at least this factor; a correction of many days does not. */
    private static final double SCALE = 1.5;

    /** The fewest days that must agree, because one or two provisional closes may be that wrong. */
    private static final int FEWEST_DAYS = 3;

    /** The unit of every symbol that has bars, as readers of a version see them. */
    static Map<String, PriceUnit> bySymbol(Connection connection, long version) throws SQLException {
        Map<String, PriceUnit> units = new HashMap<>();
        try (NamedStatement statement = PRICE_UNITS.prepare(connection)) {
            statement.set("version", version);
            try (ResultSet rows = statement.query()) {
                while (rows.next()) {
                    units.put(
                            ResultColumns.text(rows, "symbol"),
                            new PriceUnit(
                                    ResultColumns.text(rows, "source"), ResultColumns.textOrNull(rows, "currency")));
                }
            }
        }
        return units;
    }

    /**
     * How the unit of a response differs from this one; empty when it does not.
     *
     * @param answered the unit of the response
     * @param stored the stored bars of the response's days
     * @param bars the bars of the response
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

    /** A difference when all common days are larger, or all are smaller, by a factor that no correction has. */
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
