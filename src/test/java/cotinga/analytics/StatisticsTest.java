package cotinga.analytics;

import static org.assertj.core.api.Assertions.assertThat;

import cotinga.report.WeekColumn;
import java.util.Arrays;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvFileSource;

class StatisticsTest {
    @ParameterizedTest
    @CsvFileSource(resources = "statistics.csv", numLinesToSkip = 3)
    void summarisesAColumn(
            String unit,
            String column,
            String maximum,
            String minimum,
            String fiveYearMaximum,
            String fiveYearMinimum,
            String average) {
        long[] values = column(column);
        assertThat(unit.equals("TENTHS") ? Statistics.ofTenths(values) : Statistics.ofCounts(values))
                .isEqualTo(new Statistics(
                        ExampleValues.count(maximum),
                        ExampleValues.count(minimum),
                        ExampleValues.count(fiveYearMaximum),
                        ExampleValues.count(fiveYearMinimum),
                        ExampleValues.count(average)));
    }

    @Test
    void skipsMissingValuesOfTheStore() {
        assertThat(Statistics.ofCounts(new int[] {-4, WeekColumn.MISSING, 10}))
                .isEqualTo(new Statistics(10, -4, 10, -4, 3));
    }

    private static long[] column(String runs) {
        return Arrays.stream(ExampleValues.words(runs))
                .map(run -> run.split("x", 2))
                .flatMapToLong(run ->
                        LongStream.generate(() -> ExampleValues.count(run[1])).limit(Integer.parseInt(run[0])))
                .toArray();
    }
}
