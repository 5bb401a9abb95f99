package cotinga.analytics;

import cotinga.report.MarketHistory;
import cotinga.report.ReportVariant;
import cotinga.report.WeekColumn;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import java.util.stream.IntStream;

/** Builds histories week by week, oldest first. Values that are not set are missing. */
public final class HistoryBuilder {
    private final ReportVariant variant;
    private final List<Integer> reportDates = new ArrayList<>();
    private final List<Instant> released = new ArrayList<>();
    private final BitSet seenToArrive = new BitSet();
    private final List<int[]> weeks = new ArrayList<>();
    private final List<double[]> concentrations = new ArrayList<>();
    private String code = "088691";
    private String name = "GOLD - COMMODITY EXCHANGE INC.";

    public HistoryBuilder(ReportVariant variant) {
        this.variant = variant;
    }

    public HistoryBuilder market(String marketCode, String marketName) {
        code = marketCode;
        name = marketName;
        return this;
    }

    public HistoryBuilder week(String reportDate) {
        reportDates.add((int) LocalDate.parse(reportDate).toEpochDay());
        released.add(LocalDate.parse(reportDate).plusDays(3).atTime(20, 30).toInstant(ZoneOffset.UTC));
        int[] counts = new int[WeekColumn.COUNT];
        Arrays.fill(counts, WeekColumn.MISSING);
        weeks.add(counts);
        double[] unknown = new double[WeekColumn.CONCENTRATIONS];
        Arrays.fill(unknown, Double.NaN);
        concentrations.add(unknown);
        return this;
    }

    /** When the last week appeared. By default it is derived as three days after the report date. */
    public HistoryBuilder seenToArrive(Instant moment) {
        released.set(released.size() - 1, moment);
        seenToArrive.set(released.size() - 1);
        return this;
    }

    /** Sets the open interest of the last week. */
    public HistoryBuilder openInterest(int openInterest, int change) {
        return set(WeekColumn.OPEN_INTEREST, openInterest).set(WeekColumn.OPEN_INTEREST_CHANGE, change);
    }

    /** Sets values of a group, 0 for g1, in the last week. */
    public HistoryBuilder positions(int group, int longPositions, int shortPositions) {
        return set(WeekColumn.group(group, WeekColumn.LONG), longPositions)
                .set(WeekColumn.group(group, WeekColumn.SHORT), shortPositions);
    }

    /** Sets values of a group, 0 for g1, in the last week. */
    public HistoryBuilder changes(int group, int changeLong, int changeShort) {
        return set(WeekColumn.group(group, WeekColumn.CHANGE_LONG), changeLong)
                .set(WeekColumn.group(group, WeekColumn.CHANGE_SHORT), changeShort);
    }

    /** Sets one {@link WeekColumn} in the last week. */
    public HistoryBuilder set(int column, int count) {
        weeks.get(weeks.size() - 1)[column] = count;
        return this;
    }

    /** Sets one concentration in the last week. */
    public HistoryBuilder concentration(int offset, double percent) {
        concentrations.get(concentrations.size() - 1)[offset] = percent;
        return this;
    }

    public MarketHistory build() {
        int[][] columns = new int[WeekColumn.COUNT][weeks.size()];
        for (int week = 0; week < weeks.size(); week++) {
            for (int column = 0; column < columns.length; column++) {
                columns[column][week] = weeks.get(week)[column];
            }
        }
        boolean[] derived = new boolean[weeks.size()];
        for (int week = 0; week < weeks.size(); week++) {
            derived[week] = !seenToArrive.get(week);
        }
        return new MarketHistory(
                variant,
                code,
                name,
                "CMX",
                reportDates.stream().mapToInt(Integer::intValue).toArray(),
                released.stream().mapToLong(Instant::getEpochSecond).toArray(),
                derived,
                columns,
                IntStream.range(0, WeekColumn.CONCENTRATIONS)
                        .mapToObj(offset -> concentrations.stream()
                                .mapToDouble(week -> week[offset])
                                .toArray())
                        .toArray(double[][]::new));
    }
}
