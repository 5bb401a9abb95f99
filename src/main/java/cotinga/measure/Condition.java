package cotinga.measure;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Comparisons that must all hold, joined by {@code and}: {@code index_156_g1>=90 and zscore_52_g3<-2}.
 *
 * @param comparisons at least one
 */
public record Condition(List<Comparison> comparisons) {
    private static final Pattern AND = Pattern.compile("\\s+and\\s+");
    private static final int MOST_COMPARISONS = 20;

    public Condition {
        comparisons = List.copyOf(comparisons);
    }

    /**
     * Parses a condition.
     *
     * @throws ConditionException if the text is none
     */
    public static Condition parse(String text) {
        String[] parts = AND.split(text.strip(), -1);
        if (parts.length > MOST_COMPARISONS) {
            throw new ConditionException(parts.length + " comparisons", "at most " + MOST_COMPARISONS);
        }
        return new Condition(
                Arrays.stream(parts).map(Comparison::parse).distinct().toList());
    }

    /** The keys of its columns. */
    public List<String> keys() {
        return comparisons.stream().map(Comparison::key).distinct().toList();
    }

    /**
     * Whether it holds in each week of a market, oldest first.
     *
     * @param columns at least those of its keys, of the same market
     * @throws ConditionException if a column cannot be compared with its value
     */
    public List<Truth> test(List<MeasureColumn> columns) {
        Map<String, MeasureColumn> byKey = new LinkedHashMap<>();
        columns.forEach(column -> byKey.put(column.key(), column));
        List<Truth> truths = new ArrayList<>();
        for (Comparison comparison : comparisons) {
            MeasureColumn column = byKey.get(comparison.key());
            if (column == null) {
                throw new IllegalArgumentException(
                        "There is no column " + comparison.key() + ", expected those of " + keys());
            }
            double operand = comparison.operand(column.measureKey());
            for (int week = 0; week < column.size(); week++) {
                Truth truth = comparison.test(column.value(week), column.reason(week) != null, operand);
                if (week == truths.size()) {
                    truths.add(truth);
                } else {
                    truths.set(week, truths.get(week).and(truth));
                }
            }
        }
        return truths;
    }

    /** The condition with single spaces. */
    @Override
    public String toString() {
        return comparisons.stream().map(Comparison::toString).collect(Collectors.joining(" and "));
    }
}
