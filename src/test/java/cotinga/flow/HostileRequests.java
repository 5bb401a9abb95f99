package cotinga.flow;

import cotinga.contract.Contract;
import cotinga.contract.Operation;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** Requests generated from the contract, allowed and forbidden ones, and hostile requests. */
final class HostileRequests {
    private static final String API = "/api/v1/cot";
    private static final String EURO = "099741";

    /** Values that no parameter allows, as they stand in a path or a query. */
    private static final List<String> NEVER_ALLOWED = List.of(
            "%00", "a%0d%0aX-Injected:%20yes", "%zz", "%", "%4", "%ff", "%c0%ae%c0%ae", "%ed%a0%80", "%1b%5b2J");

    private static final List<String> NO_NUMBERS = List.of(
            "",
            "1.0",
            "1e2",
            "%2B5",
            "0x10",
            "%D9%A3",
            "%205",
            "5%20",
            "-0",
            "007",
            "NaN",
            "null",
            "99999999999999999999999");
    private static final List<String> NO_DATES = List.of(
            "",
            "2026-02-30",
            "2026-2-3",
            "yesterday",
            "20260602",
            "2026-06-02T00:00:00",
            "2026-06-02T24:61:00Z",
            "-2026-06-02",
            "2026-06-02T10:00:00%2B99:00");

    /** Texts of attackers; none has a code, a category, a field or a date in it. */
    private static final List<String> PAYLOADS = List.of(
            "' OR '1'='1",
            "1; DROP TABLE week",
            "x') UNION ALL (VALUES 1",
            "{\"$gt\":\"\"}",
            "[1,2,3]",
            "../../../../etc/passwd",
            "..\\..\\windows\\win.ini",
            "<script>alert(1)</script>",
            "${jndi:ldap://localhost/x}",
            "${header.CamelHttpPath}",
            "#{T(java.lang.Runtime)}",
            "%{#context}",
            "a\r\nX-Injected: yes",
            "\u0000",
            "\u202Eabc",
            "😀".repeat(20),
            "\"".repeat(50),
            "x".repeat(900));

    /** Bodies that request no valid run. */
    private static final List<String> NO_ORDERS = List.of(
            "",
            " ",
            "{",
            "{}",
            "[]",
            "null",
            "true",
            "\"reports\"",
            "kind=reports",
            "{\"kind\":\"news\"}",
            "{\"kind\":null}",
            "{\"kind\":[\"reports\"]}",
            "{\"kind\":\"reports\",\"kind\":\"prices\"}",
            "{\"kind\":\"reports\"} {\"kind\":\"reports\"}",
            "{\"kind\":\"reports\",\"force\":\"true\"}",
            "{\"kind\":\"reports\",\"force\":1}",
            "{\"kind\":\"reports\",\"when\":\"now\"}",
            "{\"kind\":\"REPORTS\"}",
            "{\"entries\":[]}",
            "{\"entries\":[null,[],\"metals\"]}",
            "{\"entries\":[{\"markets\":\"*\",\"condition\":\"g1_net\"}]}",
            "{\"entries\":[{\"markets\":\"*\",\"condition\":\"g1_net>0\",\"label\":\"\\udc00\"}]}",
            "{\"entries\":" + "[".repeat(10_000) + "]".repeat(10_000) + "}",
            "{\"entries\":" + "[".repeat(900) + "]".repeat(900) + "}",
            "{\"kind\":\"reports\u0000\"}",
            "{'kind':'reports'}",
            "{\"kind\":\"reports\",}",
            "{/**/\"kind\":\"reports\"}",
            "\u00ef\u00bb\u00bf{\"kind\":\"news\"}",
            "\u00ff\u00fe{\u0000}\u0000",
            "{\"kind\":NaN}",
            "{\"kind\":1e999999}",
            "{\"kind\":" + "9".repeat(5_000) + "}",
            "[".repeat(30_000),
            "{\"kind\":".repeat(8_000),
            "{\"kind\":\"" + "x".repeat(60_000) + "\"}",
            "{\"kind\":\"" + "x".repeat(70_000) + "\"}",
            "{\"" + "k".repeat(60_000) + "\":1}",
            IntStream.range(0, 5_000).mapToObj(n -> "\"k" + n + "\":1").collect(Collectors.joining(",", "{", "}")));

    private static final List<String> CODES = List.of(EURO, "13874+", "13874%2B", "000000", "ZZZZZZ", "+++++A");

    /** The operation whose response ends when the service stops. */
    private static final String ENDLESS = "getEvents";

    private final List<Described> operations = new ArrayList<>();

    /** @param operation with its parameters as the document has them, without references */
    private record Described(Operation operation, List<JsonObject> parameters) {}

    /**
     * A request.
     *
     * @param head the request line and the headers, each ended as HTTP ends lines, without the empty line after them
     */
    record Sent(String head, String body) {
        boolean isHead() {
            return head.startsWith("HEAD ");
        }

        String text() {
            return head + "\r\n" + body;
        }

        /** The path of the request line, or the text in its place. */
        String target() {
            String[] parts = head.split("[ \r]", 3);
            return parts.length > 1 ? parts[1] : "";
        }

        @Override
        public String toString() {
            String text = text();
            return text.length() > 3_000 ? text.substring(0, 3_000) + "… (" + text.length() + " characters)" : text;
        }
    }

    /** The state of the connection after the response. */
    enum End {
        /** It stays open for the next request. */
        OPEN,
        /** It is closed after the response. */
        CLOSED,
        /** It is closed as soon as the body is invalid, whether the response was sent or not. */
        CUT
    }

    /**
     * Bytes that are not one request: none, or more than one.
     *
     * @param status of its only response
     */
    record Broken(Sent sent, int status, End end) {}

    HostileRequests(Contract contract) {
        JsonObject paths = contract.document().getJsonObject("paths");
        for (Operation operation : contract.operations()) {
            JsonObject item = paths.getJsonObject(operation.path());
            JsonObject its = item.getJsonObject(operation.method().toLowerCase(Locale.ROOT));
            List<JsonObject> parameters = Stream.of(item, its)
                    .flatMap(owner -> owner.getJsonArray("parameters", new JsonArray()).stream())
                    .map(parameter -> contract.resolved((JsonObject) parameter))
                    .toList();
            operations.add(new Described(operation, parameters));
        }
    }

    /** A request that the contract allows; it changes nothing. */
    Sent allowed(Random random, String... headers) {
        Described described = one(
                random,
                operations.stream()
                        .filter(its ->
                                !its.operation.hasBody() && !its.operation.id().equals(ENDLESS))
                        .toList());
        String path = described.operation.path();
        List<String> query = new ArrayList<>();
        for (JsonObject parameter : described.parameters) {
            String value = one(random, allowedValues(parameter, random));
            if (isInPath(parameter)) {
                path = path.replace("{" + parameter.getString("name") + "}", value);
            } else if (isRequired(parameter) || random.nextBoolean()) {
                query.add(parameter.getString("name") + "=" + value);
            }
        }
        String method = described.operation.method();
        return request(
                method.equals("GET") && random.nextInt(8) == 0 ? "HEAD" : method, target(path, query), "", headers);
    }

    /** A request with at least one part of the path or query that the contract forbids. */
    Sent forbidden(Random random, String... headers) {
        Described described = one(random, operations);
        String path = described.operation.path();
        List<String> query = new ArrayList<>();
        int wrong = described.parameters.isEmpty() ? -1 : random.nextInt(described.parameters.size() + 1) - 1;
        for (int index = 0; index < described.parameters.size(); index++) {
            JsonObject parameter = described.parameters.get(index);
            String name = parameter.getString("name");
            boolean isWrong = index == wrong;
            String value = one(random, isWrong ? forbiddenValues(parameter) : allowedValues(parameter, random));
            if (isInPath(parameter)) {
                path = path.replace("{" + name + "}", value.isEmpty() ? "%20" : value);
            } else if (isWrong && random.nextInt(4) == 0) {
                String allowed = one(random, allowedValues(parameter, random));
                query.addAll(List.of(name + "=" + allowed, name + "=" + allowed));
            } else if (isWrong || isRequired(parameter) || random.nextBoolean()) {
                query.add(name + "=" + value);
            }
        }
        if (wrong < 0) {
            query.add(unknownParameter(described, random));
        }
        return request(described.operation.method(), target(path, query), "", headers);
    }

    /** A body for a run that the contract forbids, and its media type. */
    Sent forbiddenBody(Random random, String... headers) {
        String type = one(
                random,
                List.of(
                        "application/json",
                        "application/json; charset=utf-8",
                        "application/json; charset=utf-16",
                        "application/json; charset=nonesuch",
                        "text/plain",
                        "application/x-www-form-urlencoded",
                        "multipart/form-data; boundary=b",
                        "multipart/form-data",
                        "application/xml",
                        "*/*",
                        "",
                        "json",
                        ";;;"));
        List<String> all = new ArrayList<>(List.of(headers));
        all.add("Content-Type: " + type);
        String body = one(random, NO_ORDERS);
        return random.nextBoolean()
                ? request("POST", "/api/v1/admin/runs", body, all.toArray(String[]::new))
                : request("PUT", "/api/v1/admin/watchlists/metals", body, all.toArray(String[]::new));
    }

    /** A hostile request. */
    Sent malign(Random random, String... headers) {
        List<String> all = new ArrayList<>(List.of(headers));
        for (int count = random.nextInt(3); count > 0; count--) {
            all.add(malignHeader(random));
        }
        String method = random.nextInt(3) > 0
                ? "GET"
                : one(
                        random,
                        List.of(
                                "HEAD",
                                "OPTIONS",
                                "POST",
                                "PUT",
                                "PATCH",
                                "DELETE",
                                "TRACE",
                                "CONNECT",
                                "get",
                                "Get",
                                "PROPFIND",
                                "GET/",
                                "G\u00cbT",
                                "X".repeat(300)));
        String body = random.nextInt(6) == 0 ? one(random, PAYLOADS) : "";
        return request(method, malignTarget(random), latin1(body), all.toArray(String[]::new));
    }

    /** Bytes that are not an HTTP request, or two requests that look like one. */
    static List<Broken> brokenRequests(String key) {
        String get = "GET " + API + "/status HTTP/1.1\r\n";
        String post = "POST /api/v1/admin/cache/invalidate HTTP/1.1\r\nHost: a\r\n" + key + "\r\n";
        String chunked = post + "Transfer-Encoding: chunked\r\n";
        String smuggled = "0\r\n\r\nGET /api/v1/admin/runs HTTP/1.1\r\nHost: a\r\n" + key + "\r\n\r\n";
        return List.of(
                broken(400, End.CLOSED, "GET " + API + "/status\r\n"),
                broken(400, End.CLOSED, "GET\r\n"),
                broken(400, End.CLOSED, "\u0000\u0001\u0002\u0003 four bytes\r\n"),
                broken(400, End.CLOSED, "\u0016\u0003\u0001\u0002\u0000\u0001\u0000\u0001\u00fc\u0003\u0003\r\n"),
                broken(400, End.CLOSED, "GET " + API + "/status HTTP/1.1 extra\r\nHost: a\r\n"),
                broken(400, End.CLOSED, "GET " + API + "/sta tus HTTP/1.1\r\nHost: a\r\n"),
                broken(200, End.OPEN, "GET  " + API + "/status HTTP/1.1\r\nHost: a\r\n"),
                broken(400, End.OPEN, "GET " + API + "/status?\u0000 HTTP/1.1\r\nHost: a\r\n"),
                broken(400, End.OPEN, "GET " + API + "/groups/\u00e9 HTTP/1.1\r\nHost: a\r\n"),
                broken(200, End.CLOSED, "GET " + API + "/status HTTP/1.0\r\n"),
                broken(400, End.CLOSED, get + "Host: a\r\nno colon here\r\n"),
                broken(200, End.OPEN, get + "Host: a\r\n: no name\r\n"),
                broken(400, End.CLOSED, get + "Host: a\r\nX-Space : 1\r\n"),
                broken(400, End.OPEN, get + "Host: a\r\n folded: 1\r\n"),
                broken(200, End.OPEN, get + "Host: a\r\nX-Folded: 1\r\n 2\r\n"),
                broken(400, End.CLOSED, get + "Host: a\r\nX-Nul: a\u0000b\r\n"),
                broken(400, End.CLOSED, get + "Host: a\r\nX-Return: a\rX-Injected: yes\r\n"),
                broken(400, End.CLOSED, get + "Host: a\r\nX-Request-ID: a\nX-Injected: yes\r\n"),
                broken(400, End.OPEN, get + "Host: a\r\nHost: b\r\n"),
                broken(200, End.OPEN, get + "Host:\r\n"),
                broken(400, End.OPEN, get),
                broken(200, End.OPEN, get + "Host: a\r\nExpect: 200-maybe\r\n"),
                broken(200, End.OPEN, get + "Host: a\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"),
                broken(
                        200,
                        End.OPEN,
                        get
                                + "Host: a\r\nUpgrade: h2c\r\nConnection: Upgrade, HTTP2-Settings\r\nHTTP2-Settings: x\r\n"),
                broken(404, End.OPEN, "CONNECT localhost:1 HTTP/1.1\r\nHost: a\r\n"),
                broken(404, End.OPEN, "OPTIONS * HTTP/1.1\r\nHost: a\r\n"),
                broken(404, End.OPEN, "GET * HTTP/1.1\r\nHost: a\r\n"),
                broken(200, End.OPEN, "GET http://localhost" + API + "/status HTTP/1.1\r\nHost: a\r\n"),
                broken(302, End.OPEN, "GET http:// HTTP/1.1\r\nHost: a\r\n"),
                broken(302, End.OPEN, "GET http://[::1 HTTP/1.1\r\nHost: a\r\n"),
                broken(400, End.OPEN, "GET ? HTTP/1.1\r\nHost: a\r\n"),
                broken(404, End.OPEN, "GET # HTTP/1.1\r\nHost: a\r\n"),
                broken(404, End.OPEN, "GET \\api\\v1\\cot\\status HTTP/1.1\r\nHost: a\r\n"),
                broken(404, End.OPEN, "HEAD * HTTP/1.1\r\nHost: a\r\n"),
                broken(400, End.CLOSED, post + "Content-Length: -1\r\n"),
                broken(400, End.CLOSED, post + "Content-Length: 99999999999999999999\r\n"),
                broken(400, End.CLOSED, post + "Content-Length: 4, 5\r\n", "abcde"),
                broken(400, End.CLOSED, post + "Content-Length: 4\r\nContent-Length: 5\r\n", "abcde"),
                broken(400, End.CLOSED, post + "Content-Length: +4\r\n", "abcd"),
                broken(400, End.CLOSED, post + "Content-Length: 0x4\r\n", "abcd"),
                broken(400, End.CUT, chunked, "xyz\r\nabc\r\n0\r\n\r\n"),
                broken(400, End.CUT, chunked, "-1\r\nabc\r\n0\r\n\r\n"),
                broken(400, End.CUT, chunked, "ffffffffffffffff\r\nabc\r\n0\r\n\r\n"),
                broken(400, End.CUT, chunked, "3;" + "e".repeat(20_000) + "\r\nabc\r\n0\r\n\r\n"),
                broken(400, End.CUT, chunked, "3\r\nabcdef\r\n0\r\n\r\n"),
                broken(400, End.CLOSED, post + "Transfer-Encoding: gzip, chunked\r\n", "0\r\n\r\n"),
                broken(400, End.CLOSED, post + "Transfer-Encoding: identity\r\n"),
                broken(400, End.CLOSED, post + "Transfer-Encoding: xchunked\r\n", "0\r\n\r\n"),
                broken(400, End.OPEN, post + "Content-Encoding: gzip\r\nContent-Length: 4\r\n", "abcd"),
                broken(400, End.CLOSED, post + "Content-Length: 6\r\nTransfer-Encoding: chunked\r\n", smuggled),
                broken(400, End.CLOSED, chunked + "Content-Length: 60\r\n", smuggled),
                broken(400, End.CLOSED, chunked + "Transfer-Encoding: identity\r\n", smuggled),
                broken(400, End.CLOSED, post + "Transfer-Encoding:\u000bchunked\r\n", smuggled));
    }

    private static Broken broken(int status, End end, String head) {
        return broken(status, end, head, "");
    }

    private static Broken broken(int status, End end, String head, String body) {
        return new Broken(new Sent(head, body), status, end);
    }

    private static String malignTarget(Random random) {
        String payload = encoded(one(random, PAYLOADS));
        return one(
                random,
                List.of(
                        API + "/groups/" + payload,
                        API + "/markets/tff/fo/" + payload,
                        API + "/markets/tff/fo/" + EURO + "?fields=" + payload,
                        API + "/markets/tff/fo/" + EURO + "?known_at=" + payload,
                        API + "/markets?search=" + payload,
                        API + "/markets?category=" + payload,
                        API + "/screener/tff/fo?sort_by=" + payload,
                        API + "/screener/tff/fo?" + payload,
                        API + "/revisions?since=" + payload + "&code=" + payload,
                        API + "/dashboard/" + EURO + "?report_type=" + payload,
                        API + "/../../../application.properties",
                        API + "/%2e%2e/%2e%2e/%2e%2e/etc/passwd",
                        API + "/..%2f..%2fapplication.properties",
                        API + "/%252e%252e%252fadmin/runs",
                        API + "/%c0%ae%c0%ae/admin/runs",
                        API + "//groups//legacy",
                        API + "/./groups/./legacy",
                        API + "/groups/legacy;jsessionid=1",
                        API + "/groups;a=b/legacy",
                        API + "/groups/legacy/",
                        API + "/groups/legacy%2F..%2Ftff",
                        API + "/groups/%6Cegacy",
                        API + "/GROUPS/legacy",
                        API + "/groups/legacy%00.json",
                        API + "/groups/legacy%0d%0aX-Injected:%20yes",
                        API + "/groups/%",
                        API + "/groups/%u0041",
                        API + "/status?%",
                        API + "/status?=",
                        API + "/status?&",
                        API + "/status?a&b&c=%zz",
                        API + "/status?X-Request-ID=a%0d%0aX-Injected:yes",
                        API + "/status?CamelHttpResponseCode=500",
                        API + "/screener/tff/fo?limit=1;offset=2",
                        API + "/screener/tff/fo?limit[]=1",
                        API + "/screener/tff/fo?" + "limit=1&".repeat(200),
                        API + "/" + "a/".repeat(1_500),
                        API + "/" + "../".repeat(500),
                        "/api/docs/..%2fapplication.properties",
                        "/api/docs/" + payload,
                        "/api/docs/../../application.properties",
                        "/api",
                        "/api/",
                        "/",
                        "//",
                        "/%2e%2e/",
                        "/api/v1/admin/../cot/status",
                        "/api/v1/admin/runs/" + payload,
                        "/api/v1/admin/runs/9223372036854775808",
                        "/api/v1/admin/cache/invalidate?pattern=" + payload,
                        "/api/v1/admin/cache/invalidate?pattern=" + "*".repeat(180),
                        "/observe/health",
                        "/observe/env",
                        "/q/dev",
                        "/favicon.ico",
                        "/actuator/env"));
    }

    private static String malignHeader(Random random) {
        String payload = latin1(one(random, PAYLOADS)).replaceAll("[\\r\\n\\x00]", "?");
        return one(
                random,
                List.of(
                        "Accept: " + payload,
                        "Accept: text/csv;q=2",
                        "Accept: ,,,;;;q=",
                        "Accept: */*;q=0",
                        "Accept: " + "text/csv,".repeat(400),
                        "Accept-Encoding: " + payload,
                        "Accept-Encoding: gzip;q=1.5, identity;q=-1",
                        "Accept-Encoding: *;q=0",
                        "Accept-Language: " + payload,
                        "If-None-Match: " + payload,
                        "If-None-Match: *",
                        "If-None-Match: " + "\"".repeat(3_000),
                        "If-None-Match: W/W/\"\"",
                        "If-Modified-Since: " + payload,
                        "Range: bytes=0-1,5-2,-1",
                        "X-Request-ID: " + payload,
                        "X-Request-ID: a, b",
                        "X-Forwarded-For: " + payload,
                        "X-Forwarded-Prefix: /x",
                        "X-HTTP-Method-Override: DELETE",
                        "X-Original-URL: /api/v1/admin/runs",
                        "Origin: " + payload,
                        "Origin: null",
                        "Referer: " + payload,
                        "Cookie: " + payload,
                        "Cookie: a=b; $Version=1; =;",
                        "Authorization: Bearer " + payload,
                        "Authorization: Basic " + payload,
                        "Authorization: Bearer eyJhbGciOiJub25lIn0.eyJzY29wZSI6ImFkbWluIn0.",
                        "Content-Type: " + payload,
                        "Content-Type: multipart/form-data; boundary=" + "b".repeat(200),
                        "Content-Type: application/x-www-form-urlencoded",
                        "CamelHttpPath: /api/v1/cot/groups/legacy",
                        "CamelHttpQuery: limit=5",
                        "CamelHttpResponseCode: 500",
                        "CamelFileName: ../../x",
                        "CamelBeanMethodName: getClass",
                        "breadcrumbId: " + payload,
                        "file: ../application.properties",
                        "code: 13874+",
                        "Host: evil.example",
                        "Connection: close, X-API-Key",
                        "TE: trailers",
                        "Max-Forwards: 0",
                        "Expect: 100-continue"));
    }

    private static String unknownParameter(Described described, Random random) {
        List<String> unknown = new ArrayList<>(List.of(
                "colour=red", "_=1", "=5", "a", "__proto__=1", "CamelHttpPath=x", "%00=1", "%zz=1", "limit%5B%5D=1"));
        described.parameters.forEach(parameter -> {
            String name = parameter.getString("name");
            if (!isInPath(parameter)) {
                unknown.add(name.toUpperCase(Locale.ROOT) + "=1");
            } else {
                unknown.add(name + "=1");
            }
        });
        return one(random, unknown);
    }

    private static List<String> allowedValues(JsonObject parameter, Random random) {
        JsonObject schema = parameter.getJsonObject("schema");
        if (schema.containsKey("enum")) {
            return schema.getJsonArray("enum").stream().map(String::valueOf).toList();
        }
        if ("integer".equals(schema.getString("type"))) {
            long least = schema.getLong("minimum");
            long most = schema.getLong("maximum");
            return Stream.of(least, most, least + 1, most - 1, Math.min(most, least + random.nextInt(1_000)))
                    .map(String::valueOf)
                    .toList();
        }
        String day = String.format(Locale.ROOT, "%04d-%02d-%02d", random.nextInt(10_000), 1 + random.nextInt(12), 28);
        if ("date".equals(schema.getString("format"))) {
            return parameter.getString("name").equals("from")
                    ? List.of("0001-01-01", "2026-06-02")
                    : List.of("2026-06-02", "2026-06-09", "9999-12-31");
        }
        return switch (parameter.getString("name")) {
            case "code" -> isInPath(parameter) ? CODES : List.of(EURO, "13874%2B", "000000");
            case "category" -> List.of("currencies", "metals", "other");
            case "condition" -> List.of("bias_g1%3E%3D50", "index_13_g1%3C5+and+flip_g1!%3Dlong");
            case "horizons" -> List.of("1w", "5s,4w,52w", "4w,4w");
            case "horizon" -> List.of("4w", "52w");
            case "watchlist", "name" -> List.of("metals", "0_" + "x".repeat(62));
            case "study" -> List.of("speculators-high", "divergence-low");
            case "sort_by" ->
                "p_mean".equals(parameter.getString("example"))
                        ? List.of("code", "p_mean", "n")
                        : List.of("code", "open_interest", "g1_net", "cot_g1_1y", "signal_g2", "zscore_52_g1");
            case "columns" -> List.of("index_156_g1", "flip_g1,bias_g2", "signal_g1");
            case "where" ->
                List.of("g1_net%3E0", "index_13_g1%3E%3D90%20and%20flip_g1!%3Dlong", "weeks_behind=0+and+bias_g1%3C50");
            case "fields" -> List.of("date", "open_interest", "g1_net,g2_net", "crowded_g1,crowded_g1,index_weeks");
            case "measures" -> List.of("index", "index.156,zscore.52,flip", "triple,triple", "signal,liquidity");
            case "groups" -> List.of("g1", "g2,g1", "g3,g3");
            case "basis" -> List.of("net", "net_oi,oi", "spread");
            case "known_at", "since" -> List.of(day, day + "T15:30:00Z", day + "T00:00:00%2B18:00", "2026-06-08");
            case "search" ->
                List.of("euro", "%20a", "a+b", "%27%20OR%201%3D1", "%F0%9F%98%80".repeat(50), "%252e%252e%252f");
            case "pattern" -> List.of("nothing*", "%3F", "x".repeat(200), "%5B%5Ba-z%5D%28%29%7B%7D%5C");
            default -> throw new AssertionError("Nobody says what is allowed for " + parameter.encode());
        };
    }

    private static List<String> forbiddenValues(JsonObject parameter) {
        JsonObject schema = parameter.getJsonObject("schema");
        List<String> values = new ArrayList<>(NEVER_ALLOWED);
        if (schema.containsKey("enum")) {
            List<String> allowed =
                    schema.getJsonArray("enum").stream().map(String::valueOf).toList();
            allowed.forEach(value -> {
                values.add(value.toUpperCase(Locale.ROOT));
                values.add(value + "%20");
                values.add(value + "," + value);
            });
            values.addAll(List.of("", "0", "null"));
            values.removeAll(allowed); // the upper case of a number is the number
        } else if ("integer".equals(schema.getString("type"))) {
            values.add(String.valueOf(schema.getLong("minimum") - 1));
            values.add(String.valueOf(schema.getLong("maximum") + 1));
            values.addAll(NO_NUMBERS);
        } else if ("date".equals(schema.getString("format"))) {
            values.addAll(NO_DATES);
        } else if (schema.containsKey("pattern")) {
            PAYLOADS.forEach(payload -> values.add(encoded(payload)));
            values.addAll(List.of("", "%20", "%C3%84"));
            if (parameter.getString("name").equals("code")) {
                values.addAll(List.of("09974", "0997411", "09974a", "%30%39%39%37%34%20", "%EF%BC%90"));
            }
        } else {
            values.addAll(List.of("", "x".repeat(schema.getInteger("maxLength") + 1)));
        }
        return values;
    }

    private static Sent request(String method, String target, String body, String... headers) {
        StringBuilder head = new StringBuilder(method + " " + target + " HTTP/1.1\r\n");
        if (Stream.of(headers).noneMatch(header -> header.startsWith("Host:"))) {
            head.append("Host: localhost\r\n");
        }
        Stream.of(headers).forEach(header -> head.append(header).append("\r\n"));
        if (!body.isEmpty() || method.equals("POST") || method.equals("PUT")) {
            head.append("Content-Length: ").append(body.length()).append("\r\n");
        }
        return new Sent(head.toString(), body);
    }

    private static String target(String path, List<String> query) {
        return query.isEmpty() ? path : path + "?" + String.join("&", query);
    }

    private static boolean isRequired(JsonObject parameter) {
        return parameter.getBoolean("required", false);
    }

    private static boolean isInPath(JsonObject parameter) {
        return parameter.getString("in").equals("path");
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }

    /** The bytes of a text in UTF-8, a character each. */
    private static String latin1(String text) {
        return new String(text.getBytes(StandardCharsets.UTF_8), StandardCharsets.ISO_8859_1);
    }

    private static <T> T one(Random random, List<T> choices) {
        return choices.get(random.nextInt(choices.size()));
    }
}
