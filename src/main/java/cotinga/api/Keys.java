package cotinga.api;

import cotinga.payload.Edition;
import cotinga.report.ReportVariant;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.stream.Collectors;

/** The keys of cached responses: the data version, then the part that is unique within it. */
final class Keys {
    private Keys() {}

    static String of(Edition edition, ReportVariant variant) {
        return of(edition.dataVersion(), variant.path());
    }

    static String of(Edition edition, ReportVariant variant, String rest) {
        return of(edition.dataVersion(), variant.path() + "/" + rest);
    }

    /** The parameters as a query; empty without any. */
    static String query(Map<String, String> parameters) {
        return parameters.entrySet().stream()
                .map(parameter ->
                        parameter.getKey() + "=" + URLEncoder.encode(parameter.getValue(), StandardCharsets.UTF_8))
                .collect(Collectors.collectingAndThen(
                        Collectors.joining("&"), query -> query.isEmpty() ? "" : "?" + query));
    }

    /** The part that is unique within a data version, such as {@code legacy/fo/088691}. */
    static String withoutVersion(String key) {
        return key.substring(key.indexOf('/') + 1);
    }

    static String of(long dataVersion, String rest) {
        return "v" + dataVersion + "/" + rest;
    }
}
