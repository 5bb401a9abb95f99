package cotinga.measure;

import cotinga.report.MarketHistory;
import cotinga.report.ReportVariant;
import cotinga.report.WeekColumn;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.Random;
import java.util.function.IntUnaryOperator;
import java.util.stream.IntStream;

/**
 * Markets with everything that a window must handle: gaps, missing values, ties, flat periods, flips, Monday report dates, two reports a
 * month, short and long histories, with and without prices.
 */
final class RandomMarkets {
    private static final int[] DATES = ReportDateList.all();
    private static final long SECONDS_OF_DAY = 86_400;

    private final Random random;

    RandomMarkets(long seed) {
        random = new Random(seed);
    }

    /** The next market. */
    MarketWeeks next() {
        int[] dates = dates();
        ReportVariant variant = random.nextBoolean() ? ReportVariant.LEGACY_FO : ReportVariant.DISAGG_FO;
        int[][] columns = new int[WeekColumn.COUNT][];
        Arrays.setAll(columns, column -> new int[0]);
        columns[WeekColumn.OPEN_INTEREST] = interest(dates.length);
        columns[WeekColumn.OPEN_INTEREST_CHANGE] = changes(dates.length);
        for (int group = 0; group < variant.type().groups().size(); group++) {
            columns[WeekColumn.group(group, WeekColumn.LONG)] = positions(dates.length);
            columns[WeekColumn.group(group, WeekColumn.SHORT)] = positions(dates.length);
            columns[WeekColumn.group(group, WeekColumn.SPREAD)] = positions(dates.length);
            columns[WeekColumn.group(group, WeekColumn.CHANGE_LONG)] = changes(dates.length);
            columns[WeekColumn.group(group, WeekColumn.CHANGE_SHORT)] = changes(dates.length);
        }
        int undisclosed = random.nextInt(4) == 0 ? 1 : 20;
        double[][] concentrations = new double[WeekColumn.CONCENTRATIONS][dates.length];
        for (double[] column : concentrations) {
            Arrays.setAll(column, week -> random.nextInt(undisclosed) == 0 ? Double.NaN : random.nextInt(1_001) / 10.0);
        }
        MarketHistory history = new MarketHistory(
                variant,
                "088691",
                "GOLD",
                "CMX",
                dates,
                Arrays.stream(dates).mapToLong(this::publishedAt).toArray(),
                new boolean[dates.length],
                columns,
                concentrations);
        return new MarketWeeks(history, sessions(dates));
    }

    /** Sessions of a market, from some day on, with ties, days without a close, and days without a volume. */
    Sessions sessions(int[] dates) {
        if (random.nextInt(5) == 0) {
            return Sessions.NONE;
        }
        int first = dates[0] - 40 + (random.nextInt(4) == 0 ? random.nextInt(400) : 0);
        double gaps = random.nextInt(3) * 0.15;
        int[] days = IntStream.rangeClosed(first, dates[dates.length - 1] + 3)
                .filter(day -> LocalDate.ofEpochDay(day).getDayOfWeek().getValue() <= 5)
                .filter(day -> random.nextDouble() >= gaps)
                .toArray();
        double[] closes = new double[days.length];
        double[] volumes = new double[days.length];
        int step = 1 + random.nextInt(3);
        int price = 50;
        for (int session = 0; session < days.length; session++) {
            price = Math.max(1, price + random.nextInt(2 * step + 1) - step);
            closes[session] = random.nextInt(30) == 0 ? Double.NaN : price / 4.0;
            volumes[session] = random.nextInt(8) == 0 ? Double.NaN : random.nextInt(1_000);
        }
        return new Sessions(days, closes, volumes);
    }

    private long publishedAt(int reportDate) {
        return LocalDate.ofEpochDay(reportDate + 3 + random.nextInt(3))
                        .atTime(20, 30)
                        .toEpochSecond(ZoneOffset.UTC)
                - random.nextInt(2) * SECONDS_OF_DAY;
    }

    /** Some report dates of the CFTC, with gaps, and often with a Monday instead of a Tuesday. */
    private int[] dates() {
        int size = 1 + random.nextInt(random.nextInt(4) == 0 ? 700 : 300);
        int first = random.nextInt(3) == 0 ? random.nextInt(60) : random.nextInt(DATES.length - size);
        double gaps = new double[] {0, 0.02, 0.08, 0.4}[random.nextInt(4)];
        double mondays = new double[] {0, 0, 0.1, 0.5}[random.nextInt(4)];
        int[] dates = IntStream.range(first, Math.min(first + size, DATES.length))
                .filter(index -> random.nextDouble() >= gaps)
                .map(index -> DATES[index] - (random.nextDouble() < mondays ? 1 : 0))
                .toArray();
        return dates.length == 0 ? new int[] {DATES[first]} : dates;
    }

    private int[] interest(int size) {
        int base = random.nextInt(5) == 0 ? 10 : 1_000_000;
        return column(size, base, 1 + random.nextInt(base), count -> Math.max(0, count));
    }

    private int[] positions(int size) {
        int base = random.nextInt(4) == 0 ? 2 : random.nextInt(300_000);
        int step = new int[] {0, 1, 3, 1 + base / 20, 20_000}[random.nextInt(5)];
        return column(size, base, step, count -> Math.max(0, count));
    }

    private int[] changes(int size) {
        int step = random.nextBoolean() ? 2 : 10_000;
        double missing = random.nextInt(3) * 0.1;
        int[] changes = new int[size];
        Arrays.setAll(
                changes,
                week -> random.nextDouble() < missing ? WeekColumn.MISSING : random.nextInt(2 * step + 1) - step);
        return changes;
    }

    /** A random walk with flat periods, values that return, and weeks without a value; some rise all the time. */
    private int[] column(int size, int base, int step, IntUnaryOperator bound) {
        double missing = new double[] {0, 0, 0.03, 0.15}[random.nextInt(4)];
        double still = new double[] {0, 0.2, 0.9, 0.99}[random.nextInt(4)];
        int rise = random.nextInt(3) == 0 ? 2 * step : 0;
        int[] column = new int[size];
        int count = base;
        for (int week = 0; week < size; week++) {
            if (random.nextDouble() >= still) {
                boolean returns = rise == 0 && random.nextInt(10) == 0;
                count = bound.applyAsInt(returns ? base : count + random.nextInt(2 * step + 1) - step + rise);
            }
            column[week] = random.nextDouble() < missing ? WeekColumn.MISSING : count;
        }
        return column;
    }
}
