package cotinga.study;

import static cotinga.study.StudyExamples.condition;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.stream.IntStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ConditionSeriesTest {
    @ParameterizedTest
    @CsvSource({
        "'', ''",
        "-, ''",
        "+, 0x1",
        "+++, 0x3",
        "---, ''",
        "-++-+, 1x2 4x1",
        "???, ''",
        "++?++-, 0x2 3x2",
        "??+-, 2x1",
        "?-?+?, 3x1",
    })
    void findsRunsAndTheirLengths(String weeks, String expected) {
        ConditionSeries condition = new ConditionSeries(condition(weeks));
        int[] starts = new int[condition.size()];
        int count = condition.episodes(0, starts);

        assertThat(IntStream.range(0, count)
                        .mapToObj(episode -> condition.week(starts[episode]) + "x" + condition.length(starts[episode])))
                .containsExactly(expected.isEmpty() ? new String[0] : expected.split(" "));
    }

    /** The expected weeks follow from the rotated series in the last column. */
    @ParameterizedTest
    @CsvSource({
        "+-+--, 1, 1 3, -+-+-",
        "+-+--, 2, 2 4, --+-+",
        "+-+--, 3, 0 3, +--+-",
        "+-+--, 4, 1 4, -+--+",
        "+--+, 1, 0, ++--",
        "++--, 3, 0 3, +--+",
        "+?+-, 1, 2, -?++",
        "++?-, 1, 1 3, -+?+",
        "++-?, 1, 1, -++?",
    })
    void rotatesAlongTheDefinedWeeks(String weeks, int offset, String expected, String rotated) {
        ConditionSeries condition = new ConditionSeries(condition(weeks));
        int[] starts = new int[condition.size()];
        int count = condition.episodes(offset, starts);

        String found = Arrays.stream(starts, 0, count)
                .mapToObj(start -> String.valueOf(condition.week(start)))
                .reduce((one, other) -> one + " " + other)
                .orElse("");
        assertThat(found).as(rotated).isEqualTo(expected);
    }
}
