package cotinga.deploy;

import static cotinga.report.ReportVariant.TFF_FO;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import cotinga.PackedProgram;
import cotinga.RunningApplication;
import cotinga.cftc.Archive;
import cotinga.flow.CftcFiles;
import cotinga.flow.Flow;
import cotinga.store.sql.TestDatabase;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import java.util.zip.ZipFile;
import org.flywaydb.core.Flyway;
import org.h2.jdbcx.JdbcDataSource;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The commands of {@code docs/operations.md} as they stand there, in a temporary folder: bash executes them, but for those of systemctl,
 * which start and stop {@code bin/cotinga} as the unit does.
 */
@Tag("full")
class RunbookTest {
    private static final Duration PATIENCE = Duration.ofMinutes(3);
    private static final Archive YEAR = Archive.yearly(TFF_FO, 2025);
    private static final String EURO = "099741";
    private static final int TERMINATED = 143;
    private static final int EARLIER_SCHEMA = 8;

    private final HttpClient client = HttpClient.newHttpClient();
    private final Map<String, String> environment = new HashMap<>();

    /** The databases that stand in the runbook, and those of a test instead. */
    private final Map<String, String> addresses = new HashMap<>();

    private Path opt;
    private Path work;
    private Flow flow;
    private @Nullable Process service;

    @BeforeEach
    void install(@TempDir Path directory) throws IOException {
        assumeTrue(Files.isExecutable(Path.of("/bin/bash")), "bash");
        opt = Files.createDirectories(directory.resolve("opt"));
        work = Files.createDirectories(directory.resolve("work"));
        PackedProgram.install(opt.resolve("cotinga-1.0.0"));
        Files.createSymbolicLink(opt.resolve("cotinga"), Path.of("cotinga-1.0.0"));
        flow = new Flow(work)
                .years(2025, 2025)
                .set("cotinga.run.on-start", "false")
                .set("cotinga.cftc.watch", "false")
                .set("cotinga.backup.schedule", "* * * * * ?")
                .set("cotinga.http.port", RunningApplication.freePort())
                .set("cotinga.management.port", RunningApplication.freePort())
                .release(YEAR, CftcFiles.week(TFF_FO, EURO, "2025-12-30", 300));
        flow.settings()
                .forEach((key, value) ->
                        environment.put(key.replace('.', '_').replace('-', '_').toUpperCase(Locale.ROOT), value));
        environment.put("COTINGA_ARCHIVE", "off");
        environment.put("COTINGA_JAVA_OPTS", "-Xmx256m -XX:TieredStopAtLevel=1");
    }

    @AfterEach
    void end() throws InterruptedException {
        if (service != null) {
            service.destroyForcibly().waitFor();
        }
        flow.close();
    }

    @Test
    void aRestoredBackupServesTheDataOfItsTime() throws Exception {
        assertThat(once()).contains("published data version 1");
        start();
        String before = market();
        await().atMost(PATIENCE).until(() -> !backups().isEmpty());
        stop();
        flow.release(YEAR, CftcFiles.week(TFF_FO, EURO, "2025-12-30", 333));
        assertThat(once()).contains("published data version 2");

        execute("Restore");

        assertThat(market()).isEqualTo(before).doesNotContain("333");
        stop();
        assertThat(once()).contains("published data version 2");
        start();
        assertThat(market()).contains("333");
    }

    @Test
    void aRestoredDumpServesTheDataOfItsTime(@TempDir Path databases) throws Exception {
        Tool.installed("pg_dump", "postgresql-client");
        String url = TestDatabase.postgresUrl(databases.resolve("cotinga"));
        String restored = TestDatabase.postgresUrl(databases.resolve("restored"));
        addresses.put("postgresql://cotinga@host/cotinga", url.replace("jdbc:postgresql://", "postgresql://cotinga@"));
        addresses.put(
                "postgresql://cotinga@host/restored", restored.replace("jdbc:postgresql://", "postgresql://cotinga@"));
        environment.put("COTINGA_BACKUP_ENABLED", "false");
        environment.put("COTINGA_DATABASE_URL", url);
        assertThat(once()).contains("published data version 1");
        start();
        String before = market();
        execute("Back up PostgreSQL");
        stop();
        flow.release(YEAR, CftcFiles.week(TFF_FO, EURO, "2025-12-30", 333));
        assertThat(once()).contains("published data version 2");

        execute("Restore PostgreSQL");
        environment.put("COTINGA_DATABASE_URL", restored);
        start();

        assertThat(market()).isEqualTo(before).doesNotContain("333");
        stop();
        assertThat(once()).contains("published data version 2");
        start();
        assertThat(market()).contains("333");
    }

    @Test
    void anUpgradeKeepsTheDataAndCanBeUndone() throws Exception {
        assertThat(once()).contains("published data version 1");
        start();
        String before = market();
        release("1.1.0");

        execute("Upgrade");

        assertThat(market()).isEqualTo(before);
        assertThat(commandLine()).contains("cotinga-1.1.0/lib").doesNotContain("cotinga-1.0.0/lib");

        execute("Undo an upgrade");
        execute("Restore");

        assertThat(market()).isEqualTo(before);
        assertThat(commandLine()).contains("cotinga-1.0.0/lib").doesNotContain("cotinga-1.1.0/lib");
    }

    @Test
    void anUpgradeOfAnEarlierSchemaLeavesABackupOfIt() throws Exception {
        environment.put("COTINGA_BACKUP_ENABLED", "false");
        Path database = earlierDatabase();
        byte[] before = Files.readAllBytes(database);
        release("1.1.0");

        execute("Upgrade");
        stop();

        assertThat(schema(database)).isGreaterThan(EARLIER_SCHEMA);
        assertThat(backups()).hasSize(1);
        try (ZipFile backup = new ZipFile(backups().get(0).toFile())) {
            assertThat(backup.getInputStream(backup.getEntry("cotinga.mv.db")).readAllBytes())
                    .isEqualTo(before);
        }
    }

    /** Executes the first block of commands in a section of the runbook. */
    private void execute(String section) throws Exception {
        Matcher block = Pattern.compile("(?s)\\n##+ " + section + "\\n.*?\\n```sh\\n(.*?)\\n```\\n")
                .matcher(DeployFiles.text(Path.of("docs", "operations.md")));
        assertThat(block.find())
                .as("a block of commands in the section " + section)
                .isTrue();
        List<String> pending = new ArrayList<>();
        for (String line : block.group(1).lines().toList()) {
            switch (line) {
                case "systemctl stop cotinga" -> {
                    bash(pending);
                    stop();
                }
                case "systemctl start cotinga" -> {
                    bash(pending);
                    start();
                }
                default -> pending.add(line);
            }
        }
        bash(pending);
    }

    private void bash(List<String> commands) throws IOException, InterruptedException {
        String script = String.join("\n", commands)
                .replace("/opt", opt.toString())
                .replace("/var/lib/cotinga", work.toString());
        for (Map.Entry<String, String> address : addresses.entrySet()) {
            script = script.replace(address.getKey(), address.getValue());
        }
        commands.clear();
        Process bash = builder("/bin/bash", "-euo", "pipefail", "-c", script)
                .redirectErrorStream(true)
                .start();
        String output = new String(bash.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(bash.waitFor()).as("%s%n%s", script, output).isZero();
    }

    private void start() throws IOException {
        service = builder(opt.resolve("cotinga/bin/cotinga").toString())
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(log().toFile()))
                .start();
    }

    private void stop() throws InterruptedException {
        if (service != null) {
            service.destroy();
            assertThat(service.waitFor()).isEqualTo(TERMINATED);
            service = null;
        }
    }

    /** A single run; returns its output. */
    private String once() throws IOException, InterruptedException {
        Process run = builder(opt.resolve("cotinga/bin/cotinga").toString(), "--once")
                .redirectErrorStream(true)
                .start();
        String output = new String(run.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        run.waitFor();
        return output;
    }

    private ProcessBuilder builder(String... command) {
        ProcessBuilder builder = new ProcessBuilder(command).directory(work.toFile());
        Path java = Path.of(System.getProperty("java.home"));
        builder.environment().keySet().removeIf(key -> key.startsWith("COTINGA_"));
        builder.environment().putAll(environment);
        builder.environment().put("JAVA_HOME", java.toString());
        builder.environment().merge("PATH", "", (path, none) -> java.resolve("bin") + ":" + path);
        return builder;
    }

    private String commandLine() {
        return Objects.requireNonNull(service).info().commandLine().orElseThrow();
    }

    /** The response about a market, as soon as the service gives one. */
    private String market() {
        URI address = URI.create(
                "http://localhost:" + environment.get("COTINGA_HTTP_PORT") + "/api/v1/cot/markets/tff/fo/" + EURO);
        await().atMost(PATIENCE)
                .ignoreExceptionsMatching(IOException.class::isInstance)
                .until(() -> get(address).statusCode() == 200);
        try {
            return get(address).body();
        } catch (IOException | InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private HttpResponse<String> get(URI address) throws IOException, InterruptedException {
        return client.send(HttpRequest.newBuilder(address).build(), HttpResponse.BodyHandlers.ofString());
    }

    /** Packs a new version as {@code mvn package} does. */
    private void release(String version) throws IOException, InterruptedException {
        Path folder = Files.createDirectories(opt.resolve("new"));
        String program = "cotinga-" + version;
        PackedProgram.install(folder.resolve(program));
        assertThat(new ProcessBuilder(
                                "tar",
                                "-czf",
                                opt.resolve("cotinga.tar.gz").toString(),
                                "-C",
                                folder.toString(),
                                program)
                        .inheritIO()
                        .start()
                        .waitFor())
                .isZero();
    }

    private Path earlierDatabase() throws IOException {
        Path data = Files.createDirectories(work.resolve("data"));
        Flyway.configure(RunbookTest.class.getClassLoader())
                .dataSource(database(data.resolve("cotinga.mv.db")))
                .locations("classpath:db/migration", "classpath:db/h2")
                .target(String.valueOf(EARLIER_SCHEMA))
                .load()
                .migrate();
        return data.resolve("cotinga.mv.db");
    }

    private static int schema(Path file) throws SQLException {
        try (Connection connection = database(file).getConnection();
                Statement statement = connection.createStatement();
                ResultSet row =
                        statement.executeQuery("SELECT MAX(CAST(\"version\" AS INT)) FROM \"flyway_schema_history\"")) {
            row.next();
            return row.getInt(1);
        }
    }

    private static JdbcDataSource database(Path file) {
        JdbcDataSource source = new JdbcDataSource();
        source.setUrl("jdbc:h2:file:" + file.toString().replace(".mv.db", ""));
        source.setUser("cotinga");
        source.setPassword("");
        return source;
    }

    private List<Path> backups() throws IOException {
        Path folder = work.resolve("data/backups");
        if (!Files.isDirectory(folder)) {
            return List.of();
        }
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(file -> file.toString().endsWith(".zip")).toList();
        }
    }

    private Path log() {
        return work.resolve("log");
    }
}
