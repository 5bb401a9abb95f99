package cotinga.measure;

import cotinga.report.ReportType;
import cotinga.report.TraderGroup;
import java.util.ArrayList;
import java.util.List;

/**
 * The name of a column and what its values are.
 *
 * @param key {@code {measure}_{window}_{group}_{basis}_{part}}, without what the measure does not have, and without the basis {@code net}
 * @param kind what its values are
 * @param words the words that a value can be; none for other kinds
 */
public record MeasureKey(String key, Kind kind, List<String> words) {
    public MeasureKey {
        words = List.copyOf(words);
    }

    static MeasureKey of(Measure measure, Target target, List<TraderGroup> groups, Part part) {
        return new MeasureKey(of(measure, target, groups, part.name()), part.kind(), part.words());
    }

    /**
     * The column of a measure of one group on one basis.
     *
     * @param term the measure, with one window if it has any
     * @param part the name of its part; empty for the one that has the key of the measure
     */
    public static MeasureKey of(String term, ReportType type, TraderGroup group, Basis basis, String part) {
        MeasureTerm measure = MeasureTerm.of(term);
        Target target = new Target(
                type.groups().indexOf(group), basis, measure.windows().get(0));
        return measure.measure().parts(target).stream()
                .filter(one -> one.name().equals(part))
                .map(one -> of(measure.measure(), target, type.groups(), one))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException(
                        "The measure '" + term + "' has no part '" + part + "', expected one of its parts"));
    }

    /** The key of a part; an empty part has the key of the measure. */
    static String of(Measure measure, Target target, List<TraderGroup> groups, String part) {
        List<String> words = new ArrayList<>();
        words.add(measure.name());
        if (target.window() != Windows.NONE) {
            words.add(String.valueOf(target.window()));
        }
        if (measure.hasGroup(target.basis())) {
            words.add(groups.get(target.group()).key());
        }
        if (measure.hasBasis() && target.basis() != Basis.NET) {
            words.add(target.basis().key());
        }
        if (!part.isEmpty()) {
            words.add(part);
        }
        return String.join("_", words);
    }
}
