package cotinga.sandbox;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** Both upstreams on one host: creates the response to a {@code GET}. */
public final class Sandbox {
    /** Its path on the server, followed by the path of an upstream. */
    public static final String PATH = "/sandbox";

    private static final String CHART = "/v8/finance/chart/";
    private static final DateTimeFormatter HTTP_DATE = DateTimeFormatter.ofPattern(
                    "EEE, dd MMM yyyy HH:mm:ss 'GMT'", Locale.ROOT)
            .withZone(ZoneOffset.UTC);

    /** The paths of files that were sent in an earlier edition than the present one. */
    private final Set<String> sentEarlier = ConcurrentHashMap.newKeySet();

    private final SandboxReports reports;
    private final SandboxPrices prices;

    /** @param clock determines the released weeks and the past bars */
    public Sandbox(Clock clock, Scenario scenario) {
        this.reports = new SandboxReports(clock, scenario);
        this.prices = new SandboxPrices(clock);
    }

    /**
     * Returns the response to a {@code GET}.
     *
     * @param path {@link #PATH} and an upstream's own path, url-encoded: {@code /sandbox/v8/finance/chart/GC%3DF}
     * @param query the query string
     * @param headers the request headers, with names in any case
     */
    public SandboxResponse answer(String path, @Nullable String query, Map<String, Object> headers) {
        return answer(path, query, header(headers, "If-None-Match"), header(headers, "If-Modified-Since"));
    }

    private static @Nullable String header(Map<String, Object> headers, String name) {
        Object value = headers.get(name);
        return value == null ? null : value.toString();
    }

    /**
     * Returns the response to a {@code GET}.
     *
     * @param path {@link #PATH} and an upstream's own path, url-encoded: {@code /sandbox/v8/finance/chart/GC%3DF}
     * @param query the query string
     * @param ifNoneMatch the header {@code If-None-Match}
     * @param ifModifiedSince the header {@code If-Modified-Since}, ignored with the other (RFC 9110, 13.2.2)
     */
    public SandboxResponse answer(
            String path, @Nullable String query, @Nullable String ifNoneMatch, @Nullable String ifModifiedSince) {
        Optional<String> decoded = decoded(path);
        if (decoded.isEmpty()) {
            return SandboxResponse.of(400, "text/plain", "'" + path + "' has an invalid % escape\n");
        }
        String upstream = decoded.get().startsWith(PATH) ? decoded.get().substring(PATH.length()) : "";
        if (upstream.startsWith(CHART)) {
            return chart(upstream.substring(CHART.length()), query == null ? "" : query);
        }
        boolean first = ifNoneMatch == null && ifModifiedSince == null;
        return edition(upstream, first)
                .map(file -> file(file, ifNoneMatch, ifModifiedSince))
                .orElseGet(() -> notFound(path));
    }

    /** Whether files have a newer edition than the one that was sent first. */
    public boolean hasNewEditions() {
        return !sentEarlier.isEmpty();
    }

    private Optional<SandboxFile> edition(String path, boolean first) {
        if (first) {
            Optional<SandboxFile> earlier = reports.earlier(path);
            if (earlier.isPresent() && sentEarlier.add(path)) {
                return earlier;
            }
        }
        return reports.file(path);
    }

    private static SandboxResponse notFound(String path) {
        return SandboxResponse.of(
                404,
                "text/plain",
                "The sandbox has no '" + path
                        + "' at present. It has the yearly archives of five years under /sandbox/files/dea/history/,"
                        + " the weekly files under /sandbox/dea/newcot/ and charts under /sandbox" + CHART
                        + "{symbol}\n");
    }

    private static SandboxResponse file(
            SandboxFile file, @Nullable String ifNoneMatch, @Nullable String ifModifiedSince) {
        String lastModified = HTTP_DATE.format(file.lastModified());
        boolean known = ifNoneMatch == null
                ? isUnmodifiedSince(file.lastModified(), ifModifiedSince)
                : names(ifNoneMatch, file.etag());
        if (known) {
            return new SandboxResponse(304, Map.of("ETag", file.etag(), "Last-Modified", lastModified), new byte[0]);
        }
        return new SandboxResponse(
                200,
                Map.of("Content-Type", file.contentType(), "ETag", file.etag(), "Last-Modified", lastModified),
                file.bytes());
    }

    /** Whether a list of entity tags contains this one, by weak comparison (RFC 9110, 13.1.2). */
    private static boolean names(String ifNoneMatch, String etag) {
        return Arrays.stream(ifNoneMatch.split(","))
                .map(String::strip)
                .map(tag -> tag.startsWith("W/") ? tag.substring(2) : tag)
                .anyMatch(tag -> tag.equals("*") || tag.equals(etag));
    }

    /** An invalid date is ignored (RFC 9110, 13.1.3). */
    private static boolean isUnmodifiedSince(Instant lastModified, @Nullable String ifModifiedSince) {
        if (ifModifiedSince == null) {
            return false;
        }
        try {
            return !lastModified.isAfter(HTTP_DATE.parse(ifModifiedSince, Instant::from));
        } catch (DateTimeException e) {
            return false;
        }
    }

    private SandboxResponse chart(String symbol, String query) {
        OptionalLong period1 = wholeNumber(query, "period1");
        OptionalLong period2 = wholeNumber(query, "period2");
        if (period1.isEmpty()
                || period2.isEmpty()
                || !parameter(query, "interval").orElse("1d").equals("1d")) {
            return yahooError(400, "Bad Request", "Expected period1 and period2 in epoch seconds and interval=1d");
        }
        return prices.chart(symbol, period1.getAsLong(), period2.getAsLong())
                .map(json -> SandboxResponse.of(200, "application/json", json))
                .orElseGet(() -> yahooError(404, "Not Found", "No data found, symbol may be delisted"));
    }

    private static SandboxResponse yahooError(int status, String code, String description) {
        return SandboxResponse.of(
                status,
                "application/json",
                String.format(
                        Locale.ROOT,
                        "{\"chart\":{\"result\":null,\"error\":{\"code\":\"%s\",\"description\":\"%s\"}}}",
                        code,
                        description));
    }

    private static OptionalLong wholeNumber(String query, String name) {
        return parameter(query, name)
                .filter(value -> value.matches("-?[0-9]{1,15}"))
                .map(value -> OptionalLong.of(Long.parseLong(value)))
                .orElseGet(OptionalLong::empty);
    }

    private static Optional<String> parameter(String query, String name) {
        return Arrays.stream(query.split("&"))
                .filter(parameter -> parameter.startsWith(name + "="))
                .map(parameter -> parameter.substring(name.length() + 1))
                .findFirst();
    }

    private static Optional<String> decoded(String path) {
        try {
            return Optional.of(URLDecoder.decode(path.replace("+", "%2B"), StandardCharsets.UTF_8));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }
}
