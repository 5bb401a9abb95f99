package cotinga.api;

import cotinga.measure.Basis;
import cotinga.measure.MeasureException;
import cotinga.measure.MeasureRequest;
import cotinga.measure.MeasureTerm;
import cotinga.report.ReportType;
import cotinga.report.TraderGroup;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

/** Parses the parameters that select measures. */
final class MeasureParameters {
    static final String MEASURES = "measures";

    /** The maximum number of columns of one response. */
    private static final int MOST_COLUMNS = 60;

    private static final String GROUPS = "groups";
    private static final String BASIS = "basis";
    private static final String DDOF = "ddof";
    private static final String OF_SAMPLE = "1";
    private static final List<Basis> DEFAULT_BASES = List.of(Basis.NET);

    private MeasureParameters() {}

    /** The requested measures of a market of a report type: of all groups and on the basis net, unless others are named. */
    static MeasureRequest of(Query query, ReportType type) {
        return of(query, type, terms(Objects.requireNonNull(query.parameter(MEASURES), MEASURES)));
    }

    /** The measure of some years by ISO week, with the groups and bases of a query. */
    static MeasureRequest seasonal(Query query, ReportType type, int years) {
        return of(query, type, List.of(MeasureTerm.of("seasonal." + years)));
    }

    private static MeasureRequest of(Query query, ReportType type, List<MeasureTerm> terms) {
        MeasureRequest request = new MeasureRequest(
                type,
                terms,
                chosen(query, GROUPS, key -> group(type, key), keys(type.groups()))
                        .orElse(type.groups()),
                chosen(query, BASIS, Basis::ofKey, Basis.keys()).orElse(DEFAULT_BASES),
                OF_SAMPLE.equals(query.parameter(DDOF)));
        int columns = request.keys().size();
        if (columns > MOST_COLUMNS) {
            throw RequestException.badParameter(
                    MEASURES,
                    columns + " columns",
                    "at most " + MOST_COLUMNS + "; request fewer measures, windows, groups or bases");
        }
        return request;
    }

    /** Adds the parameters from which the same measures are read. */
    static void add(Map<String, String> parameters, MeasureRequest request) {
        parameters.put(
                MEASURES, request.terms().stream().map(MeasureTerm::toString).collect(Collectors.joining(",")));
        addTargets(parameters, request);
    }

    /** Adds the parameters from which the same groups and bases are read. */
    static void addTargets(Map<String, String> parameters, MeasureRequest request) {
        if (!request.groups().equals(request.type().groups())) {
            parameters.put(GROUPS, String.join(",", keys(request.groups())));
        }
        if (!request.bases().equals(DEFAULT_BASES)) {
            parameters.put(BASIS, request.bases().stream().map(Basis::key).collect(Collectors.joining(",")));
        }
        if (request.ofSample()) {
            parameters.put(DDOF, OF_SAMPLE);
        }
    }

    private static List<MeasureTerm> terms(String text) {
        try {
            return MeasureTerm.list(text);
        } catch (MeasureException e) {
            throw RequestException.badParameter(MEASURES, e.found(), e.expected());
        }
    }

    private static Optional<TraderGroup> group(ReportType type, String key) {
        return type.groups().stream().filter(group -> group.key().equals(key)).findFirst();
    }

    private static List<String> keys(List<TraderGroup> groups) {
        return groups.stream().map(TraderGroup::key).toList();
    }

    /** A list in the requested order, repeated values counting once; empty without one. */
    private static <T> Optional<List<T>> chosen(
            Query query, String name, Function<String, Optional<T>> ofKey, List<String> allowed) {
        return Optional.ofNullable(query.parameter(name)).map(text -> Arrays.stream(text.split(",", -1))
                .distinct()
                .map(key -> ofKey.apply(key)
                        .orElseThrow(() -> RequestException.badParameter(
                                name, key, "some of " + String.join(", ", allowed) + ", separated by commas")))
                .toList());
    }
}
