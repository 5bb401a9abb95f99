package cotinga.measure;

import cotinga.report.ReportType;
import cotinga.report.TraderGroup;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.BiConsumer;

/**
 * Which columns to compute of a market of a report type: each measure, for each group, on each basis. Its columns come in this order; a
 * measure without a group or a basis has one column for all of them.
 *
 * @param type the report type of the market
 * @param terms the measures
 * @param groups some trader groups of the report type
 * @param bases the bases
 * @param ofSample whether z-scores use the standard deviation of a sample ({@code ddof=1}) instead of that of a population
 */
public record MeasureRequest(
        ReportType type, List<MeasureTerm> terms, List<TraderGroup> groups, List<Basis> bases, boolean ofSample) {
    public MeasureRequest {
        terms = List.copyOf(terms);
        groups = List.copyOf(groups);
        bases = List.copyOf(bases);
        for (TraderGroup group : groups) {
            if (!type.groups().contains(group)) {
                throw new IllegalArgumentException("The report type '" + type.key() + "' has no trader group "
                        + group.key() + " '" + group.name() + "', expected its own groups");
            }
        }
    }

    /** All groups of a report type, on the basis net, with the standard deviation of the population. */
    public static MeasureRequest of(ReportType type, String measures) {
        return new MeasureRequest(type, MeasureTerm.list(measures), type.groups(), List.of(Basis.NET), false);
    }

    /** The names of the columns, which {@link Measures} computes in this order. */
    public List<MeasureKey> keys() {
        List<MeasureKey> keys = new ArrayList<>();
        forEach((measure, target) -> {
            for (Part part : measure.parts(target)) {
                keys.add(MeasureKey.of(measure, target, type.groups(), part));
            }
        });
        return keys;
    }

    /** Calls once for each measure of each target that has its own columns. */
    void forEach(BiConsumer<Measure, Target> consumer) {
        Set<String> keys = new HashSet<>();
        for (MeasureTerm term : terms) {
            Measure measure = term.measure();
            for (int window : term.windows()) {
                for (TraderGroup group : groups) {
                    for (Basis basis : bases) {
                        Target target = new Target(type.groups().indexOf(group), basis, window);
                        if (keys.add(MeasureKey.of(measure, target, type.groups(), ""))) {
                            consumer.accept(measure, target);
                        }
                    }
                }
            }
        }
    }
}
