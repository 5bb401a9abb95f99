package cotinga.flow;

import static cotinga.report.ReportVariant.LEGACY_FO;
import static cotinga.report.ReportVariant.TFF_FO;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import cotinga.RunningApplication;
import cotinga.base.Sha256;
import cotinga.cftc.Archive;
import cotinga.cftc.ReportText;
import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import javax.tools.JavaCompiler;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/**
 * Clients generated from the document that the application serves compile, and contain every value that it returns. The profile "full"
 * puts the generator, and the libraries that its Java client needs besides Jackson, into a folder below {@code target}.
 */
@Tag("full")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class GeneratedClientTest {
    private static final Path TOOLS = Path.of("target/client-generator");
    private static final Path GENERATOR = TOOLS.resolve("openapi-generator-cli.jar");
    private static final Path PROGRAM = Path.of("src/test/resources/client/ClientProgram.java");
    private static final Pattern MOMENT = Pattern.compile("[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9:.]+Z");
    private static final String KEY = "a key for operators";
    private static final String EURO = "099741";
    private static final long MINUTES = 5;

    /** The program's requests and outputs; each response is compared. */
    private static final List<String> PATHS = List.of(
            "/api/v1/cot/markets/tff/fo/099741",
            "/api/v1/cot/markets/tff/fo/099741/prices",
            "/api/v1/cot/markets/tff/fo",
            "/api/v1/cot/markets?search=euro",
            "/api/v1/cot/groups/legacy",
            "/api/v1/cot/screener/tff/fo?sort_by=open_interest&sort_dir=asc&limit=10",
            "/api/v1/cot/screener-v2",
            "/api/v1/cot/dashboard/099741",
            "/api/v1/cot/status",
            "/api/v1/cot/revisions",
            "/api/v1/cot/quality",
            "/api/v1/admin/runs?limit=10",
            "/api/v1/admin/runs/1",
            "/api/v1/admin/watchlists",
            "/api/v1/admin/scheduler_status",
            "/api/v1/cot/markets/tff/fo/099741/analytics?measures=bias,flip,extreme,last_time_here,concentration",
            "/api/v1/cot/overview");

    private Flow flow;
    private RunningApplication service;

    @BeforeAll
    void start(@TempDir Path directory) {
        assumeTrue(Files.exists(GENERATOR), GENERATOR + " is missing: run mvn -Pfull");
        flow = new Flow(directory)
                .variants(LEGACY_FO, TFF_FO)
                .years(2026, 2026)
                .set("cotinga.api.rate-limit.admin", "0")
                .set("cotinga.api.keys", "ops:admin:" + Sha256.of(KEY.getBytes(StandardCharsets.UTF_8)))
                .release(Archive.yearly(LEGACY_FO, 2026), CftcFiles.week(LEGACY_FO, EURO, "2026-06-02", 300))
                .release(Archive.weekly(LEGACY_FO), CftcFiles.week(LEGACY_FO, EURO, "2026-06-09", 400))
                .release(
                        Archive.yearly(TFF_FO, 2026),
                        euro("2026-06-09", "EURO FX", 400),
                        euro("2026-06-02", "EURO FX", 300),
                        CftcFiles.week(TFF_FO, "13874+", "2026-06-09", 200))
                .release(
                        Archive.weekly(TFF_FO),
                        euro("2026-06-09", "EURO FX", 400),
                        CftcFiles.week(TFF_FO, "13874+", "2026-06-09", 200));
        flow.releasePrices(EURO, "6E=F", Map.of("2026-06-11", 1.0888, "2026-06-12", 1.0901));
        service = flow.servePublished();
        service.refreshPrices();
        flow.release(
                Archive.yearly(TFF_FO, 2026),
                euro("2026-06-09", "EURO FX", 400),
                euro("2026-06-02", "EUROPEAN CURRENCY", 301),
                CftcFiles.week(TFF_FO, "13874+", "2026-06-09", 200));
        service.refreshReports();
    }

    private static ReportText.Line euro(String reportDate, String name, int openInterest) {
        return CftcFiles.week(TFF_FO, EURO, reportDate, openInterest)
                .with(ReportText.columns(TFF_FO.type()).get(0), name + " - CHICAGO MERCANTILE EXCHANGE");
    }

    @AfterAll
    void stop() {
        if (service != null) {
            service.close();
            flow.close();
        }
    }

    @Test
    void theJavaClientContainsEveryValue(@TempDir Path folder) throws Exception {
        generate(
                "java",
                folder,
                "--library",
                "native",
                "--additional-properties",
                "openApiNullable=false,useJakartaEe=true,containerDefaultToNull=true,enumUnknownDefaultCase=true");
        List<Path> sources = files(folder.resolve("client/src/main/java"));
        sources.add(PROGRAM);
        String classes = folder.resolve("classes").toString();
        compile(sources, classes);
        Path written = folder.resolve("written.json");

        Map<String, JsonNode> before = answers();
        run(
                folder,
                java(),
                "-cp",
                classes + File.pathSeparator + libraries(),
                "ClientProgram",
                "http://localhost:" + service.port(),
                KEY,
                written.toString());
        JsonNode program = Flow.json(Files.readString(written));

        Map<String, JsonNode> after = answers();
        assertThat(program.get("answers").size()).isEqualTo(PATHS.size());
        for (String path : PATHS) {
            assertThat(plain(program.get("answers").get(path))).as(path).isIn(before.get(path), after.get(path));
        }
        assertValues(program.get("values"), before);
    }

    @Test
    void theTypeScriptClientCompiles(@TempDir Path folder) throws Exception {
        Optional<Path> tsc = onPath("tsc");
        assumeTrue(tsc.isPresent(), "tsc is not on the PATH");
        generate("typescript-fetch", folder);

        run(
                folder,
                tsc.orElseThrow().toString(),
                "--strict",
                "--noEmit",
                "--target",
                "es2020",
                "--lib",
                "es2020,dom",
                "client/index.ts");
    }

    private static void assertValues(JsonNode values, Map<String, JsonNode> answers) {
        JsonNode market = Objects.requireNonNull(answers.get(PATHS.get(0)));
        JsonNode newest = market.at("/weeks/0");
        JsonNode row = Objects.requireNonNull(answers.get(PATHS.get(5))).at("/items/0");
        JsonNode dashboard = Objects.requireNonNull(answers.get(PATHS.get(7)));
        ObjectNode expected = JsonNodeFactory.instance.objectNode();
        expected.put("date", "2026-06-09");
        expected.set("g1_net", newest.get("g1_net"));
        expected.set("g5_pct_net_oi", newest.get("g5_pct_net_oi"));
        expected.set("cot_index_g1_1y", newest.get("cot_index_g1_1y"));
        expected.put("crowded_g1", newest.at("/crowded_g1/signal").asText().equals("BUY"));
        expected.put("index_weeks_3m", 2);
        expected.set("max_5y_g2_net", market.at("/stats/max_5y/g2_net"));
        expected.put("close", 1.0888);
        expected.put("some_weeks", 1);
        expected.set("some_g1_net", market.at("/weeks/1/g1_net"));
        expected.put("row_code", "13874+");
        expected.set("row_g3_long", row.get("g3_long"));
        expected.set("row_cot_g1_1y", row.get("cot_g1_1y"));
        expected.put("primary_report", "tff");
        expected.set("dashboard_g1_spread", dashboard.at("/weeks/0/g1_spread"));
        expected.put("total_weeks", 2);
        expected.put("price_source", "yahoo");
        expected.put("run_finished", true);
        expected.putArray("old_and_new").add(300).add(301);
        expected.putArray("renamed")
                .add("EURO FX - CHICAGO MERCANTILE EXCHANGE")
                .add("EUROPEAN CURRENCY - CHICAGO MERCANTILE EXCHANGE");
        expected.put("hit_rate", true);
        expected.put("invalidated", 0);
        expected.putArray("problem").add(404).add(404).add("Not found").add("/api/v1/cot/markets/tff/fo/000000");

        assertThat(plain(values)).isEqualTo(plain(expected));
    }

    /** The application's response at every path, in plain form. */
    private Map<String, JsonNode> answers() {
        Map<String, JsonNode> answers = new HashMap<>();
        PATHS.forEach(path -> answers.put(
                path,
                plain(Flow.json(service.ask("GET", path, "", "X-API-Key", KEY).body()))));
        return answers;
    }

    /** Without fields that are null, with numbers and moments in one notation. */
    private static JsonNode plain(JsonNode node) {
        if (node.isObject()) {
            ObjectNode plain = JsonNodeFactory.instance.objectNode();
            node.forEachEntry((name, value) -> {
                if (!value.isNull()) {
                    plain.set(name, plain(value));
                }
            });
            return plain;
        }
        if (node.isArray()) {
            ArrayNode plain = JsonNodeFactory.instance.arrayNode();
            node.forEach(element -> plain.add(plain(element)));
            return plain;
        }
        if (node.isNumber()) {
            return TextNode.valueOf(node.decimalValue().stripTrailingZeros().toPlainString());
        }
        if (node.isTextual() && MOMENT.matcher(node.textValue()).matches()) {
            return TextNode.valueOf(
                    OffsetDateTime.parse(node.textValue()).toInstant().toString());
        }
        return node;
    }

    private void generate(String language, Path folder, String... options) throws Exception {
        Path document = folder.resolve("openapi.json");
        Files.writeString(
                document, service.ask("GET", "/api/docs/openapi.json", "").body());
        List<String> command = new ArrayList<>(List.of(
                java(),
                "-jar",
                GENERATOR.toAbsolutePath().toString(),
                "generate",
                "--generator-name",
                language,
                "--input-spec",
                document.toString(),
                "--output",
                folder.resolve("client").toString()));
        command.addAll(List.of(options));
        run(folder, command.toArray(String[]::new));
    }

    private static void compile(List<Path> sources, String classes) throws IOException {
        JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
        try (var manager = compiler.getStandardFileManager(null, null, StandardCharsets.UTF_8)) {
            List<String> options = List.of("-proc:none", "-d", classes, "-classpath", libraries());
            List<String> messages = new ArrayList<>();
            boolean compiled = compiler.getTask(
                            null,
                            manager,
                            message -> messages.add(message.toString()),
                            options,
                            null,
                            manager.getJavaFileObjectsFromPaths(sources))
                    .call();
            assertThat(compiled).as(String.join("\n", messages)).isTrue();
        }
    }

    /** Jackson of this test's class path, and what the folder has besides. */
    private static String libraries() throws IOException {
        List<String> libraries = new ArrayList<>();
        for (Path file : files(TOOLS.resolve("lib"))) {
            libraries.add(file.toAbsolutePath().toString());
        }
        libraries.add(System.getProperty("java.class.path"));
        return String.join(File.pathSeparator, libraries);
    }

    private static void run(Path folder, String... command) throws Exception {
        Path output = folder.resolve("output.txt");
        Process process = new ProcessBuilder(command)
                .directory(folder.toFile())
                .redirectErrorStream(true)
                .redirectOutput(output.toFile())
                .start();
        try {
            assertThat(process.waitFor(MINUTES, TimeUnit.MINUTES))
                    .as(command[0])
                    .isTrue();
            assertThat(process.exitValue()).as(Files.readString(output)).isZero();
        } finally {
            process.destroyForcibly();
        }
    }

    private static String java() {
        return Path.of(System.getProperty("java.home"), "bin", "java").toString();
    }

    private static Optional<Path> onPath(String program) {
        return Stream.of(System.getenv("PATH").split(File.pathSeparator, -1))
                .map(folder -> Path.of(folder, program))
                .filter(Files::isExecutable)
                .findFirst();
    }

    private static List<Path> files(Path folder) throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            return new ArrayList<>(files.filter(Files::isRegularFile).toList());
        }
    }
}
