package cotinga.payload;

import cotinga.measure.Basis;
import cotinga.measure.MeasureKey;
import cotinga.measure.PriceDivergence;
import cotinga.report.ReportType;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * A market whose speculators stand against its commercials, or against the price.
 *
 * @param row the market's row in the screener
 * @param values one for each of {@link #keys}
 * @param price what the price divergence compares; null without one
 */
public record Divergence(
        ScreenerRow row, Basis basis, List<NewestColumn.Value> values, @Nullable PriceDivergence price) {
    private static final int POSITIONS = 0;
    private static final int SPECULATIVE = 1;
    private static final int COMMERCIAL = 2;
    private static final int PRICE = 3;

    public Divergence {
        values = List.copyOf(values);
    }

    /** The columns of the list: divergence of positions, the percentiles of the two groups, and divergence of the price. */
    public static List<MeasureKey> keys(ReportType type, Basis basis) {
        return List.of(
                MeasureKey.of("divergence", type, type.speculativeGroup(), basis, ""),
                MeasureKey.of("percentile.156", type, type.speculativeGroup(), basis, ""),
                MeasureKey.of("percentile.156", type, type.commercialGroup(), basis, ""),
                MeasureKey.of("price_divergence", type, type.speculativeGroup(), basis, ""));
    }

    /**
     * The list; the markets with the largest distance between the two percentiles first.
     *
     * @param columns at least those of the list
     * @param price finds what a price divergence compares
     */
    public static List<Divergence> of(
            Collection<ScreenerRow> rows,
            RowColumns columns,
            Basis basis,
            Function<ScreenerRow, @Nullable PriceDivergence> price) {
        List<Divergence> found = new ArrayList<>();
        for (ScreenerRow row : rows) {
            List<NewestColumn.Value> values = keys(row.meta().variant().type(), basis).stream()
                    .map(key -> columns.value(row, key.key()))
                    .toList();
            boolean isPriceDivergence = exists(values.get(PRICE));
            if (exists(values.get(POSITIONS)) || isPriceDivergence) {
                found.add(new Divergence(row, basis, values, isPriceDivergence ? price.apply(row) : null));
            }
        }
        found.sort(Comparator.comparingDouble((Divergence divergence) -> -divergence.distance())
                .thenComparing(divergence -> divergence.row.meta().code()));
        return found;
    }

    private double distance() {
        double distance = Math.abs(
                values.get(SPECULATIVE).number() - values.get(COMMERCIAL).number());
        return Double.isNaN(distance) ? 0 : distance;
    }

    private static boolean exists(NewestColumn.Value value) {
        return !Double.isNaN(value.number());
    }
}
