package cotinga.recovery;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import cotinga.RunningApplication;
import cotinga.base.Sha256;
import cotinga.report.ReportVariant;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/**
 * The content of a directory after a run, without times, versions and generated ids: what two directories with
 * the same data have in common.
 *
 * @param parts for each table its rows, for each file its digest, for each path of the REST API its response; each by its name
 * @param loose what must not exist after a run: running runs, steps without an end, incomplete files
 */
public record Snapshot(Map<String, List<String>> parts, List<String> loose) {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final int EXAMPLES = 3;

    /** Tables, joined with the rows that their ids refer to. */
    private static final Map<String, String> TABLES = Map.ofEntries(
            Map.entry(
                    "week",
                    "SELECT v.path, m.code, n.name, n.exchange, d.path, w.* FROM week w JOIN market m ON m.id = w.market_id"
                            + " JOIN variant v ON v.id = m.variant_id JOIN market_name n ON n.id = w.name_id"
                            + " JOIN download d ON d.id = w.download_id"),
            Map.entry("revision", "SELECT m.code, r.* FROM revision r JOIN market m ON m.id = r.market_id"),
            Map.entry("variant", "SELECT path, newest_report_date FROM variant"),
            Map.entry("market", "SELECT v.path, m.* FROM market m JOIN variant v ON v.id = m.variant_id"),
            Map.entry("market_name", "SELECT v.path, n.* FROM market_name n JOIN variant v ON v.id = n.variant_id"),
            Map.entry("download", "SELECT * FROM download"),
            Map.entry("quarantine", "SELECT * FROM quarantine"),
            Map.entry(
                    "published_market",
                    "SELECT v.path, m.code, n.name, p.* FROM published_market p JOIN market m ON m.id = p.market_id"
                            + " JOIN variant v ON v.id = m.variant_id JOIN market_name n ON n.id = p.name_id"),
            Map.entry(
                    "published_variant",
                    "SELECT v.path, p.weeks, p.markets, p.report_dates, p.first_date, p.last_date,"
                            + " p.as_of = p.version AS current FROM published_variant p JOIN variant v ON v.id = p.variant_id"
                            + " WHERE p.version = (SELECT MAX(version) FROM publication)"),
            Map.entry(
                    "withheld_variant",
                    "SELECT v.path, h.newest_report_date, h.newest_markets, h.lost_weeks, h.reason FROM withheld_variant h"
                            + " JOIN variant v ON v.id = h.variant_id"),
            Map.entry(
                    "quality_check",
                    "SELECT v.path, q.check_name, q.result, q.deviating, q.newest_deviating, q.newest_report_date,"
                            + " CASE WHEN q.check_name IN ('weeks', 'market_list') THEN 'as many as were published before'"
                            + " ELSE q.checked || ' ' || q.explained || ' ' || q.newest_checked END AS counts"
                            + " FROM quality_check q JOIN variant v ON v.id = q.variant_id"),
            Map.entry(
                    "quality_example",
                    "SELECT v.path, e.* FROM quality_example e JOIN variant v ON v.id = e.variant_id"),
            Map.entry("report_state", "SELECT * FROM report_state"),
            Map.entry("price_symbol", "SELECT * FROM price_symbol"),
            Map.entry(
                    "price_bar",
                    "SELECT s.symbol, MOD(b.id, 100000) AS epoch_day, b.* FROM price_bar b"
                            + " JOIN price_symbol s ON s.id = b.id / 100000"),
            Map.entry(
                    "price_revision",
                    "SELECT s.symbol, MOD(r.bar_id, 100000) AS epoch_day, r.* FROM price_revision r"
                            + " JOIN price_symbol s ON s.id = r.bar_id / 100000"));

    /** Tables whose versions are compared too, of two databases to which the same was published in the same order. */
    private static final Map<String, String> VERSIONS = Map.of(
            "publication",
            "SELECT version AS number, report_dates FROM publication",
            "week of each version",
            "SELECT since_version AS since, COUNT(*) AS weeks FROM week GROUP BY since_version",
            "revision of each version",
            "SELECT since_version AS since, until_version AS until, COUNT(*) AS weeks FROM revision"
                    + " GROUP BY since_version, until_version");

    /** Takes the snapshot of a database that others may use, with the versions in it. */
    static Snapshot ofDatabase(DataSource database) throws SQLException {
        Map<String, List<String>> parts = new TreeMap<>();
        List<String> loose = new ArrayList<>();
        addTables(database, parts, loose);
        for (Map.Entry<String, String> table : VERSIONS.entrySet()) {
            parts.put("versions of " + table.getKey(), rows(database, table.getValue()));
        }
        return new Snapshot(parts, loose);
    }

    /**
     * Takes the snapshot; no other process may use the directory.
     *
     * @param settings the settings of the run
     * @param codes the markets whose details are requested
     */
    static Snapshot of(Path directory, Map<String, String> settings, List<String> codes)
            throws IOException, SQLException {
        Map<String, List<String>> parts = new TreeMap<>();
        List<String> loose = new ArrayList<>();
        Map<String, String> serving = new HashMap<>(settings);
        serving.put("cotinga.run.on-start", "true");
        try (RunningApplication application = RunningApplication.forRuns(serving, directory, Clock.systemUTC())) {
            addTables(application.database(), parts, loose);
        }
        serving.put("cotinga.run.on-start", "false");
        try (RunningApplication application = RunningApplication.service(serving, directory, Clock.systemUTC())) {
            for (String path : paths(codes)) {
                parts.put("REST " + path, List.of(answer(application, path)));
            }
        }
        files(directory, parts, loose);
        return new Snapshot(parts, loose);
    }

    private static void addTables(DataSource database, Map<String, List<String>> parts, List<String> loose)
            throws SQLException {
        for (Map.Entry<String, String> table : TABLES.entrySet()) {
            parts.put("table " + table.getKey(), rows(database, table.getValue()));
        }
        rows(database, "SELECT kind, id FROM run WHERE status = 'running'")
                .forEach(run -> loose.add("a run is running: " + run));
        rows(database, "SELECT run_id, name, status FROM run_step WHERE status IN ('planned', 'started')")
                .forEach(step -> loose.add("a step has no end: " + step));
    }

    /** The differences from another snapshot and the loose ends, one line each; empty if there are none. */
    public List<String> differencesFrom(Snapshot other) {
        List<String> differences = new ArrayList<>(loose);
        for (Map.Entry<String, List<String>> part : other.parts.entrySet()) {
            List<String> expected = new ArrayList<>(part.getValue());
            List<String> found = new ArrayList<>(parts.getOrDefault(part.getKey(), List.of()));
            if (!found.equals(expected)) {
                List<String> missing = new ArrayList<>(expected);
                missing.removeAll(found);
                found.removeAll(expected);
                differences.add(part.getKey() + " lacks " + missing.size() + ", has " + found.size()
                        + " others: expected " + examples(missing) + ", found " + examples(found));
            }
        }
        parts.keySet().stream()
                .filter(name -> !other.parts.containsKey(name))
                .forEach(name -> differences.add(name + " is there, expected nothing"));
        return differences;
    }

    private static String examples(List<String> rows) {
        return rows.stream()
                .limit(EXAMPLES)
                .map(row -> row.length() > 300 ? row.substring(0, 300) + "…" : row)
                .toList()
                .toString();
    }

    private static List<String> rows(DataSource database, String query) throws SQLException {
        List<String> found = new ArrayList<>();
        try (Connection connection = database.getConnection();
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(query)) {
            ResultSetMetaData columns = rows.getMetaData();
            while (rows.next()) {
                StringBuilder row = new StringBuilder();
                for (int column = 1; column <= columns.getColumnCount(); column++) {
                    if (lasts(columns.getColumnLabel(column))) {
                        row.append(withoutId(rows.getString(column))).append(' ');
                    }
                }
                found.add(row.toString());
            }
        }
        Collections.sort(found);
        return found;
    }

    /** The path of a replaced download ends with its id. */
    private static @Nullable String withoutId(@Nullable String value) {
        return value != null && value.startsWith("/") ? value.replaceFirst("@\\d+$", "@") : value;
    }

    /** Whether a column does not depend on the time and the order of loading. */
    private static boolean lasts(String column) {
        String name = column.toLowerCase(Locale.ROOT);
        return !name.equals("id")
                && !name.endsWith("_id")
                && !name.equals("replaced_by")
                && !name.endsWith("_at")
                && !name.endsWith("version");
    }

    private static List<String> paths(List<String> codes) {
        List<String> paths = new ArrayList<>(List.of("/status", "/screener-v2?limit=1000", "/revisions"));
        for (ReportVariant variant : ReportVariant.values()) {
            paths.add("/markets/" + variant.path());
            paths.add("/screener/" + variant.path() + "?limit=1000");
            codes.forEach(code -> paths.add("/markets/" + variant.path() + "/" + code));
        }
        codes.forEach(code -> paths.add("/dashboard/" + code));
        return paths;
    }

    private static String answer(RunningApplication application, String path) throws IOException {
        String body = application.get(path, "X-Request-ID", "snapshot").body();
        return switch (path) {
            case "/status" -> JSON.readTree(body).get("data").toString();
            case "/revisions" ->
                JSON.readValue(body, ObjectNode.class).without("data_version").toString();
            default -> body;
        };
    }

    private static void files(Path directory, Map<String, List<String>> parts, List<String> loose) throws IOException {
        for (String folder : List.of("export", "data/archives", "data/incoming", "data/rejected")) {
            if (!Files.isDirectory(directory.resolve(folder))) {
                continue;
            }
            try (Stream<Path> files = Files.walk(directory.resolve(folder))) {
                for (Path file : files.filter(Files::isRegularFile).toList()) {
                    String name = directory.relativize(file).toString();
                    if (folder.equals("data/incoming") || name.endsWith(".part")) {
                        loose.add("a file is left over: " + name);
                    } else {
                        parts.put("file " + name, List.of(digest(file)));
                    }
                }
            }
        }
    }

    private static String digest(Path file) throws IOException {
        if (!file.endsWith("manifest.json")) {
            return Sha256.of(file);
        }
        ObjectNode manifest = (ObjectNode) JSON.readTree(file.toFile());
        manifest.remove(List.of("created", "data_version"));
        return manifest.toString();
    }
}
