package cotinga.bench;

import cotinga.analytics.CrowdedThresholds;
import cotinga.analytics.HistoryBuilder;
import cotinga.analytics.MarketAnalysis;
import cotinga.payload.Payloads;
import cotinga.payload.ScreenerRow;
import cotinga.report.MarketCategory;
import cotinga.report.MarketHistory;
import cotinga.report.ReportVariant;
import cotinga.report.WeekColumn;
import cotinga.snapshot.MarketMeta;
import cotinga.snapshot.SymbolPrices;
import java.time.LocalDate;
import java.util.Random;
import java.util.concurrent.TimeUnit;
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

/** One market of five trader groups, over 5 and over 40 years: time per market; per week it should be the same for both. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(1)
public class AnalyticsBenchmark {
    private static final int WEEKS_PER_YEAR = 52;
    private static final int GROUPS = 5;

    @Param({"5", "40"})
    int years;

    private final Payloads payloads = new Payloads(CrowdedThresholds.DEFAULT);
    private MarketHistory history = history(1);
    private MarketAnalysis analysis = MarketAnalysis.of(history);
    private MarketMeta meta = meta(history);

    public static void main(String[] arguments) throws RunnerException {
        new Runner(new OptionsBuilder()
                        .include(AnalyticsBenchmark.class.getSimpleName())
                        .build())
                .run();
    }

    @Setup
    public void prepare() {
        history = history(years * WEEKS_PER_YEAR);
        analysis = MarketAnalysis.of(history);
        meta = meta(history);
    }

    @Benchmark
    public MarketAnalysis analyse() {
        return MarketAnalysis.of(history);
    }

    @Benchmark
    public byte[] detail() {
        return payloads.market(meta, analysis, SymbolPrices.NONE);
    }

    @Benchmark
    public ScreenerRow screenerRow() {
        return payloads.screenerRow(meta, analysis);
    }

    private static MarketMeta meta(MarketHistory history) {
        return MarketMeta.of(history, new MarketCategory("metals", "Metals"), 0);
    }

    private static MarketHistory history(int weeks) {
        Random random = new Random(weeks);
        HistoryBuilder history = new HistoryBuilder(ReportVariant.DISAGG_FO);
        int[] positions = random.ints(2 * GROUPS, 50_000, 300_000).toArray();
        for (int week = 0; week < weeks; week++) {
            history.week(LocalDate.of(1986, 1, 14).plusWeeks(week).toString())
                    .openInterest(900_000 + random.nextInt(200_000), random.nextInt(40_000) - 20_000);
            for (int group = 0; group < GROUPS; group++) {
                int changeLong = random.nextInt(8_000) - 4_000;
                int changeShort = random.nextInt(8_000) - 4_000;
                positions[2 * group] = Math.max(0, positions[2 * group] + changeLong);
                positions[2 * group + 1] = Math.max(0, positions[2 * group + 1] + changeShort);
                history.positions(group, positions[2 * group], positions[2 * group + 1])
                        .changes(group, changeLong, changeShort)
                        .set(WeekColumn.group(group, WeekColumn.SPREAD), random.nextInt(50_000));
            }
        }
        return history.build();
    }
}
