package cotinga.bench;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import cotinga.base.Sha256;
import cotinga.flow.StandInUpstream;
import cotinga.store.sql.NamedStatement;
import cotinga.store.sql.Sql;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.function.IntFunction;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * A leader and a reader as processes on a PostgreSQL server of this machine. The store grows to 10, 20 and 40 years of weeks; at each size,
 * what requests cost whose response no cache has. With all years: the same statements on copies of the table that have partitions; what a publication costs a reader, and 1,000 clients that
 * request from it with their entity tags, at last while the leader publishes.
 *
 * <p>Arguments: a folder with {@code history/*.zip} and {@code newcot/*.txt} as the CFTC names them, the newest of its years.
 */
public final class ScaleBenchmark {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String KEY = "a-key-of-an-operator-of-thirty-two-characters";
    private static final String READER = "reader-of-benchmark";
    private static final String WRITER = "writer-of-benchmark";
    private static final List<Integer> YEARS = List.of(10, 20, 40);
    private static final List<String> VARIANTS =
            List.of("legacy/fo", "legacy/co", "disagg/fo", "disagg/co", "tff/fo", "tff/co");
    private static final DateTimeFormatter YYMMDD = DateTimeFormatter.ofPattern("yyMMdd", Locale.ROOT);

    private static final String WEEK = "week";
    private static final int EXPLANATIONS = 9;
    private static final int SYMBOLS = 20;
    private static final int MARKETS = 20;
    private static final int PUBLICATIONS = 2;
    private static final Duration IDLE = Duration.ofSeconds(15);

    private static final int CLIENTS = 1_000;
    private static final Duration LOAD = Duration.ofSeconds(20);
    private static final Duration WARM_UP = Duration.ofSeconds(10);

    private final Path files;
    private final int newestYear;
    private final Path home = Files.createTempDirectory("cotinga-scale");
    private final StandInUpstream upstream = new StandInUpstream();
    private final PostgresBenchmarkServer server = new PostgresBenchmarkServer();
    private final LocalDate newest;
    private final List<String> codes;
    private int releases;
    private int moment;

    private ScaleBenchmark(Path files, int newestYear) throws IOException, SQLException {
        this.files = files;
        this.newestYear = newestYear;
        List<String[]> lines =
                Files.readAllLines(files.resolve("newcot/deafut.txt"), StandardCharsets.ISO_8859_1).stream()
                        .map(line -> line.substring(line.indexOf("\",") + 2).split(",", -1))
                        .toList();
        newest = LocalDate.parse(lines.get(0)[1].strip());
        codes = IntStream.range(0, MARKETS)
                .mapToObj(market -> lines.get(market * lines.size() / MARKETS)[2].strip())
                .toList();
    }

    public static void main(String[] arguments) throws Exception {
        if (arguments.length != 2) {
            throw new IllegalArgumentException("Expected a folder with history/ and newcot/, and the newest year");
        }
        new ScaleBenchmark(Path.of(arguments[0]), Integer.parseInt(arguments[1])).run();
    }

    private void run() throws Exception {
        try (upstream;
                server) {
            releaseYears();
            releaseWeek();
            writePrices();
            for (int years : YEARS) {
                load(years);
                explain(WEEK);
                try (InstanceProcess reader = start(READER, "reader", years)) {
                    reader.awaitVersion(1);
                    requests(reader);
                }
            }
            partitions();
            try (InstanceProcess writer = start(WRITER, "writer", YEARS.get(YEARS.size() - 1));
                    InstanceProcess reader = start(READER, "reader", YEARS.get(YEARS.size() - 1))) {
                reader.awaitVersion(1);
                awaitLeader(writer);
                publications(writer, reader);
                clients(writer, reader);
            }
        } finally {
            RunBenchmark.delete(home);
        }
    }

    private void releaseYears() throws IOException {
        try (Stream<Path> zips = Files.list(files.resolve("history"))) {
            for (Path zip : zips.toList()) {
                upstream.release("/files/dea/history/" + zip.getFileName(), Files.readAllBytes(zip));
            }
        }
    }

    /** Releases the newest week of all variants, each time a week later. */
    private void releaseWeek() throws IOException {
        LocalDate date = newest.plusWeeks(releases);
        try (Stream<Path> texts = Files.list(files.resolve("newcot"))) {
            for (Path text : texts.toList()) {
                String shifted = Files.readString(text, StandardCharsets.ISO_8859_1)
                        .replace("," + YYMMDD.format(newest) + ",", "," + YYMMDD.format(date) + ",")
                        .replace(newest.toString(), date.toString());
                upstream.release("/dea/newcot/" + text.getFileName(), shifted.getBytes(StandardCharsets.ISO_8859_1));
            }
        }
        releases++;
    }

    /** Made-up daily prices of some markets, from the first year on. */
    private void writePrices() throws IOException {
        Path prices = Files.createDirectory(home.resolve("prices"));
        Random random = new Random(1);
        StringBuilder tickers = new StringBuilder("code,symbol\n");
        for (int symbol = 0; symbol < SYMBOLS; symbol++) {
            tickers.append(codes.get(symbol)).append(",S").append(symbol).append('\n');
            StringBuilder bars = new StringBuilder("date,open,high,low,close,volume\n");
            double close = 1_000;
            for (LocalDate day = LocalDate.of(newestYear - 39, 1, 2); day.isBefore(newest); day = day.plusDays(1)) {
                if (day.getDayOfWeek().getValue() <= 5) {
                    close *= 1 + 0.01 * random.nextGaussian();
                    bars.append(String.format(Locale.ROOT, "%s,%2$.2f,%2$.2f,%2$.2f,%2$.2f,100%n", day, close));
                }
            }
            Files.writeString(prices.resolve("S" + symbol + ".csv"), bars);
        }
        Files.writeString(home.resolve("tickers.csv"), tickers);
    }

    private InstanceProcess start(String name, String role, int years, String... arguments) throws IOException {
        Map<String, String> settings = new HashMap<>();
        settings.put("cotinga.role", role);
        settings.put("cotinga.database.url", server.url());
        settings.put("cotinga.database.user", PostgresBenchmarkServer.USER);
        settings.put("cotinga.backup.enabled", "false");
        settings.put("cotinga.run.on-start", "false");
        settings.put("cotinga.cftc.base-url", upstream.url());
        settings.put("cotinga.cftc.watch", "false");
        settings.put("cotinga.cftc.first-year", String.valueOf(newestYear - years + 1));
        settings.put("cotinga.prices.source", "csv");
        settings.put("cotinga.prices.directory", home.resolve("prices").toString());
        settings.put("cotinga.prices.tickers", home.resolve("tickers.csv").toString());
        settings.put("cotinga.api.rate-limit.reads", "0");
        settings.put("cotinga.api.rate-limit.admin", "0");
        settings.put("cotinga.api.keys", "ops:admin:" + Sha256.of(KEY.getBytes(StandardCharsets.UTF_8)));
        return new InstanceProcess(home, name, KEY, settings, arguments);
    }

    private void load(int years) throws Exception {
        long before = number("SELECT COUNT(*) FROM information_schema.tables WHERE table_name = 'week'") == 0
                ? 0
                : number("SELECT COUNT(*) FROM week");
        double serverBefore = server.cpuSeconds();
        long begin = System.nanoTime();
        try (InstanceProcess run = start(WRITER, "all", years, "--once")) {
            String end = run.awaitEnd();
            double seconds = (System.nanoTime() - begin) / 1e9;
            long weeks = number("SELECT COUNT(*) FROM week");
            System.out.printf(
                    Locale.ROOT,
                    "%n%d years: run over %,d more weeks: %.1f s, %.1f CPU-s, %.1f CPU-s of the server; %s%n"
                            + "  %,d weeks of %,d markets, week %,d bytes, database %,d bytes%n",
                    years,
                    weeks - before,
                    seconds,
                    run.cpuSeconds(),
                    server.cpuSeconds() - serverBefore,
                    end,
                    weeks,
                    number("SELECT COUNT(*) FROM market"),
                    number("SELECT pg_total_relation_size('week')"),
                    server.bytes());
        }
        execute("VACUUM ANALYZE");
    }

    private long number(String query) throws SQLException {
        try (Connection connection = server.connect();
                PreparedStatement statement = connection.prepareStatement(query);
                ResultSet row = statement.executeQuery()) {
            row.next();
            return row.getLong(1);
        }
    }

    /** The rows and the buffers that the main statements read, for a market that has all years. */
    private void explain(String table) throws SQLException, IOException {
        LocalDate oldest = LocalDate.of(newestYear - YEARS.get(0) + 1, 1, 15);
        long market = number(
                "SELECT percentile_disc(0.5) WITHIN GROUP (ORDER BY market_id) FROM week WHERE report_date = DATE '"
                        + newest
                        + "' AND id < 200000000000 AND market_id IN (SELECT market_id FROM week WHERE id < 200000000000"
                        + " GROUP BY market_id HAVING MIN(report_date) < DATE '" + oldest + "')");
        long first = market * 100_000;
        long last = first + 99_999;
        Map<String, Object> values = new HashMap<>(Map.of("first", first, "last", last, "version", 1_000L));
        explain(table, "all weeks of a market", "weeks-3-groups", values);
        values.put("first", first + newest.minusWeeks(160).toEpochDay());
        explain(table, "160 weeks of a market, as for a screener", "weeks-3-groups", values);
        values.put("first", first);
        values.put("last", first + LocalDate.of(2020, 1, 1).toEpochDay());
        values.put("newer", 0);
        values.put("released_until", Instant.parse("2020-01-01T00:00:00Z"));
        explain(table, "the newest week known in 2020", "nth-newest-week", values);
        if (table.equals(WEEK)) {
            values.put("replaced_after", 0L);
            explain(table, "earlier contents of a market", "revisions-3-groups", values);
            explain(table, "the newest changes", "newest-changes", values);
        }
    }

    /** The same on copies of the table of weeks, which differ in their partitions. */
    private void partitions() throws SQLException, IOException {
        copy("week_copy", "(LIKE week)", "id", List.of());
        copy(
                "week_by_variant",
                "(LIKE week) PARTITION BY RANGE (id)",
                "id",
                IntStream.rangeClosed(1, VARIANTS.size())
                        .mapToObj(variant -> "FROM (" + variant * 100_000_000_000L + ") TO ("
                                + (variant + 1) * 100_000_000_000L + ")")
                        .toList());
        copy(
                "week_by_year",
                "(LIKE week) PARTITION BY RANGE (report_date)",
                "id, report_date",
                IntStream.rangeClosed(newestYear - YEARS.get(YEARS.size() - 1) + 1, newestYear)
                        .mapToObj(year -> "FROM ('" + year + "-01-01') TO ('" + (year + 1) + "-01-01')")
                        .toList());
    }

    private void copy(String table, String definition, String key, List<String> partitions)
            throws SQLException, IOException {
        execute("CREATE TABLE " + table + " " + definition);
        execute("ALTER TABLE " + table + " ADD PRIMARY KEY (" + key + ")");
        for (int number = 0; number < partitions.size(); number++) {
            execute("CREATE TABLE " + table + "_" + number + " PARTITION OF " + table + " FOR VALUES "
                    + partitions.get(number));
        }
        double before = server.cpuSeconds();
        execute("INSERT INTO " + table + " SELECT * FROM week");
        System.out.printf(
                Locale.ROOT, "  %s: %.1f CPU-s of the server for its rows%n", table, server.cpuSeconds() - before);
        execute("VACUUM ANALYZE " + table);
        explain(table);
        execute("DROP TABLE " + table);
    }

    private void execute(String statement) throws SQLException {
        try (Connection connection = server.connect();
                PreparedStatement prepared = connection.prepareStatement(statement)) {
            prepared.execute();
        }
    }

    private void explain(String table, String what, String name, Map<String, Object> values)
            throws SQLException, IOException {
        Sql sql = Sql.named(
                name,
                text -> "EXPLAIN (ANALYZE, BUFFERS, FORMAT JSON) "
                        + text.replaceAll("\\{[a-z0-9_]+\\}", "open_interest")
                                .replace("FROM week\n", "FROM " + table + "\n"));
        JsonNode plan = JSON.createObjectNode();
        double[] planning = new double[EXPLANATIONS];
        double[] execution = new double[EXPLANATIONS];
        try (Connection connection = server.connect()) {
            for (int number = 0; number < EXPLANATIONS; number++) {
                try (NamedStatement statement = sql.prepare(connection)) {
                    for (String parameter : sql.parameters()) {
                        statement.set(parameter, values.get(parameter));
                    }
                    JsonNode explained = JSON.readTree(
                                    statement.first(row -> row.getString(1)).orElseThrow())
                            .path(0);
                    plan = explained.path("Plan");
                    planning[number] = explained.path("Planning Time").doubleValue();
                    execution[number] = explained.path("Execution Time").doubleValue();
                }
            }
        }
        Arrays.sort(planning);
        Arrays.sort(execution);
        System.out.printf(
                Locale.ROOT,
                "  %s, %s: %,d rows, %,d buffers, planning %.2f ms, execution %.2f ms; %s%n",
                table,
                what,
                plan.path("Actual Rows").longValue(),
                plan.path("Shared Hit Blocks").longValue()
                        + plan.path("Shared Read Blocks").longValue(),
                planning[EXPLANATIONS / 2],
                execution[EXPLANATIONS / 2],
                nodes(plan));
    }

    private static String nodes(JsonNode plan) {
        StringBuilder nodes = new StringBuilder(plan.path("Node Type").textValue());
        if (plan.path("Plans").size() > 2) {
            return nodes.append(" < ")
                    .append(plan.path("Plans").size())
                    .append(" nodes")
                    .toString();
        }
        for (JsonNode child : plan.path("Plans")) {
            nodes.append(" < ").append(nodes(child));
        }
        return nodes.toString();
    }

    /** Requests whose response no cache has, for clients that accept gzip. */
    private void requests(InstanceProcess reader) throws Exception {
        uncached(reader, "a market", 60, number -> market(number));
        uncached(reader, "a market known_at", 60, number -> market(number) + "?known_at=" + pastMoment());
        uncached(reader, "a screener", 18, number -> "/screener/" + VARIANTS.get(number % VARIANTS.size()));
        uncached(
                reader,
                "a screener known_at",
                18,
                number -> "/screener/" + VARIANTS.get(number % VARIANTS.size()) + "?known_at=" + pastMoment());
        uncached(reader, "an overview", 10, number -> "/overview");
        uncached(reader, "revisions", 60, number -> "/revisions?limit=" + (10 + number));
        uncached(
                reader,
                "an event study",
                40,
                number -> market(number) + "/event-study?condition=index_156_g1%3E%3D9" + number % 10);
        uncached(reader, "event studies of all markets", 2, number -> "/event-studies?limit=" + (10 + number));
    }

    private String market(int number) {
        return "/markets/legacy/fo/" + codes.get(number % codes.size());
    }

    private String pastMoment() {
        return LocalDate.of(newestYear - 3, 6, 1)
                .atStartOfDay()
                .plusSeconds(moment++)
                .toInstant(ZoneOffset.UTC)
                .toString();
    }

    private void uncached(InstanceProcess reader, String what, int requests, IntFunction<String> paths)
            throws Exception {
        double[] millis = new double[requests];
        double cpu = 0;
        double ofServer = 0;
        for (int number = -requests / 2; number < requests; number++) { // the first ones warm up
            reader.post("/api/v1/admin/cache/invalidate", "");
            String path = "/api/v1/cot" + paths.apply(number + requests);
            double cpuBefore = reader.cpuSeconds();
            double serverBefore = server.cpuSecondsFor(READER);
            long begin = System.nanoTime();
            reader.get(path);
            if (number >= 0) {
                millis[number] = (System.nanoTime() - begin) / 1e6;
                cpu += reader.cpuSeconds() - cpuBefore;
                ofServer += server.cpuSecondsFor(READER) - serverBefore;
            }
        }
        Arrays.sort(millis);
        System.out.printf(
                Locale.ROOT,
                "  %s: %.1f ms (median); CPU of the reader %.1f ms, of the server %.1f ms%n",
                what,
                millis[requests / 2],
                cpu / requests * 1e3,
                ofServer / requests * 1e3);
    }

    private static void awaitLeader(InstanceProcess writer) throws InterruptedException {
        while (!writer.status().at("/instance/leading").booleanValue()) {
            TimeUnit.MILLISECONDS.sleep(100);
        }
    }

    /** Releases another week and lets the leader publish it; returns the new data version. */
    private long publish(InstanceProcess writer) throws Exception {
        long version = writer.version() + 1;
        releaseWeek();
        int status = writer.post("/api/v1/admin/runs", "{\"kind\":\"reports\"}").statusCode();
        if (status != 202) {
            throw new IllegalStateException("found status " + status + " for a run, expected 202");
        }
        return version;
    }

    private void publications(InstanceProcess writer, InstanceProcess reader) throws Exception {
        List<String> mix = new ArrayList<>(List.of("/overview", "/markets"));
        VARIANTS.forEach(variant -> mix.addAll(List.of("/markets/" + variant, "/screener/" + variant)));
        IntStream.range(0, MARKETS).forEach(number -> mix.add(market(number)));
        IntStream.range(0, MARKETS)
                .forEach(number -> mix.add(market(number) + "/event-study?condition=index_156_g1%3E%3D90"));
        System.out.printf(Locale.ROOT, "%nfollowing a publication; %d requests afterwards%n", mix.size());
        for (int round = 0; round < 3; round++) {
            askAll(reader, mix);
        }
        Cost idle = new Cost(reader);
        TimeUnit.NANOSECONDS.sleep(IDLE.toNanos());
        idle.print("no publication for " + IDLE.toSeconds() + " s");
        for (int number = 0; number < PUBLICATIONS; number++) {
            double cpuOfWriter = writer.cpuSeconds();
            double serverOfWriter = server.cpuSecondsFor(WRITER);
            Cost following = new Cost(reader);
            long begin = System.nanoTime();
            writer.awaitVersion(publish(writer));
            System.out.printf(
                    Locale.ROOT,
                    "the run of the leader until the publication: %.1f s, %.2f CPU-s, %.2f of the server%n",
                    (System.nanoTime() - begin) / 1e9,
                    writer.cpuSeconds() - cpuOfWriter,
                    server.cpuSecondsFor(WRITER) - serverOfWriter);
            reader.awaitVersion(writer.version());
            TimeUnit.NANOSECONDS.sleep(IDLE.toNanos());
            following.print("the run, and " + IDLE.toSeconds() + " s after the publication");
            Cost first = new Cost(reader);
            askAll(reader, mix);
            first.print("first requests of the version");
            Cost again = new Cost(reader);
            askAll(reader, mix);
            again.print("the same again");
        }
    }

    private static void askAll(InstanceProcess reader, List<String> paths) throws Exception {
        for (String path : paths) {
            reader.get("/api/v1/cot" + path);
        }
    }

    /** What a reader and its sessions need from now on. */
    private final class Cost {
        private final InstanceProcess reader;
        private final double cpu;
        private final double ofServer;
        private final long begin = System.nanoTime();

        private Cost(InstanceProcess reader) throws SQLException {
            this.reader = reader;
            cpu = reader.cpuSeconds();
            ofServer = server.cpuSecondsFor(READER);
        }

        void print(String what) throws SQLException {
            System.out.printf(
                    Locale.ROOT,
                    "  %s: %.1f s, CPU of the reader %.2f s, of its sessions of the server %.2f s%n",
                    what,
                    (System.nanoTime() - begin) / 1e9,
                    reader.cpuSeconds() - cpu,
                    server.cpuSecondsFor(READER) - ofServer);
        }
    }

    private void clients(InstanceProcess writer, InstanceProcess reader) throws Exception {
        List<String> paths = new ArrayList<>();
        for (int client = 0; client < CLIENTS; client++) {
            paths.add("/api/v1/cot"
                    + switch (client % 5) {
                        case 0, 1 -> "/overview";
                        case 2, 3 -> "/screener/" + VARIANTS.get(client / 5 % VARIANTS.size());
                        default -> market(client / 5);
                    });
        }
        PollingClients polling = new PollingClients(paths);
        System.out.printf(
                Locale.ROOT,
                "%n%,d clients, %d paths%n",
                CLIENTS,
                paths.stream().distinct().count());
        try (SteadyLoad load =
                new SteadyLoad(reader.port(), PollingClients.ADDRESSES, polling::read, polling::received)) {
            load.run(CLIENTS / 10, WARM_UP);
            load.run(CLIENTS, WARM_UP);
            for (int perSecond : new int[] {CLIENTS / 10, CLIENTS}) {
                polling.begin();
                double cpu = reader.cpuSeconds();
                double ofServer = server.cpuSecondsFor(READER);
                SteadyLoad.Figures figures = load.run(perSecond, LOAD);
                print(polling, figures, (reader.cpuSeconds() - cpu) / LOAD.toSeconds());
                System.out.printf(
                        Locale.ROOT,
                        "  %.3f cores of the server%n",
                        (server.cpuSecondsFor(READER) - ofServer) / LOAD.toSeconds());
            }
            for (int number = 0; number < PUBLICATIONS; number++) {
                polling.begin();
                double cpu = reader.cpuSeconds();
                long version = publish(writer);
                int loads = 0;
                SteadyLoad.Figures figures;
                do {
                    figures = load.run(CLIENTS, LOAD);
                    loads++;
                } while (reader.version() < version);
                System.out.printf(
                        Locale.ROOT, "version %d published meanwhile; the last of %d loads:%n", version, loads);
                print(polling, figures, (reader.cpuSeconds() - cpu) / loads / LOAD.toSeconds());
            }
        }
    }

    private static void print(PollingClients polling, SteadyLoad.Figures figures, double cores) {
        System.out.printf(
                Locale.ROOT,
                "%,.0f requests/s: statuses %s, latency %.1f ms (median), %.1f ms (99 %%); %.2f cores of the reader%n  %s%n",
                figures.perSecond(),
                figures.statuses(),
                figures.percentile(0.5),
                figures.percentile(0.99),
                cores,
                polling);
    }
}
