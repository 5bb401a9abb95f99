package cotinga.flow;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import cotinga.base.Sha256;
import cotinga.cftc.Archive;
import cotinga.cftc.ReportText;
import cotinga.flow.StandInUpstream.Fault;
import cotinga.report.ReportType;
import cotinga.report.ReportVariant;
import cotinga.report.Subtype;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Comparator;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Simulates the CFTC's Socrata service: selects, filters, orders and pages the rows of a dataset. */
public final class StandInSocrata implements AutoCloseable {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String DATE = "report_date_as_yyyy_mm_dd";
    private static final String CODE = "cftc_contract_market_code";
    private static final Pattern WHERE = Pattern.compile(DATE + " >= '([0-9T:.-]+)' AND " + DATE + " < '([0-9T:.-]+)'");

    private final HttpServer server;
    private final Map<String, List<Map<String, String>>> rows = new ConcurrentHashMap<>();
    private final Deque<Fault> faults = new ArrayDeque<>();
    private final List<String> queries = new CopyOnWriteArrayList<>();
    private final List<Integer> statuses = new CopyOnWriteArrayList<>();

    public StandInSocrata() {
        try {
            server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        server.createContext("/", this::handle);
        server.start();
    }

    public String url() {
        return "http://localhost:" + server.getAddress().getPort();
    }

    /** The names of a dataset's columns, with those of the CFTC's files. */
    public static Map<String, String> columns(ReportType type) {
        Map<String, String> columns = new LinkedHashMap<>();
        try (InputStream stream =
                StandInSocrata.class.getResourceAsStream("/cotinga/cftc/socrata/" + type.key() + "-columns.txt")) {
            new String(stream.readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .map(line -> line.split(" = "))
                    .forEach(line -> columns.put(line[0], line[1]));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return columns;
    }

    /** A row with the content of {@link CftcFiles#week}. */
    public static Map<String, String> row(ReportVariant variant, String code, String reportDate, int openInterest) {
        List<String> positions = ReportText.columns(variant.type()).stream()
                .map(StandInSocrata::normal)
                .toList();
        Map<String, String> row = new LinkedHashMap<>();
        columns(variant.type())
                .forEach((name, fileName) -> row.put(name, String.valueOf(positions.indexOf(normal(fileName)))));
        row.put("market_and_exchange_names", "MARKET " + code + " - CHICAGO BOARD OF TRADE");
        row.put(DATE, reportDate + "T00:00:00.000");
        row.put(CODE, code);
        row.put("cftc_market_code", "CBT ");
        row.put("open_interest_all", String.valueOf(openInterest));
        row.put("futonly_or_combined", variant.subtype() == Subtype.FO ? "FutOnly" : "Combined");
        return row;
    }

    private static String normal(String name) {
        return name.replaceAll("[\\s_=]+", "");
    }

    /** Adds rows to the dataset of a variant. */
    @SafeVarargs
    public final void add(ReportVariant variant, Map<String, String>... more) {
        List<Map<String, String>> all = rows.computeIfAbsent(
                Archive.fallback(variant, 2026, 2026).path(), path -> new CopyOnWriteArrayList<>());
        for (Map<String, String> row : more) {
            all.add(row);
        }
    }

    /** The next requests get these responses, one each. */
    public void fail(Fault... next) {
        faults.addAll(List.of(next));
    }

    /** Path and query of each request, decoded. */
    public List<String> queries() {
        return List.copyOf(queries);
    }

    public List<Integer> statuses() {
        return List.copyOf(statuses);
    }

    private void handle(HttpExchange exchange) throws IOException {
        try (exchange) {
            queries.add(exchange.getRequestURI().getPath() + "?"
                    + exchange.getRequestURI().getQuery());
            answer(exchange);
        }
    }

    private void answer(HttpExchange exchange) throws IOException {
        Map<String, String> query = new LinkedHashMap<>();
        Stream.of(exchange.getRequestURI().getQuery().split("&"))
                .map(part -> part.split("=", 2))
                .forEach(part -> query.put(part[0], part[1]));
        byte[] body = JSON.writeValueAsBytes(selected(exchange.getRequestURI().getPath(), query));
        Fault fault = faults.poll();
        if (fault != null) {
            statuses.add(fault.status());
            fault.reply().send(exchange, body);
            return;
        }
        String etag = '"' + Sha256.of(body).substring(0, 16) + '"';
        exchange.getResponseHeaders().set("ETag", etag);
        exchange.getResponseHeaders().set("Last-Modified", "Fri, 12 Jun 2026 19:40:00 GMT");
        if (etag.equals(exchange.getRequestHeaders().getFirst("If-None-Match"))) {
            statuses.add(304);
            exchange.sendResponseHeaders(304, -1);
            return;
        }
        statuses.add(200);
        StandInUpstream.send(exchange, 200, body);
    }

    private List<Map<String, String>> selected(String path, Map<String, String> query) {
        Matcher where = WHERE.matcher(query.get("$where"));
        if (!where.matches() || !(DATE + "," + CODE).equals(query.get("$order"))) {
            throw new IllegalArgumentException("found a query that this simulator does not support: " + query);
        }
        List<String> columns = List.of(query.getOrDefault("$select", "").split(","));
        return rows.getOrDefault(path, List.of()).stream()
                .filter(row -> row.getOrDefault(DATE, "").compareTo(where.group(1)) >= 0
                        && row.getOrDefault(DATE, "").compareTo(where.group(2)) < 0)
                .sorted(Comparator.comparing((Map<String, String> row) -> row.get(DATE))
                        .thenComparing(row -> row.get(CODE)))
                .skip(Long.parseLong(query.get("$offset")))
                .limit(Long.parseLong(query.get("$limit")))
                .map(row -> {
                    Map<String, String> kept = new LinkedHashMap<>(row);
                    kept.keySet().retainAll(columns);
                    return kept;
                })
                .toList();
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
