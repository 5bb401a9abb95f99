package cotinga.bench;

import cotinga.measure.Sessions;
import cotinga.measure.Truth;
import cotinga.study.EventStudy;
import cotinga.study.Horizon;
import cotinga.study.StudyPrices;
import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
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

/** An event study of one market at five horizons, over 10 and over 40 years. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@Warmup(iterations = 3, time = 2)
@Measurement(iterations = 5, time = 2)
@Fork(1)
public class StudyBenchmark {
    private static final int WEEKS_PER_YEAR = 52;
    private static final int DAYS_PER_WEEK = 7;
    private static final LocalDate FIRST = LocalDate.of(1986, 1, 17);

    @Param({"10", "40"})
    int years;

    private final List<Horizon> horizons = Horizon.list("5s,4w,13w,26w,52w");
    private long[] publishedAt = {};
    private List<Truth> condition = List.of();
    private Sessions sessions = Sessions.NONE;

    public static void main(String[] arguments) throws RunnerException {
        new Runner(new OptionsBuilder()
                        .include(StudyBenchmark.class.getSimpleName())
                        .build())
                .run();
    }

    @Setup
    public void prepare() {
        int weeks = years * WEEKS_PER_YEAR;
        Random random = new Random(weeks);
        publishedAt = IntStream.range(0, weeks)
                .mapToLong(week -> FIRST.plusWeeks(week).atTime(20, 30).toEpochSecond(ZoneOffset.UTC))
                .toArray();
        condition = new ArrayList<>();
        boolean holds = false;
        for (int week = 0; week < weeks; week++) {
            holds = random.nextDouble() < (holds ? 0.7 : 0.05);
            condition.add(holds ? Truth.TRUE : Truth.FALSE);
        }
        int firstDay = (int) FIRST.toEpochDay();
        int[] days = IntStream.range(firstDay, firstDay + DAYS_PER_WEEK * weeks)
                .filter(day -> LocalDate.ofEpochDay(day).getDayOfWeek().compareTo(DayOfWeek.FRIDAY) <= 0)
                .toArray();
        double[] closes = new double[days.length];
        double price = 1_000;
        for (int session = 0; session < closes.length; session++) {
            price *= 1 + 0.01 * random.nextGaussian();
            closes[session] = price;
        }
        sessions = new Sessions(days, closes, new double[days.length]);
    }

    @Benchmark
    public EventStudy study() {
        return EventStudy.of(publishedAt, condition, new StudyPrices(sessions), horizons);
    }
}
