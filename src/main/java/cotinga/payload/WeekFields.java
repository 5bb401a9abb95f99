package cotinga.payload;

import com.fasterxml.jackson.core.io.SerializedString;
import cotinga.analytics.CrowdedThresholds;
import cotinga.analytics.GroupAnalysis;
import cotinga.analytics.MarketAnalysis;
import cotinga.analytics.Signal;
import cotinga.report.MarketHistory;
import cotinga.report.ReportType;
import cotinga.report.WeekColumn;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The fields of a week in a market detail, in their order. {@code date} is always written. */
public final class WeekFields {
    static final SerializedString OPEN_INTEREST_CHANGE_PERCENT = new SerializedString("oi_pct");
    private static final SerializedString VALUE = new SerializedString("value");
    private static final SerializedString PUBLISHED_AT_DERIVED = new SerializedString("published_at_derived");
    private static final Field DATE = Field.single(
            Keys.DATE,
            (weeks, key, week) -> weeks.json.date(key, weeks.history().reportDates()[week]));
    private static final Map<ReportType, List<Field>> ALL =
            Arrays.stream(ReportType.values()).collect(Collectors.toUnmodifiableMap(type -> type, WeekFields::all));

    private WeekFields() {}

    /** The names of the fields that a week of a report type can have, in the order of the payload. */
    public static Set<String> of(ReportType type) {
        Set<String> names = new LinkedHashSet<>();
        fields(type).forEach(field -> names.add(field.name()));
        return Collections.unmodifiableSet(names);
    }

    /** The columns of the selected fields, none for all. A field that is an object has a column for each of its values. */
    static List<String> columns(ReportType type, Collection<String> wanted) {
        return chosen(type, wanted).stream().flatMap(Field::columns).toList();
    }

    /** The selected fields in the selected order, none for all. */
    static List<Field> chosen(ReportType type, Collection<String> wanted) {
        if (wanted.isEmpty()) {
            return fields(type);
        }
        Map<String, Field> byName = fields(type).stream().collect(Collectors.toMap(Field::name, Function.identity()));
        Set<Field> chosen = new LinkedHashSet<>();
        if (!wanted.contains(DATE.name())) {
            chosen.add(DATE);
        }
        for (String name : wanted) {
            Field field = byName.get(name);
            if (field == null) {
                throw new IllegalArgumentException(
                        "'" + name + "' is not a field of a week, expected some of " + of(type));
            }
            chosen.add(field);
        }
        return List.copyOf(chosen);
    }

    /** One market's weeks and the target of their values. */
    record Weeks(JsonWriter json, MarketAnalysis analysis, CrowdedThresholds thresholds, IndexWeeks indexWeeks) {
        private MarketHistory history() {
            return analysis.history();
        }

        private GroupAnalysis group(int number) {
            return analysis.groups().get(number);
        }

        private void writeCrowded(SerializedString key, int number, int week) throws IOException {
            long index = group(number).oneYear().values()[week];
            Signal signal = thresholds.signal(group(number).group().role(), index);
            json.startObject(key);
            json.tenths(VALUE, index);
            json.text(Keys.SIGNAL, signal == null ? null : signal.name());
            json.endObject();
        }
    }

    /** Writes one field of a week. */
    private interface Content {
        void write(Weeks weeks, SerializedString key, int week) throws IOException;
    }

    /**
     * A field.
     *
     * @param parts the values of a field that is an object; none if it is a value itself
     */
    record Field(SerializedString key, List<String> parts, Content content) {
        private static Field single(SerializedString key, Content content) {
            return new Field(key, List.of(), content);
        }

        private String name() {
            return key.getValue();
        }

        private Stream<String> columns() {
            return parts.isEmpty() ? Stream.of(name()) : parts.stream().map(part -> name() + "_" + part);
        }

        void write(Weeks weeks, int week) throws IOException {
            content.write(weeks, key, week);
        }
    }

    private static List<Field> fields(ReportType type) {
        return ALL.getOrDefault(type, List.of());
    }

    private static List<Field> all(ReportType type) {
        List<Field> fields = new ArrayList<>();
        fields.add(DATE);
        fields.add(column(Keys.OPEN_INTEREST, WeekColumn.OPEN_INTEREST));
        fields.add(column(Keys.OPEN_INTEREST_CHANGE, WeekColumn.OPEN_INTEREST_CHANGE));
        fields.add(Field.single(
                OPEN_INTEREST_CHANGE_PERCENT,
                (weeks, key, week) -> weeks.json.tenths(key, weeks.analysis.openInterestChangePercent()[week])));
        List<GroupNames> names = GroupNames.of(type);
        for (int number = 0; number < names.size(); number++) {
            addPositions(fields, names.get(number), number);
        }
        for (int number = 0; number < names.size(); number++) {
            addIndices(fields, names.get(number), number);
        }
        addIndexWeeks(fields, names);
        fields.add(Field.single(
                Keys.PUBLISHED_AT,
                (weeks, key, week) -> weeks.json.moment(key, weeks.history().publishedAt()[week])));
        fields.add(Field.single(
                PUBLISHED_AT_DERIVED,
                (weeks, key, week) -> weeks.json.flag(key, weeks.history().publishedDerived()[week])));
        return List.copyOf(fields);
    }

    private static void addPositions(List<Field> fields, GroupNames name, int number) {
        fields.add(column(name.longPositions(), number, WeekColumn.LONG));
        fields.add(column(name.shortPositions(), number, WeekColumn.SHORT));
        fields.add(count(name.net(), number, GroupAnalysis::net));
        fields.add(count(name.change(), number, GroupAnalysis::change));
        fields.add(column(name.changeLong(), number, WeekColumn.CHANGE_LONG));
        fields.add(column(name.changeShort(), number, WeekColumn.CHANGE_SHORT));
        fields.add(tenths(name.netPercent(), number, GroupAnalysis::netPercent));
    }

    private static void addIndices(List<Field> fields, GroupNames name, int number) {
        fields.add(
                tenths(name.threeMonths(), number, group -> group.threeMonths().values()));
        fields.add(tenths(name.oneYear(), number, group -> group.oneYear().values()));
        fields.add(tenths(name.threeYears(), number, group -> group.threeYears().values()));
        fields.add(tenths(name.sixMonths(), number, group -> group.sixMonths().values()));
        fields.add(new Field(
                name.crowded(),
                List.of(VALUE.getValue(), Keys.SIGNAL.getValue()),
                (weeks, key, week) -> weeks.writeCrowded(key, number, week)));
    }

    private static void addIndexWeeks(List<Field> fields, List<GroupNames> names) {
        fields.add(new Field(
                IndexWeeks.NAME, IndexWeeks.PARTS, (weeks, key, week) -> weeks.indexWeeks.write(weeks.json, week)));
        for (int number = 0; number < names.size(); number++) {
            int group = number;
            fields.add(new Field(
                    names.get(number).indexWeeks(),
                    IndexWeeks.PARTS,
                    (weeks, key, week) -> IndexWeeks.writeOwn(weeks.json, key, weeks.group(group), week)));
        }
    }

    private static Field column(SerializedString key, int column) {
        return Field.single(
                key,
                (weeks, name, week) -> weeks.json.count(name, weeks.history().column(column)[week]));
    }

    private static Field column(SerializedString key, int number, int offset) {
        return Field.single(
                key,
                (weeks, name, week) -> weeks.json.count(name, weeks.history().column(number, offset)[week]));
    }

    private static Field count(SerializedString key, int number, Function<GroupAnalysis, long[]> values) {
        return Field.single(
                key, (weeks, name, week) -> weeks.json.count(name, values.apply(weeks.group(number))[week]));
    }

    private static Field tenths(SerializedString key, int number, Function<GroupAnalysis, long[]> values) {
        return Field.single(
                key, (weeks, name, week) -> weeks.json.tenths(name, values.apply(weeks.group(number))[week]));
    }
}
