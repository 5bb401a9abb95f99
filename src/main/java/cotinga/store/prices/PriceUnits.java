package cotinga.store.prices;

import cotinga.price.PriceBar;
import cotinga.price.PriceOutcome;
import cotinga.store.sql.NamedStatement;
import cotinga.store.sql.Sql;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.LocalDate;
import java.util.Collection;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

/** The units of the stored bars, for a price run that may change them. */
final class PriceUnits {
    private static final Sql INSERT_PRICE_UNIT = Sql.named("insert-price-unit");
    private static final Sql DELETE_PRICE_UNIT = Sql.named("delete-price-unit");

    private final Connection connection;
    private final String source;
    private final long version;
    private final Map<String, PriceUnit> units;
    private boolean hasChanged;

    /** @param version the version for which units are written */
    PriceUnits(Connection connection, String source, long version) throws SQLException {
        this.connection = connection;
        this.source = source;
        this.version = version;
        this.units = PriceUnit.bySymbol(connection, version);
    }

    /** How an outcome differs in its unit from the stored bars of its days; empty when it fits. */
    Optional<String> difference(PriceOutcome outcome, Collection<PriceBars.Stored> stored) {
        PriceUnit known = units.get(outcome.symbol());
        if (known == null || outcome.series().bars().isEmpty()) {
            return Optional.empty();
        }
        Map<LocalDate, PriceBar> bars = stored.stream()
                .map(PriceBars.Stored::bar)
                .collect(Collectors.toMap(PriceBar::date, Function.identity()));
        return known.difference(unit(outcome), bars, outcome.series().bars());
    }

    /** Writes the unit of an outcome with bars, if it is not the stored one. */
    void store(long symbolId, PriceOutcome outcome) throws SQLException {
        PriceUnit unit = unit(outcome);
        if (outcome.series().bars().isEmpty() || unit.equals(units.put(outcome.symbol(), unit))) {
            return;
        }
        hasChanged = true;
        try (NamedStatement deletion = DELETE_PRICE_UNIT.prepare(connection);
                NamedStatement insertion = INSERT_PRICE_UNIT.prepare(connection)) {
            deletion.set("symbol_id", symbolId).set("since_version", version).update();
            insertion
                    .set("symbol_id", symbolId)
                    .set("since_version", version)
                    .set("source", unit.source())
                    .set("currency", unit.currency())
                    .update();
        }
    }

    /** Whether any unit was written. */
    boolean hasChanged() {
        return hasChanged;
    }

    private PriceUnit unit(PriceOutcome outcome) {
        return new PriceUnit(source, outcome.series().currency());
    }
}
