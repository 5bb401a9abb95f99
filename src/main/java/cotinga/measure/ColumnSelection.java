package cotinga.measure;

import cotinga.report.ReportType;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.function.BiConsumer;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** Single columns of markets of a report type, selected by their keys. */
public final class ColumnSelection {
    /** Some years have a week more than others of the same length. */
    private static final int MORE_WEEKS = 2;

    private static final int DAYS_OF_WEEK = 7;

    private final ReportType type;
    private final List<MeasureKey> keys;
    private final Set<Source> sources;

    /** What columns are computed by. */
    private record Source(Measure measure, Target target) {}

    private ColumnSelection(ReportType type, List<MeasureKey> keys, Set<Source> sources) {
        this.type = type;
        this.keys = keys;
        this.sources = sources;
    }

    /**
     * The columns with some keys, in their order. Repeated ones count once.
     *
     * @throws MeasureException if a report of the type has no such column
     */
    public static ColumnSelection of(ReportType type, Collection<String> keys) {
        Map<MeasureKey, Source> found = new LinkedHashMap<>();
        for (String key : keys) {
            Map.Entry<MeasureKey, Source> column = find(type, key)
                    .orElseThrow(() -> new MeasureException(
                            key,
                            "the key of a column of " + type.key()
                                    + ", such as index_156_g1, zscore_52_g1_net_oi or flip_g1"));
            found.put(column.getKey(), column.getValue());
        }
        return new ColumnSelection(type, List.copyOf(found.keySet()), new LinkedHashSet<>(found.values()));
    }

    /** The column of a report type with a key, if there is one. */
    public static Optional<MeasureKey> key(ReportType type, String key) {
        return find(type, key).map(Map.Entry::getKey);
    }

    private static Optional<Map.Entry<MeasureKey, Source>> find(ReportType type, String key) {
        return Catalogue.measures().stream()
                .filter(measure -> key.equals(measure.name()) || key.startsWith(measure.name() + "_"))
                .flatMap(measure -> windows(measure, key)
                        .flatMap(window -> targets(type, measure, window))
                        .flatMap(target -> measure.parts(target).stream()
                                .map(part -> Map.entry(
                                        MeasureKey.of(measure, target, type.groups(), part),
                                        new Source(measure, target)))))
                .filter(column -> column.getKey().key().equals(key))
                .findFirst();
    }

    /** The window in a key, or the one that its measure has without naming it. */
    private static Stream<Integer> windows(Measure measure, String key) {
        String behind = key.substring(Math.min(measure.name().length() + 1, key.length()));
        int end = behind.indexOf('_');
        Windows windows = measure.windows();
        return Stream.concat(
                windows.defaults().stream().filter(window -> window == Windows.NONE),
                windows.parse(end < 0 ? behind : behind.substring(0, end)).stream()
                        .boxed());
    }

    private static Stream<Target> targets(ReportType type, Measure measure, int window) {
        return Stream.of(Basis.values())
                .filter(basis -> measure.hasBasis() || basis == Basis.NET)
                .flatMap(basis -> IntStream.range(
                                0, measure.hasGroup(basis) ? type.groups().size() : 1)
                        .mapToObj(group -> new Target(group, basis, window)));
    }

    /** The report type of the markets. */
    public ReportType type() {
        return type;
    }

    /** The names of the columns. */
    public List<MeasureKey> keys() {
        return keys;
    }

    /** Whether a column depends on prices. */
    public boolean needsPrices() {
        return sources.stream().anyMatch(source -> source.measure().needsPrices());
    }

    /** How many of a market's newest weeks usually determine the values of its newest one; empty for all weeks. */
    public OptionalInt weeksNeeded() {
        int most = 0;
        for (Source source : sources) {
            OptionalInt needed = source.measure().weeksNeeded(source.target());
            if (needed.isEmpty()) {
                return needed;
            }
            most = Math.max(most, needed.getAsInt());
        }
        return OptionalInt.of(most + MORE_WEEKS);
    }

    /** Whether weeks between two days are as many as {@link #weeksNeeded}, however close they are to each other. */
    boolean isLongEnough(int firstDay, int lastDay) {
        return lastDay - firstDay >= DAYS_OF_WEEK * (weeksNeeded().orElseThrow() - MORE_WEEKS);
    }

    /** Calls once for each measure of each target of the columns. */
    void forEach(BiConsumer<Measure, Target> consumer) {
        sources.forEach(source -> consumer.accept(source.measure(), source.target()));
    }
}
