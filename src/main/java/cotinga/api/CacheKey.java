package cotinga.api;

import cotinga.report.ReportVariant;
import cotinga.snapshot.Snapshot;
import java.net.URLDecoder;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The key of a cached value: a data version, and what is read of it. Caches know it as text, such as
 * {@code v12/legacy/fo/088691?format=csv}. Requests for the same content have the same key, and the value can be computed from the key
 * alone.
 *
 * @param dataVersion the data version
 * @param path the parts of the path
 * @param parameters the normalized parameters, in the order of the text
 */
public record CacheKey(long dataVersion, List<String> path, Map<String, String> parameters) implements Query {
    public CacheKey {
        path = List.copyOf(path);
    }

    static CacheKey of(Snapshot snapshot, ReportVariant variant, String... below) {
        return of(snapshot.dataVersion(), variant, below);
    }

    static CacheKey of(long dataVersion, ReportVariant variant, String... below) {
        List<String> path =
                new ArrayList<>(List.of(variant.type().key(), variant.subtype().key()));
        path.addAll(List.of(below));
        return new CacheKey(dataVersion, path, Map.of());
    }

    static CacheKey of(Snapshot snapshot, String... path) {
        return new CacheKey(snapshot.dataVersion(), List.of(path), Map.of());
    }

    /** The same key with other parameters. */
    CacheKey with(Map<String, String> others) {
        return new CacheKey(dataVersion, path, others);
    }

    /** Reads the text of a key. */
    static CacheKey parse(String text) {
        String[] pathAndQuery = text.split("\\?", 2);
        List<String> parts = Arrays.asList(pathAndQuery[0].split("/"));
        Map<String, String> parameters = new LinkedHashMap<>();
        for (String parameter : pathAndQuery.length == 1 ? new String[0] : pathAndQuery[1].split("&")) {
            String[] nameAndValue = parameter.split("=", 2);
            parameters.put(nameAndValue[0], URLDecoder.decode(nameAndValue[1], StandardCharsets.UTF_8));
        }
        return new CacheKey(Long.parseLong(parts.get(0).substring(1)), parts.subList(1, parts.size()), parameters);
    }

    /** The text of the key. */
    String text() {
        String query = parameters.entrySet().stream()
                .map(parameter ->
                        parameter.getKey() + "=" + URLEncoder.encode(parameter.getValue(), StandardCharsets.UTF_8))
                .collect(Collectors.joining("&"));
        return "v" + dataVersion + "/" + String.join("/", path) + (query.isEmpty() ? "" : "?" + query);
    }

    /** The text of a key without the data version, such as {@code legacy/fo/088691}. */
    static String withoutVersion(String text) {
        return text.substring(text.indexOf('/') + 1);
    }

    /** The variant that its path begins with. */
    ReportVariant variant() {
        return Parameters.variant(path.get(0), path.get(1));
    }

    @Override
    public @Nullable String parameter(String name) {
        return parameters.get(name);
    }
}
