package cotinga.bench;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * The whole application as a process of its own, with 512 MB of heap: a first run from empty to exported, then a second one over
 * the same files, both with the embedded database and with a PostgreSQL server on this machine, beside the bare start of the application
 * and a walk through the same text by FastCSV alone. Arguments: a folder with {@code history/*.zip} and {@code newcot/*.txt} as the CFTC
 * names them, the first year.
 */
public final class RunBenchmark {
    private static final String HEAP = "-Xmx512m";
    private static final Duration LONGEST = Duration.ofMinutes(30);

    private final Path files;
    private final String firstYear;
    private final ExecutorService answering = Executors.newFixedThreadPool(4);

    private RunBenchmark(Path files, String firstYear) {
        this.files = files;
        this.firstYear = firstYear;
    }

    public static void main(String[] arguments) throws Exception {
        if (arguments.length != 2) {
            throw new IllegalArgumentException("Expected a folder with history/ and newcot/, and the first year");
        }
        new RunBenchmark(Path.of(arguments[0]), arguments[1]).run();
    }

    private void run() throws Exception {
        HttpServer upstream = serve();
        Path work = Files.createTempDirectory("cotinga-run");
        try (PostgresBenchmarkServer server = new PostgresBenchmarkServer()) {
            double start = seconds(work, upstream, Map.of(), "--version");
            double walk = WalkBenchmark.secondsToWalk(files.resolve("history"));
            System.out.printf(Locale.ROOT, "bare JVM %.1f s, walk by FastCSV %.1f s%n", start, walk);
            runs("H2", Files.createDirectory(work.resolve("h2")), upstream, Map.of(), walk);
            double before = server.cpuSeconds();
            runs(
                    "PostgreSQL",
                    Files.createDirectory(work.resolve("postgresql")),
                    upstream,
                    Map.of(
                            "COTINGA_DATABASE_URL",
                            server.url(),
                            "COTINGA_DATABASE_USER",
                            PostgresBenchmarkServer.USER,
                            "COTINGA_BACKUP_ENABLED",
                            "false"),
                    walk);
            System.out.printf(
                    Locale.ROOT,
                    "PostgreSQL: %.1f CPU-s of the server, database %,d bytes%n",
                    server.cpuSeconds() - before,
                    server.bytes());
        } finally {
            upstream.stop(0);
            answering.shutdownNow();
            delete(work);
        }
    }

    private void runs(String database, Path work, HttpServer upstream, Map<String, String> settings, double walk)
            throws IOException, InterruptedException {
        System.out.println(database);
        double first = seconds(work, upstream, settings, "--once");
        double second = seconds(work, upstream, settings, "--once");
        System.out.printf(
                Locale.ROOT,
                "first run %.1f s, second run %.1f s; first run / walk = %.1f%n",
                first,
                second,
                first / walk);
    }

    private double seconds(Path work, HttpServer upstream, Map<String, String> settings, String argument)
            throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                HEAP,
                "-cp",
                System.getProperty("java.class.path"),
                "cotinga.Cotinga",
                argument));
        ProcessBuilder builder = new ProcessBuilder(command).directory(work.toFile());
        builder.redirectErrorStream(true);
        builder.redirectOutput(work.resolve("log").toFile());
        Map<String, String> environment = builder.environment();
        environment.put(
                "COTINGA_CFTC_BASE_URL",
                "http://localhost:" + upstream.getAddress().getPort());
        environment.put("COTINGA_CFTC_FIRST_YEAR", firstYear);
        environment.put("COTINGA_CFTC_MAX_MALFORMED", "20%");
        environment.put("COTINGA_PRICES_ENABLED", "false");
        environment.putAll(settings);
        long began = System.nanoTime();
        Process process = builder.start();
        double cpuSeconds = 0;
        while (!process.waitFor(50, TimeUnit.MILLISECONDS)) {
            cpuSeconds = process.info()
                    .totalCpuDuration()
                    .map(cpu -> cpu.toMillis() / 1000.0)
                    .orElse(cpuSeconds);
            if (System.nanoTime() - began > LONGEST.toNanos()) {
                process.destroyForcibly();
                throw new IllegalStateException(argument + " took longer than " + LONGEST);
            }
        }
        double seconds = (System.nanoTime() - began) / 1e9;
        String log = Files.readString(work.resolve("log"));
        System.out.printf(
                Locale.ROOT,
                "%s: status %d, %.1f s, CPU %.1f s; %s%n",
                argument,
                process.exitValue(),
                seconds,
                cpuSeconds,
                log.strip().lines().reduce("", (earlier, line) -> line));
        return seconds;
    }

    private HttpServer serve() throws IOException {
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setExecutor(answering);
        server.createContext("/files/dea/history/", exchange -> answer(exchange, files.resolve("history")));
        server.createContext("/dea/newcot/", exchange -> answer(exchange, files.resolve("newcot")));
        server.start();
        return server;
    }

    private static void answer(HttpExchange exchange, Path folder) throws IOException {
        try (exchange) {
            Path file =
                    folder.resolve(Path.of(exchange.getRequestURI().getPath()).getFileName());
            if (!Files.exists(file)) {
                exchange.sendResponseHeaders(404, -1);
                return;
            }
            String etag = "\"" + Files.size(file) + "-"
                    + Files.getLastModifiedTime(file).toMillis() + "\"";
            exchange.getResponseHeaders().add("ETag", etag);
            exchange.getResponseHeaders()
                    .add(
                            "Last-Modified",
                            DateTimeFormatter.RFC_1123_DATE_TIME.format(
                                    Files.getLastModifiedTime(file).toInstant().atOffset(ZoneOffset.UTC)));
            if (etag.equals(exchange.getRequestHeaders().getFirst("If-None-Match"))) {
                exchange.sendResponseHeaders(304, -1);
                return;
            }
            exchange.sendResponseHeaders(200, Files.size(file));
            try (InputStream content = Files.newInputStream(file)) {
                content.transferTo(exchange.getResponseBody());
            }
        }
    }

    static void delete(Path folder) throws IOException {
        try (Stream<Path> all = Files.walk(folder)) {
            for (Path path : all.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(path);
            }
        }
    }
}
