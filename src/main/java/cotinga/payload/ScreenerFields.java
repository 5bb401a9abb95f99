package cotinga.payload;

import com.fasterxml.jackson.core.io.SerializedString;
import cotinga.report.ReportType;
import cotinga.report.WeekColumn;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** The fields by which screener rows can be sorted, which are all fields. {@code signals} sorts by the number of signals. */
public final class ScreenerFields {
    /** Numbers of a row that do not belong to a group, in the order of {@link ScreenerRow}'s array. */
    private static final List<String> MARKET_NUMBERS = List.of("open_interest", "oi_change", "weeks_behind", "signals");

    private static final List<String> PRIMARY_TEXTS = List.of("sector", "primary_report");
    private static final List<SerializedString> SIGNALS_OF_GROUPS = IntStream.rangeClosed(1, WeekColumn.MAX_GROUPS)
            .mapToObj(group -> new SerializedString("signal_g" + group))
            .toList();
    private static final Map<String, Integer> POSITIONS = positions();
    private static final Map<String, Text> TEXTS = texts();

    /** A row's text under one key, null if the row has none. */
    private interface Text {
        @Nullable
        String of(ScreenerRow row);
    }

    private ScreenerFields() {}

    /** The sortable fields of the rows of one report type, in a stable order. */
    public static Set<String> of(ReportType type) {
        Set<String> fields =
                new LinkedHashSet<>(List.of("code", "name", "exchange_code", "category", "category_display", "date"));
        fields.addAll(MARKET_NUMBERS);
        for (int group = 0; group < type.groups().size(); group++) {
            for (ScreenerMeasure measure : ScreenerMeasure.values()) {
                fields.add(measure.key(group).getValue());
            }
            fields.add(signal(group).getValue());
        }
        return Collections.unmodifiableSet(fields);
    }

    /** The sortable fields of rows in their primary reports, for all report types. */
    public static Set<String> ofPrimaryReports() {
        Set<String> fields = new LinkedHashSet<>();
        Arrays.stream(ReportType.values()).map(ScreenerFields::of).forEach(fields::addAll);
        fields.addAll(PRIMARY_TEXTS);
        return Collections.unmodifiableSet(fields);
    }

    /** Whether a field is a number. */
    public static boolean isNumber(String field) {
        return POSITIONS.containsKey(field);
    }

    /** The number of a row under a field, NaN for null. */
    static double number(ScreenerRow row, String field) {
        return row.number(Objects.requireNonNull(POSITIONS.get(field), field));
    }

    /**
     * The order of rows by a field or a column of measures; null orders by code, ascending.
     *
     * @throws IllegalArgumentException if no row has such a field
     */
    static Comparator<ScreenerRow> order(@Nullable String field, boolean descending, RowColumns columns) {
        Comparator<ScreenerRow> byCode = Comparator.comparing(row -> row.meta().code());
        if (field == null) {
            return byCode;
        }
        if (columns.keys().containsKey(field)) {
            return byNumber(row -> columns.value(row, field).number(), descending)
                    .thenComparing(byCode);
        }
        if (isNumber(field)) {
            return byNumber(row -> number(row, field), descending).thenComparing(byCode);
        }
        Text text = TEXTS.get(field);
        if (text == null) {
            throw new IllegalArgumentException(
                    "'" + field + "' is not a field of a screener row, expected one of " + ofPrimaryReports());
        }
        return byText(text, descending).thenComparing(byCode);
    }

    /** The position of a group's first number in a row's array. */
    static int firstPosition(int group) {
        return MARKET_NUMBERS.size() + group * ScreenerMeasure.values().length;
    }

    /** The key of a group's signal. */
    static SerializedString signal(int group) {
        return SIGNALS_OF_GROUPS.get(group);
    }

    private static Comparator<ScreenerRow> byNumber(ToDoubleFunction<ScreenerRow> number, boolean descending) {
        return (one, other) -> {
            double left = number.applyAsDouble(one);
            double right = number.applyAsDouble(other);
            if (Double.isNaN(left) || Double.isNaN(right)) {
                return Boolean.compare(Double.isNaN(left), Double.isNaN(right));
            }
            return descending ? Double.compare(right, left) : Double.compare(left, right);
        };
    }

    private static Comparator<ScreenerRow> byText(Text text, boolean descending) {
        return (one, other) -> {
            String left = text.of(one);
            String right = text.of(other);
            if (left == null || right == null) {
                return Boolean.compare(left == null, right == null);
            }
            return descending ? right.compareTo(left) : left.compareTo(right);
        };
    }

    private static Map<String, Integer> positions() {
        List<String> numbers = new ArrayList<>(MARKET_NUMBERS);
        for (int group = 0; group < WeekColumn.MAX_GROUPS; group++) {
            for (ScreenerMeasure measure : ScreenerMeasure.values()) {
                numbers.add(measure.key(group).getValue());
            }
        }
        Map<String, Integer> positions = new HashMap<>();
        for (String number : numbers) {
            positions.put(number, positions.size());
        }
        return Map.copyOf(positions);
    }

    private static Map<String, Text> texts() {
        Map<String, Text> texts = new LinkedHashMap<>();
        texts.put("code", row -> row.meta().code());
        texts.put("name", row -> row.meta().displayName());
        texts.put("exchange_code", row -> row.meta().exchange());
        texts.put("category", row -> row.meta().category().key());
        texts.put("category_display", row -> row.meta().category().displayName());
        texts.put("date", ScreenerRow::date);
        texts.put("sector", row -> row.meta().category().displayName());
        texts.put("primary_report", row -> row.meta().variant().type().key());
        for (int group = 0; group < WeekColumn.MAX_GROUPS; group++) {
            int number = group;
            texts.put(signal(group).getValue(), row -> row.signal(number));
        }
        return Map.copyOf(texts);
    }
}
