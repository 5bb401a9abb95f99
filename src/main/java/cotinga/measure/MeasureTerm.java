package cotinga.measure;

import java.util.Arrays;
import java.util.List;

/**
 * A measure in a request: {@code flip}, {@code index.156} (over a window of 156 weeks) or {@code index} (over each common window).
 */
public final class MeasureTerm {
    private final Measure measure;
    private final List<Integer> windows;
    private final String text;

    private MeasureTerm(String text, Measure measure, List<Integer> windows) {
        this.text = text;
        this.measure = measure;
        this.windows = windows;
    }

    /** The names of all measures, in the order of the documentation. */
    public static List<String> names() {
        return Catalogue.measures().stream().map(Measure::name).toList();
    }

    /**
     * Parses measures that are separated by commas, such as {@code index.156,flip}. Repeated ones count once.
     *
     * @throws MeasureException for the first one that does not exist or has a window that is not allowed
     */
    public static List<MeasureTerm> list(String text) {
        return Arrays.stream(text.split(",", -1))
                .distinct()
                .map(MeasureTerm::of)
                .toList();
    }

    /**
     * Parses one measure.
     *
     * @throws MeasureException if it does not exist or has a window that is not allowed
     */
    public static MeasureTerm of(String text) {
        int dot = text.indexOf('.');
        String name = dot < 0 ? text : text.substring(0, dot);
        Measure measure = Catalogue.ofName(name)
                .orElseThrow(() -> new MeasureException(text, "one of " + String.join(", ", names())));
        Windows windows = measure.windows();
        if (dot < 0) {
            return new MeasureTerm(text, measure, windows.defaults());
        }
        int window =
                windows.parse(text.substring(dot + 1)).orElseThrow(() -> new MeasureException(text, expected(measure)));
        return new MeasureTerm(text, measure, List.of(window));
    }

    private static String expected(Measure measure) {
        return measure.windows().allowed().isEmpty()
                ? measure.name() + ", which has no window"
                : measure.name() + " or " + measure.name() + ".N with "
                        + measure.windows().expected();
    }

    Measure measure() {
        return measure;
    }

    List<Integer> windows() {
        return windows;
    }

    /** The text that it was parsed from. */
    @Override
    public String toString() {
        return text;
    }
}
