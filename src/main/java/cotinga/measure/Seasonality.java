package cotinga.measure;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.OptionalInt;

/**
 * The values of a market by ISO week: those of the ISO year of the newest week, beside the lowest, the median and the highest of the years
 * before.
 *
 * @param isoYear the ISO year of the newest week
 * @param columns the names of the values: those of the measure {@code seasonal}
 * @param weeks the ISO weeks from 1 to 52, or to 53 if a year has it
 */
public record Seasonality(int isoYear, List<MeasureKey> columns, List<IsoWeek> weeks) {
    private static final int LONGEST_YEAR = 53;
    private static final int PARTS = 4;

    public Seasonality {
        columns = List.copyOf(columns);
        weeks = List.copyOf(weeks);
    }

    /**
     * An ISO week.
     *
     * @param number from 1 to 53
     * @param reportDate the last report date of the year in this week, in days since 1970-01-01; empty if there is none yet
     * @param values one for each column; the number of years with a value is stated where they are too few
     */
    public record IsoWeek(int number, OptionalInt reportDate, List<MeasureValue> values) {
        public IsoWeek {
            values = List.copyOf(values);
        }
    }

    static Seasonality of(MarketSeries market, List<Target> targets, List<MeasureKey> columns) {
        int[] dates = market.weeks().dates();
        int[] isoWeeks = market.weeks().isoWeeks();
        int isoYear = isoWeeks[isoWeeks.length - 1] / Weeks.ISO_WEEKS_OF_YEAR;
        int[] newest = new int[LONGEST_YEAR + 1];
        Arrays.fill(newest, Weeks.NONE);
        List<double[][]> values = new ArrayList<>();
        targets.forEach(target -> values.add(values(market, target, isoYear)));
        boolean hasWeek53 = false;
        for (int week = 0; week < dates.length; week++) {
            int number = isoWeeks[week] % Weeks.ISO_WEEKS_OF_YEAR;
            int yearsAgo = isoYear - isoWeeks[week] / Weeks.ISO_WEEKS_OF_YEAR;
            hasWeek53 |= number == LONGEST_YEAR && yearsAgo <= targets.get(0).window();
            if (yearsAgo == 0) {
                newest[number] = week;
            }
        }
        List<IsoWeek> weeks = new ArrayList<>();
        for (int number = 1; number <= (hasWeek53 ? LONGEST_YEAR : LONGEST_YEAR - 1); number++) {
            List<MeasureValue> ofWeek = new ArrayList<>();
            for (int target = 0; target < targets.size(); target++) {
                ofWeek.addAll(band(
                        values.get(target)[number], columns.get(target * PARTS).kind()));
            }
            weeks.add(new IsoWeek(
                    number,
                    newest[number] == Weeks.NONE ? OptionalInt.empty() : OptionalInt.of(dates[newest[number]]),
                    ofWeek));
        }
        return new Seasonality(isoYear, columns, weeks);
    }

    /** For each ISO week the value of each year, the newest year first, NaN without one. Of two reports in one week the later counts. */
    private static double[][] values(MarketSeries market, Target target, int isoYear) {
        Series series = market.series(target.group(), target.basis());
        double[][] values = new double[LONGEST_YEAR + 1][target.window() + 1];
        for (double[] ofWeek : values) {
            Arrays.fill(ofWeek, Double.NaN);
        }
        int[] isoWeeks = market.weeks().isoWeeks();
        for (int week = 0; week < series.size(); week++) {
            int yearsAgo = isoYear - isoWeeks[week] / Weeks.ISO_WEEKS_OF_YEAR;
            if (yearsAgo <= target.window()) {
                values[isoWeeks[week] % Weeks.ISO_WEEKS_OF_YEAR][yearsAgo] = series.get(week);
            }
        }
        return values;
    }

    private static List<MeasureValue> band(double[] years, Kind kind) {
        double[] sorted = Arrays.stream(years, 1, years.length)
                .filter(value -> !Double.isNaN(value))
                .sorted()
                .toArray();
        MeasureValue current = Double.isNaN(years[0])
                ? new MeasureValue("", Reason.MISSING, OptionalInt.empty())
                : new MeasureValue(kind.rounded(years[0]), null, OptionalInt.empty());
        if (sorted.length < SeasonalMeasure.FEWEST_YEARS) {
            MeasureValue few = new MeasureValue("", Reason.INSUFFICIENT_HISTORY, OptionalInt.of(sorted.length));
            return List.of(current, few, few, few);
        }
        return List.of(
                current,
                present(sorted[0], kind),
                present(SeasonalMeasure.median(sorted, sorted.length), kind),
                present(sorted[sorted.length - 1], kind));
    }

    private static MeasureValue present(double value, Kind kind) {
        return new MeasureValue(kind.rounded(value), null, OptionalInt.empty());
    }
}
