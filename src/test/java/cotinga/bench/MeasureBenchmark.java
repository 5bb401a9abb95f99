package cotinga.bench;

import cotinga.analytics.HistoryBuilder;
import cotinga.measure.Basis;
import cotinga.measure.MarketWeeks;
import cotinga.measure.MeasureColumn;
import cotinga.measure.MeasureRequest;
import cotinga.measure.MeasureTerm;
import cotinga.measure.Measures;
import cotinga.measure.Sessions;
import cotinga.release.ReleaseCalendar;
import cotinga.report.MarketHistory;
import cotinga.report.ReportVariant;
import cotinga.report.WeekColumn;
import java.time.LocalDate;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.OptionsBuilder;

/** All measures over all common windows of one market of five trader groups, on three bases, over 10 and over 40 years. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@Warmup(iterations = 3, time = 2)
@Measurement(iterations = 5, time = 2)
@Fork(1)
public class MeasureBenchmark {
    private static final int WEEKS_PER_YEAR = 52;
    private static final LocalDate NEWEST = LocalDate.of(2026, 11, 24);

    @Param({"10", "40"})
    int years;

    private final Measures measures = new Measures(ReleaseCalendar.shipped().reportDays(), 90);
    private final MeasureRequest all = new MeasureRequest(
            ReportVariant.DISAGG_FO.type(),
            MeasureTerm.list(String.join(",", MeasureTerm.names())),
            ReportVariant.DISAGG_FO.type().groups(),
            List.of(Basis.NET, Basis.NET_OI, Basis.LONG),
            false);
    private MarketWeeks market = market(1);

    public static void main(String[] arguments) throws RunnerException {
        new Runner(new OptionsBuilder()
                        .include(MeasureBenchmark.class.getSimpleName())
                        .build())
                .run();
    }

    @Setup
    public void prepare() {
        market = market(years * WEEKS_PER_YEAR);
    }

    @Benchmark
    public List<MeasureColumn> allMeasures() {
        return measures.columns(market, all);
    }

    private static MarketWeeks market(int weeks) {
        Random random = new Random(weeks);
        HistoryBuilder history = new HistoryBuilder(ReportVariant.DISAGG_FO);
        int groups = ReportVariant.DISAGG_FO.type().groups().size();
        int[] positions = random.ints(2L * groups, 50_000, 300_000).toArray();
        for (int week = 0; week < weeks; week++) {
            history.week(NEWEST.minusWeeks(weeks - 1L - week).toString())
                    .openInterest(900_000 + random.nextInt(200_000), random.nextInt(40_000) - 20_000);
            for (int group = 0; group < groups; group++) {
                int changeLong = random.nextInt(8_000) - 4_000;
                int changeShort = random.nextInt(8_000) - 4_000;
                positions[2 * group] = Math.max(0, positions[2 * group] + changeLong);
                positions[2 * group + 1] = Math.max(0, positions[2 * group + 1] + changeShort);
                history.positions(group, positions[2 * group], positions[2 * group + 1])
                        .changes(group, changeLong, changeShort);
            }
            for (int offset = 0; offset < WeekColumn.CONCENTRATIONS; offset++) {
                history.concentration(offset, random.nextInt(1_000) / 10.0);
            }
        }
        MarketHistory built = history.build();
        return new MarketWeeks(built, sessions(built, random));
    }

    private static Sessions sessions(MarketHistory history, Random random) {
        int[] dates = history.reportDates();
        int[] days = IntStream.rangeClosed(dates[0] - 30, dates[dates.length - 1])
                .filter(day -> LocalDate.ofEpochDay(day).getDayOfWeek().getValue() <= 5)
                .toArray();
        double[] closes = new double[days.length];
        double[] volumes = new double[days.length];
        double price = 1_000;
        for (int session = 0; session < days.length; session++) {
            price += random.nextGaussian();
            closes[session] = price;
            volumes[session] = random.nextInt(100_000);
        }
        return new Sessions(days, closes, volumes);
    }
}
