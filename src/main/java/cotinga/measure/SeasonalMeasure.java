package cotinga.measure;

import java.util.Arrays;
import java.util.List;

/** The week's value beside the lowest, the median and the highest value of the same ISO week in the years before. */
final class SeasonalMeasure extends Measure {
    static final int FEWEST_YEARS = 3;

    SeasonalMeasure() {
        super("seasonal");
    }

    @Override
    Windows windows() {
        return Windows.years(5, 10, 15);
    }

    @Override
    List<Part> parts(Target target) {
        Kind kind = target.basis().kind();
        return List.of(Part.main(kind), Part.named("min", kind), Part.named("median", kind), Part.named("max", kind));
    }

    @Override
    List<Values> values(MarketSeries market, Target target) {
        Series series = market.series(target.group(), target.basis());
        Values current = new Values(series.size());
        Values lowest = current.withSameReasons();
        Values median = current.withSameReasons();
        Values highest = current.withSameReasons();
        Seasons seasons = new Seasons(series, market.weeks().isoWeeks(), target.window());
        for (int week = 0; week < series.size(); week++) {
            Season season = seasons.before(week);
            if (!series.has(week)) {
                current.setAbsent(week, Reason.MISSING);
            } else if (season.count < FEWEST_YEARS) {
                current.setAbsent(week, Reason.INSUFFICIENT_HISTORY);
                current.setFound(week, season.count);
            } else {
                current.set(week, series.get(week));
                lowest.set(week, season.sorted[0]);
                median.set(week, season.median());
                highest.set(week, season.sorted[season.count - 1]);
            }
        }
        return List.of(current, lowest, median, highest);
    }

    /** The median of the first ones of sorted values. */
    static double median(double[] sorted, int count) {
        return (sorted[(count - 1) / 2] + sorted[count / 2]) / 2.0;
    }

    /** The values of all ISO weeks in the years before a week, while the weeks pass. */
    private static final class Seasons {
        private final Series series;
        private final int[] isoWeeks;
        private final int years;
        private final Season[] ofIsoWeeks = new Season[Weeks.ISO_WEEKS_OF_YEAR];

        /** For each ISO week since the first, its last week so far. */
        private final int[] latest;

        Seasons(Series series, int[] isoWeeks, int years) {
            this.series = series;
            this.isoWeeks = isoWeeks;
            this.years = years;
            Arrays.setAll(ofIsoWeeks, first -> new Season(first, years));
            latest = new int[isoWeeks.length == 0 ? 0 : number(isoWeeks.length - 1) + 1];
            Arrays.fill(latest, Weeks.NONE);
        }

        /** The season of a week, without the week's own year. The weeks must come in their order. */
        Season before(int week) {
            int number = number(week);
            latest[number] = week;
            Season season = ofIsoWeeks[number % Weeks.ISO_WEEKS_OF_YEAR];
            for (; season.next < number; season.next += Weeks.ISO_WEEKS_OF_YEAR) {
                double added = value(season.next);
                double removed = value(season.next - years * Weeks.ISO_WEEKS_OF_YEAR);
                season.replace(removed, added);
            }
            return season;
        }

        private int number(int week) {
            return isoWeeks[week] - isoWeeks[0];
        }

        /** The value of an ISO week, NaN without one. */
        private double value(int number) {
            return number < 0 || latest[number] == Weeks.NONE ? Double.NaN : series.get(latest[number]);
        }
    }

    /** The values of one ISO week in some years. */
    private static final class Season {
        private final double[] sorted;
        private int count;

        /** The same ISO week of the next year to add. */
        private int next;

        Season(int first, int years) {
            next = first;
            sorted = new double[years];
        }

        /** Removes a value and adds another one, NaN for none. */
        void replace(double removed, double added) {
            if (!Double.isNaN(removed)) {
                int index = 0;
                while (sorted[index] != removed) {
                    index++;
                }
                count--;
                System.arraycopy(sorted, index + 1, sorted, index, count - index);
            }
            if (!Double.isNaN(added)) {
                int index = count;
                for (; index > 0 && sorted[index - 1] > added; index--) {
                    sorted[index] = sorted[index - 1];
                }
                sorted[index] = added;
                count++;
            }
        }

        double median() {
            return SeasonalMeasure.median(sorted, count);
        }
    }
}
