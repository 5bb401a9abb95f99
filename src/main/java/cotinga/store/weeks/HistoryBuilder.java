package cotinga.store.weeks;

import cotinga.report.MarketHistory;
import cotinga.report.ReportVariant;
import cotinga.report.WeekColumn;
import java.util.Arrays;
import java.util.Map;
import java.util.function.Consumer;

/** Builds the histories of markets, one after the other, from weeks in the order of their numbers. */
final class HistoryBuilder {
    private static final int[] NOT_READ = {};
    private static final int NO_MARKET = -1;

    private final ReportVariant variant;
    private final Map<Integer, String> codes;
    private final Map<Integer, VariantMarkets.Name> names;
    private final Consumer<MarketHistory> markets;
    private final int[] columnsRead;

    private int market = NO_MARKET;
    private int size;
    private int[] reportDates = new int[512];
    private long[] publishedAt = new long[reportDates.length];
    private boolean[] publishedDerived = new boolean[reportDates.length];
    private final int[][] values;
    private int newestName;
    private final double[][] concentrations = new double[WeekColumn.CONCENTRATIONS][reportDates.length];

    HistoryBuilder(
            ReportVariant variant,
            Map<Integer, String> codes,
            Map<Integer, VariantMarkets.Name> names,
            Consumer<MarketHistory> markets) {
        this.variant = variant;
        this.codes = codes;
        this.names = names;
        this.markets = markets;
        this.columnsRead = WeekRow.countsRead(variant.type().groups().size());
        this.values = new int[columnsRead.length][reportDates.length];
    }

    /** Adds the next week. The first week of another market completes the market before. */
    void add(WeekRow week) {
        int itsMarket = WeekId.market(week.id);
        if (itsMarket != market) {
            end();
            market = itsMarket;
        }
        if (size == reportDates.length) {
            grow();
        }
        reportDates[size] = WeekId.reportDate(week.id);
        publishedAt[size] = week.publishedAt;
        publishedDerived[size] = week.publishedDerived;
        for (int column = 0; column < values.length; column++) {
            values[column][size] = week.counts[column];
        }
        newestName = week.name;
        for (int column = 0; column < concentrations.length; column++) {
            concentrations[column][size] = week.concentrations[column];
        }
        size++;
    }

    /** Delivers the market whose weeks were added, if there is one. */
    void end() {
        if (market == NO_MARKET) {
            return;
        }
        int[][] columns = new int[WeekColumn.COUNT][];
        Arrays.fill(columns, NOT_READ);
        for (int column = 0; column < values.length; column++) {
            columns[columnsRead[column]] = Arrays.copyOf(values[column], size);
        }
        VariantMarkets.Name name = known(names, newestName, "name");
        MarketHistory history = new MarketHistory(
                variant,
                known(codes, market, "market"),
                name.name(),
                name.exchange(),
                Arrays.copyOf(reportDates, size),
                Arrays.copyOf(publishedAt, size),
                Arrays.copyOf(publishedDerived, size),
                columns,
                Arrays.stream(concentrations)
                        .map(column -> Arrays.copyOf(column, size))
                        .toArray(double[][]::new));
        market = NO_MARKET;
        size = 0;
        markets.accept(history);
    }

    private static <T> T known(Map<Integer, T> known, int id, String what) {
        T value = known.get(id);
        if (value == null) {
            throw new IllegalStateException(
                    "a stored week has the " + what + " " + id + ", which the store does not know");
        }
        return value;
    }

    private void grow() {
        reportDates = Arrays.copyOf(reportDates, size * 2);
        publishedAt = Arrays.copyOf(publishedAt, size * 2);
        publishedDerived = Arrays.copyOf(publishedDerived, size * 2);
        for (int column = 0; column < values.length; column++) {
            values[column] = Arrays.copyOf(values[column], size * 2);
        }
        for (int column = 0; column < concentrations.length; column++) {
            concentrations[column] = Arrays.copyOf(concentrations[column], size * 2);
        }
    }
}
