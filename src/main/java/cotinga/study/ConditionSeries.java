package cotinga.study;

import cotinga.measure.Truth;
import java.util.List;
import java.util.stream.IntStream;

/**
 * A condition in the weeks in which it is defined, and the episodes that it has there, also after a rotation. A rotation moves the values by
 * an offset along the defined weeks, and those at the end to the beginning; undefined weeks stay where they are and end an episode.
 */
final class ConditionSeries {
    private final int[] weeks;

    /** The values in the defined weeks, twice, so that each rotation is a part of it. */
    private final boolean[] values;

    /** For each defined week whether the week before it does not exist or is undefined. */
    private final boolean[] afterGap;

    ConditionSeries(List<Truth> series) {
        weeks = IntStream.range(0, series.size())
                .filter(week -> series.get(week) != Truth.UNDEFINED)
                .toArray();
        values = new boolean[2 * weeks.length];
        afterGap = new boolean[weeks.length];
        for (int index = 0; index < weeks.length; index++) {
            boolean value = series.get(weeks[index]) == Truth.TRUE;
            values[index] = value;
            values[weeks.length + index] = value;
            afterGap[index] = index == 0 || weeks[index - 1] != weeks[index] - 1;
        }
    }

    /** The number of defined weeks. */
    int size() {
        return weeks.length;
    }

    /** The defined weeks among all weeks. */
    int week(int index) {
        return weeks[index];
    }

    /**
     * Finds the first week of each episode after a rotation.
     *
     * @param offset 0 for the condition itself
     * @param starts receives indexes of defined weeks; has room for all
     * @return how many they are
     */
    int episodes(int offset, int[] starts) {
        int first = weeks.length - offset;
        int count = 0;
        for (int index = 0; index < weeks.length; index++) {
            if (values[first + index] && (afterGap[index] || !values[first + index - 1])) {
                starts[count++] = index;
            }
        }
        return count;
    }

    /** The number of weeks of the episode that begins at a defined week. */
    int length(int start) {
        int end = start + 1;
        while (end < weeks.length && values[end] && !afterGap[end]) {
            end++;
        }
        return end - start;
    }
}
