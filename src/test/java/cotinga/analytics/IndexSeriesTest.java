package cotinga.analytics;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvFileSource;
import org.junit.jupiter.params.provider.EnumSource;

class IndexSeriesTest {
    @ParameterizedTest
    @CsvFileSource(resources = "index.csv", numLinesToSkip = 3, maxCharsPerColumn = 1_000)
    void placesTheNetBetweenTheExtremesOfItsWindow(IndexWindow window, String nets, String index, String weeks) {
        long[] column = ExampleValues.counts(nets);
        IndexSeries series = new IndexSeries.Calculation(column.length).of(column, window);
        assertThat(series.values())
                .containsExactly(Arrays.stream(ExampleValues.words(index))
                        .mapToLong(ExampleValues::tenths)
                        .toArray());
        assertThat(series.weeks())
                .containsExactly(Arrays.stream(ExampleValues.words(weeks))
                        .mapToInt(Integer::parseInt)
                        .toArray());
    }

    @ParameterizedTest
    @EnumSource
    void agreesWithAScanOfEveryWindow(IndexWindow window) {
        Random random = new Random(window.weeks());
        for (int attempt = 0; attempt < 200; attempt++) {
            long[] nets = nets(random, 1 + random.nextInt(400));
            IndexSeries series = new IndexSeries.Calculation(nets.length).of(nets, window);
            for (int week = 0; week < nets.length; week++) {
                long[] known = Arrays.stream(nets, Math.max(0, week - window.weeks() + 1), week + 1)
                        .filter(net -> net != Tenths.MISSING)
                        .toArray();
                assertThat(series.weeks()[week]).isEqualTo(known.length);
                assertThat(series.values()[week]).isEqualTo(index(nets[week], known));
            }
        }
    }

    @Test
    void startsAgainForEveryWindow() {
        long[] nets = {5, -3, 8, 1, 0, 4};
        IndexSeries.Calculation reused = new IndexSeries.Calculation(nets.length);
        IndexSeries first = reused.of(nets, IndexWindow.THREE_YEARS);
        reused.of(new long[] {-1_000, 1_000}, IndexWindow.THREE_MONTHS);
        assertThat(reused.of(nets, IndexWindow.THREE_YEARS).values()).containsExactly(first.values());
    }

    private static long index(long net, long[] known) {
        if (net == Tenths.MISSING || known.length < 2) {
            return Tenths.MISSING;
        }
        long minimum = Arrays.stream(known).min().orElseThrow();
        long maximum = Arrays.stream(known).max().orElseThrow();
        return minimum == maximum ? 500 : Tenths.percent(net - minimum, maximum - minimum);
    }

    /** A random walk with small or large steps and gaps, so that ties, flat periods and empty windows occur. */
    private static long[] nets(Random random, int size) {
        int step = 1 + random.nextInt(random.nextBoolean() ? 3 : 100_000);
        double gaps = random.nextInt(4) / 4.0;
        long[] nets = IntStream.range(0, size)
                .mapToLong(week -> random.nextInt(2 * step) - step)
                .toArray();
        Arrays.parallelPrefix(nets, Long::sum);
        for (int week = 0; week < size; week++) {
            if (random.nextDouble() < gaps) {
                nets[week] = Tenths.MISSING;
            }
        }
        return nets;
    }
}
