package cotinga.measure;

import java.util.List;
import java.util.OptionalInt;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * Which windows a measure can have.
 *
 * @param defaults those of a request without a window; {@link #NONE} if it then has none
 * @param allowed those that a request may name
 * @param expected the allowed ones in words, for messages
 */
record Windows(List<Integer> defaults, List<Integer> allowed, String expected) {
    /** The window of a measure that has none. */
    static final int NONE = 0;

    private static final Pattern NUMBER = Pattern.compile("[1-9][0-9]{0,2}");
    private static final List<Integer> WEEKS =
            List.copyOf(IntStream.rangeClosed(8, 520).boxed().toList());
    private static final String EXPECTED_WEEKS = "a number of weeks from 8 to 520";

    Windows {
        defaults = List.copyOf(defaults);
        allowed = List.copyOf(allowed);
    }

    /** The allowed window that a text names, without leading zeros; empty if it names none. */
    OptionalInt parse(String text) {
        if (!NUMBER.matcher(text).matches()) {
            return OptionalInt.empty();
        }
        int window = Integer.parseInt(text);
        return allowed.contains(window) ? OptionalInt.of(window) : OptionalInt.empty();
    }

    /** No window. */
    static Windows none() {
        return new Windows(List.of(NONE), List.of(), "no window");
    }

    /** Any number of weeks; without one, those that are common. */
    static Windows weeks() {
        return new Windows(List.of(13, 26, 52, 156, 260), WEEKS, EXPECTED_WEEKS);
    }

    /** Any number of weeks, or none. */
    static Windows optionalWeeks() {
        return new Windows(List.of(NONE), WEEKS, EXPECTED_WEEKS);
    }

    /** Some numbers of years; without one, all of them. */
    static Windows years(Integer... years) {
        List<Integer> all = List.of(years);
        return new Windows(
                all,
                all,
                "a number of years, one of " + all.stream().map(String::valueOf).collect(Collectors.joining(", ")));
    }
}
