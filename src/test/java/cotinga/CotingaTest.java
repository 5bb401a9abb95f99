package cotinga;

import static cotinga.report.ReportVariant.TFF_FO;
import static org.assertj.core.api.Assertions.assertThat;

import cotinga.cftc.Archive;
import cotinga.flow.CftcFiles;
import cotinga.flow.Flow;
import java.io.Reader;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The command line: what it prints and with which status it ends. */
class CotingaTest {
    private Path workingDirectory;

    @BeforeEach
    void workIn(@TempDir Path directory) {
        workingDirectory = directory;
    }

    @Test
    void endsWith0WhenAllIsThere() throws Exception {
        try (Flow flow = new Flow(workingDirectory).years(2025, 2025)) {
            flow.release(Archive.yearly(TFF_FO, 2025), CftcFiles.week(TFF_FO, "099741", "2025-12-30", 1_000));
            flow.release(Archive.weekly(TFF_FO), CftcFiles.week(TFF_FO, "099741", "2026-06-09", 2_000));

            CommandLine.Ended ended = once(flow.settings());

            assertThat(ended.status()).isZero();
            assertThat(ended.out()).startsWith("reports: success in ").contains("published data version 1");
            assertThat(ended.err()).isEmpty();
            assertThat(workingDirectory.resolve("export").resolve("manifest.json"))
                    .exists();
            assertThat(workingDirectory.resolve("data")).isDirectoryContaining("glob:**cotinga.mv.db");
        }
    }

    @Test
    void endsWith3WhenSomethingIsMissingAndNamesIt() throws Exception {
        try (Flow flow = new Flow(workingDirectory).years(2025, 2025)) {
            flow.release(Archive.yearly(TFF_FO, 2025), CftcFiles.week(TFF_FO, "099741", "2025-12-30", 1_000));

            CommandLine.Ended ended = once(flow.settings());

            assertThat(ended.status()).isEqualTo(3);
            assertThat(ended.out().lines())
                    .hasSize(3)
                    .contains("  tff/fo current week: 404 for /dea/newcot/FinFutWk.txt, expected a file")
                    .last()
                    .asString()
                    .startsWith("quality: ");
        }
    }

    @Test
    void endsWith2AndOneMessageWhenThePublishedDatabaseWasEmptied() throws Exception {
        try (Flow flow = new Flow(workingDirectory).years(2025, 2025)) {
            flow.release(Archive.yearly(TFF_FO, 2025), CftcFiles.week(TFF_FO, "099741", "2025-12-30", 1_000));
            flow.publish();
            Path database = Files.write(workingDirectory.resolve("data/cotinga.mv.db"), new byte[0]);

            CommandLine.Ended ended = once(flow.settings());

            assertThat(ended.status()).isEqualTo(2);
            assertThat(ended.out()).isEmpty();
            assertThat(ended.err().lines())
                    .hasSize(3)
                    .first()
                    .asString()
                    .endsWith("it is missing, empty or damaged, although data version 1 was published at"
                            + " 2026-06-15T12:00:00Z: found an empty file. Nothing was changed.");
            assertThat(database).isEmptyFile();
        }
    }

    @Test
    void endsWith1WhenNothingIsThere() throws Exception {
        try (Flow flow = new Flow(workingDirectory).years(2025, 2025)) {
            CommandLine.Ended ended = once(flow.settings());

            assertThat(ended.status()).isEqualTo(1);
            assertThat(ended.out())
                    .startsWith("reports: error in ")
                    .contains("nothing to publish")
                    .contains("tff/fo: no data at all");
        }
    }

    @Test
    void endsWith3WhenFilesCannotBeWrittenAndSaysWhy() throws Exception {
        Files.writeString(workingDirectory.resolve("export"), "no directory");
        try (Flow flow = new Flow(workingDirectory).years(2025, 2025)) {
            flow.release(Archive.yearly(TFF_FO, 2025), CftcFiles.week(TFF_FO, "099741", "2025-12-30", 1_000));
            flow.release(Archive.weekly(TFF_FO), CftcFiles.week(TFF_FO, "099741", "2026-06-09", 2_000));

            CommandLine.Ended ended = once(flow.settings());

            assertThat(ended.status()).isEqualTo(3);
            assertThat(ended.out())
                    .contains("published data version 1")
                    .contains("cannot be written: java.nio.file.FileAlreadyExistsException")
                    .doesNotContain("\tat ");
        }
    }

    @Test
    void endsWith2WhenAPortIsTaken() throws Exception {
        try (ServerSocket taken = new ServerSocket(0)) {
            CommandLine.Ended ended = CommandLine.run(
                    workingDirectory, Map.of("cotinga.http.port", String.valueOf(taken.getLocalPort())), "--sandbox");

            assertThat(ended.status()).isEqualTo(2);
            assertThat(ended.err())
                    .startsWith("cotinga.http.port is " + taken.getLocalPort() + ", which cannot be used (")
                    .endsWith(") at cotinga.http.address, 0.0.0.0; stop the process that uses it, or set another port"
                            + System.lineSeparator());
        }
    }

    @Test
    void endsWith2WhenARouteFileIsBroken() throws Exception {
        Files.createDirectories(workingDirectory.resolve("routes/publish"));
        Files.writeString(
                workingDirectory.resolve("routes/publish/publish.camel.yaml"), "- route:\n    idd: publish\n");

        CommandLine.Ended ended = once(Map.of());

        assertThat(ended.status()).isEqualTo(2);
        assertThat(ended.err()).startsWith("Cotinga cannot start its routes: ").doesNotContain("\tat ");
    }

    @Test
    void endsWith2WhenARouteFileReplacesNoneAndNamesTheOneMeant() throws Exception {
        Files.createDirectories(workingDirectory.resolve("routes/prices"));
        for (String file : List.of("download-archive.camel.yaml", "prices/chart.camel.yaml", "prices/notes.yml")) {
            Files.writeString(workingDirectory.resolve("routes").resolve(file), "- route:\n");
        }
        Files.writeString(workingDirectory.resolve("routes/README.md"), "not read");

        CommandLine.Ended ended = once(Map.of());

        assertThat(ended.status()).isEqualTo(2);
        assertThat(ended.err().lines())
                .satisfiesExactly(
                        line -> assertThat(line)
                                .isEqualTo(
                                        "routes/download-archive.camel.yaml replaces no route file of Cotinga; the route"
                                                + " download-archive is in routes/reports/archives.camel.yaml; change a copy of that"
                                                + " file"),
                        line -> assertThat(line)
                                .startsWith(
                                        "routes/prices/chart.camel.yaml replaces no route file of Cotinga; did you mean"
                                                + " prices/charts.camel.yaml? expected one of prices/charts.camel.yaml, "),
                        line -> assertThat(line)
                                .startsWith(
                                        "routes/prices/notes.yml replaces no route file of Cotinga; expected one of "));
    }

    @Test
    void endsWith2OnWrongSettingsAndTellsThemAll() throws Exception {
        CommandLine.Ended ended = once(Map.of("cotinga.cftc.schedule", "now and then", "cotinga.crowded.by", "1"));

        assertThat(ended.status()).isEqualTo(2);
        assertThat(ended.out()).isEmpty();
        assertThat(ended.err().lines())
                .containsExactly(
                        "cotinga.cftc.schedule is 'now and then', expected a Quartz cron expression such as 0 5 17 ? * MON-FRI",
                        "cotinga.crowded.by is not a setting of Cotinga; did you mean cotinga.crowded.buy? application.properties lists them all");
    }

    @Test
    void endsWith2WhenTheDataDirectoryCannotBeMadeOrTheCategoriesCannotBeRead() throws Exception {
        Path file = Files.writeString(workingDirectory.resolve("file"), "x");

        CommandLine.Ended noDirectory =
                once(Map.of("cotinga.data.directory", file.resolve("data").toString()));
        CommandLine.Ended noCategories = once(Map.of("cotinga.markets.categories", "nowhere.csv"));

        assertThat(List.of(noDirectory.status(), noCategories.status())).containsOnly(2);
        assertThat(noDirectory.err()).startsWith("cotinga.data.directory is '" + file.resolve("data"));
        assertThat(noCategories.err())
                .startsWith("cotinga.markets.categories: ")
                .contains("nowhere.csv");
    }

    @Test
    void endsWith2OnAnUnknownArgumentAndShowsTheUsage() throws Exception {
        CommandLine.Ended ended = run("--twice", "--once");

        assertThat(ended.status()).isEqualTo(2);
        assertThat(ended.err()).startsWith("Unknown argument: --twice").contains("Usage: java -jar cotinga.jar");
    }

    @Test
    void probesTheServiceOfThisMachine() throws Exception {
        try (Flow flow = new Flow(workingDirectory)) {
            RunningApplication service = flow.serve();
            Map<String, String> settings = Map.of(
                    "cotinga.management.port",
                    service.context().resolvePropertyPlaceholders("{{camel.management.port}}"),
                    "cotinga.management.address",
                    "all",
                    "cotinga.cftc.schedule",
                    "not read");

            CommandLine.Ended live = CommandLine.run(workingDirectory, settings, "--probe", "live");
            CommandLine.Ended ready = CommandLine.run(workingDirectory, settings, "--probe", "ready");

            assertThat(live.status()).as(live.err()).isZero();
            assertThat(live.out().strip()).isEqualTo("{\"status\":\"UP\"}");
            assertThat(ready.status()).isEqualTo(1);
            assertThat(ready.out()).contains("DOWN", "No data version has been published yet");
        }
    }

    @Test
    void aProbeEndsWith1WithoutAService() throws Exception {
        String port = RunningApplication.freePort();

        CommandLine.Ended none =
                CommandLine.run(workingDirectory, Map.of("cotinga.management.port", port), "--probe", "started");
        assertThat(none.status()).isEqualTo(1);
        assertThat(none.out()).isEmpty();
        assertThat(none.err())
                .startsWith("found no response at 127.0.0.1:" + port + " (")
                .contains("expected a health check; start the service");
    }

    @Test
    void endsWith2OnAnUnknownProbe() throws Exception {
        CommandLine.Ended ended = run("--probe", "alive");

        assertThat(ended.status()).isEqualTo(2);
        assertThat(ended.err()).startsWith("Unknown argument: --probe alive").contains("--probe live|ready|started");
    }

    @Test
    void explainsItselfAndTellsItsVersion() throws Exception {
        CommandLine.Ended help = run("--help");
        CommandLine.Ended version = run("--version");

        assertThat(help.status() + version.status()).isZero();
        assertThat(help.out()).startsWith("Usage: ").contains("--once", "--sandbox", "--version", "--help");
        assertThat(version.out()).matches("Cotinga [0-9]+\\.[0-9]+\\.[0-9]+.*\\R");
    }

    @Test
    void helpListsEverySettingWithItsDefaultBelowItsMeaning() throws Exception {
        List<String> help = run("--help").out().lines().toList();
        Properties settings = new Properties();
        try (Reader file = Files.newBufferedReader(Path.of("application.properties"))) {
            settings.load(file);
        }

        assertThat(settings.stringPropertyNames())
                .filteredOn(key -> key.startsWith("cotinga."))
                .hasSizeGreaterThan(60)
                .allSatisfy(key ->
                        assertThat(help).contains(("  " + key + " = " + settings.getProperty(key)).stripTrailing()));
        assertThat(help).filteredOn(line -> line.startsWith("  cotinga.")).hasSizeGreaterThan(60);
        assertThat(help.get(help.indexOf("  cotinga.cache.max-weight = 64MB") - 1))
                .isEqualTo("    Maximum size of all caches together. They take at most a quarter of the heap.");
        assertThat(help).contains("REST").noneMatch(line -> line.contains("camel.") || line.contains("---"));
    }

    @Test
    void aRouteFileInTheWorkingDirectoryOverridesTheOneInside() throws Exception {
        Path own = workingDirectory.resolve("routes/reports/archives.camel.yaml");
        Files.createDirectories(own.getParent());
        Files.writeString(
                own,
                Files.readString(Path.of("routes/reports/archives.camel.yaml"))
                        .replace("${variable.run.isContinuing}", "${variable.run.isContinuing} == 'never'"));
        try (Flow flow = new Flow(workingDirectory)) {
            flow.release(Archive.weekly(TFF_FO), CftcFiles.week(TFF_FO, "099741", "2026-06-09", 2_000));

            assertThat(once(flow.settings()).status()).isEqualTo(1);
            assertThat(flow.upstream.requests()).isEmpty();
        }
    }

    private CommandLine.Ended once(Map<String, String> settings) throws Exception {
        return CommandLine.run(workingDirectory, settings, "--once");
    }

    private CommandLine.Ended run(String... arguments) throws Exception {
        return CommandLine.run(workingDirectory, Map.of(), arguments);
    }
}
