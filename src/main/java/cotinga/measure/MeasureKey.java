package cotinga.measure;

import cotinga.report.TraderGroup;
import java.util.ArrayList;
import java.util.List;

/**
 * The name of a column and what its values are.
 *
 * @param key {@code {measure}_{window}_{group}_{basis}_{part}}, without what the measure does not have, and without the basis {@code net}
 * @param kind what its values are
 */
public record MeasureKey(String key, Kind kind) {

    static MeasureKey of(Measure measure, Target target, List<TraderGroup> groups, Part part) {
        return new MeasureKey(of(measure, target, groups, part.name()), part.kind());
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
