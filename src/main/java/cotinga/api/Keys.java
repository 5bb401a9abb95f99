package cotinga.api;

import cotinga.payload.Edition;
import cotinga.report.ReportVariant;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.stream.Collectors;

/** Keys of cached answers: the data version, then what tells answers of that version apart. */
final class Keys {
    private Keys() {}

    static String of(Edition edition, ReportVariant variant) {
        return of(edition.dataVersion(), variant.path());
    }

    static String of(Edition edition, ReportVariant variant, String rest) {
        return of(edition.dataVersion(), variant.path() + "/" + rest);
    }

    /** The parameters that tell answers apart, as a query; nothing without any. */
    static String query(Map<String, String> parameters) {
        return parameters.entrySet().stream()
                .map(parameter ->
                        parameter.getKey() + "=" + URLEncoder.encode(parameter.getValue(), StandardCharsets.UTF_8))
                .collect(Collectors.collectingAndThen(
                        Collectors.joining("&"), query -> query.isEmpty() ? "" : "?" + query));
    }

    /** What tells answers of one data version apart: {@code legacy/fo/088691}, say. */
    static String withoutVersion(String key) {
        return key.substring(key.indexOf('/') + 1);
    }

    static String of(long dataVersion, String rest) {
        return "v" + dataVersion + "/" + rest;
    }
}
