package cotinga.report;

import java.util.Arrays;
import java.util.List;
import java.util.function.Function;
import java.util.stream.IntStream;

/**
 * All stored weeks of one market in one variant as columns, oldest week first.
 *
 * @param variant the variant
 * @param code the contract code
 * @param name the newest week's name; may be empty
 * @param exchange the newest week's exchange initials
 * @param reportDates days since 1970-01-01, ascending, one per week
 * @param publishedAt when the CFTC released each week for the first time, in seconds since 1970-01-01T00:00Z
 * @param publishedDerived whether {@code publishedAt} is derived from the release calendar, because no run observed the release
 * @param columns one array of {@code reportDates.length} whole numbers per {@link WeekColumn} index; columns that were not read
 *     are empty arrays; {@link WeekColumn#MISSING} where not disclosed
 * @param concentrations for each of {@link WeekColumn#CONCENTRATIONS} one percentage per week, NaN where not disclosed
 */
@SuppressWarnings("ArrayRecordComponent") // transfers data from store to analytics; it is never compared
public record MarketHistory(
        ReportVariant variant,
        String code,
        String name,
        String exchange,
        int[] reportDates,
        long[] publishedAt,
        boolean[] publishedDerived,
        int[][] columns,
        double[][] concentrations) {

    /** The number of weeks. */
    public int size() {
        return reportDates.length;
    }

    /** A column of the whole market, such as {@link WeekColumn#OPEN_INTEREST}. */
    public int[] column(int index) {
        return columns[index];
    }

    /** A column of a trader group (0 is g1), such as {@link WeekColumn#LONG}. */
    public int[] column(int group, int offset) {
        return columns[WeekColumn.group(group, offset)];
    }

    /** The percentages of a kind of concentration, such as {@link WeekColumn#GROSS_4_LONG}. */
    public double[] concentration(int offset) {
        return concentrations[offset];
    }

    /** The same weeks with all contracts multiplied by a factor and rounded. Numbers of traders and percentages stay as they are. */
    public MarketHistory scaled(double factor) {
        if (factor == 1) {
            return this;
        }
        int[][] scaled = IntStream.range(0, columns.length)
                .mapToObj(index -> WeekColumn.countsContracts(index) ? scaled(columns[index], factor) : columns[index])
                .toArray(int[][]::new);
        return new MarketHistory(
                variant, code, name, exchange, reportDates, publishedAt, publishedDerived, scaled, concentrations);
    }

    private static int[] scaled(int[] column, double factor) {
        return Arrays.stream(column)
                .map(count -> count == WeekColumn.MISSING ? count : Math.toIntExact((long) Math.rint(count * factor)))
                .toArray();
    }

    /** The weeks of histories of one variant that follow each other, under the code and the name of the last one. */
    public static MarketHistory joined(List<MarketHistory> parts) {
        MarketHistory last = parts.get(parts.size() - 1);
        if (parts.size() == 1) {
            return last;
        }
        boolean[] derived =
                new boolean[parts.stream().mapToInt(MarketHistory::size).sum()];
        int next = 0;
        for (MarketHistory part : parts) {
            System.arraycopy(part.publishedDerived, 0, derived, next, part.size());
            next += part.size();
        }
        return new MarketHistory(
                last.variant,
                last.code,
                last.name,
                last.exchange,
                joined(parts, part -> part.reportDates),
                parts.stream()
                        .flatMapToLong(part -> Arrays.stream(part.publishedAt))
                        .toArray(),
                derived,
                IntStream.range(0, last.columns.length)
                        .mapToObj(index -> joined(parts, part -> part.columns[index]))
                        .toArray(int[][]::new),
                IntStream.range(0, last.concentrations.length)
                        .mapToObj(offset -> parts.stream()
                                .flatMapToDouble(part -> Arrays.stream(part.concentrations[offset]))
                                .toArray())
                        .toArray(double[][]::new));
    }

    private static int[] joined(List<MarketHistory> parts, Function<MarketHistory, int[]> column) {
        return parts.stream()
                .flatMapToInt(part -> Arrays.stream(column.apply(part)))
                .toArray();
    }
}
