package cotinga.flow;

import static cotinga.report.ReportVariant.TFF_FO;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import cotinga.RunningApplication;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** The service as a process without a UTF-8 locale and without a temporary folder, as in a bare container. */
@EnabledOnOs(OS.LINUX)
class BareContainerTest {
    private static final Duration PATIENCE = Duration.ofMinutes(2);

    @Test
    void servesAndLoadsTheInboxWithoutLocaleAndTemporaryFolder(@TempDir Path directory) throws Exception {
        Path inbox = Files.createDirectories(directory.resolve("data").resolve("inbox"));
        Path log = directory.resolve("log");
        Files.write(
                inbox.resolve("FinFutWk.txt"), CftcFiles.text(CftcFiles.week(TFF_FO, "099741", "2026-06-09", 2_000)));
        assertThat(new ProcessBuilder(
                                "sh", "-c", "cp FinFutWk.txt \"$(printf 'deacot2025 \\342\\200\\223 Kopie.zip')\"")
                        .directory(inbox.toFile())
                        .start()
                        .waitFor())
                .isZero();
        String port = RunningApplication.freePort();
        Process service = service(directory, log, port);
        try {
            await().atMost(PATIENCE)
                    .until(() -> !service.isAlive()
                            || Files.exists(inbox.resolve("done").resolve("FinFutWk.txt")));
            assertThat(service.isAlive()).as(Files.readString(log)).isTrue();
            assertThat(HttpClient.newHttpClient()
                            .send(
                                    HttpRequest.newBuilder(
                                                    URI.create("http://127.0.0.1:" + port + "/api/v1/cot/groups/tff"))
                                            .build(),
                                    HttpResponse.BodyHandlers.discarding())
                            .statusCode())
                    .isEqualTo(200);
        } finally {
            service.destroy();
            service.waitFor();
        }
        assertThat(Files.readString(log))
                .containsOnlyOnce("skipped, it stays in the inbox: its name has characters that the locale")
                .doesNotContain("\tat ");
    }

    private static Process service(Path directory, Path log, String port) throws Exception {
        ProcessBuilder builder = new ProcessBuilder(List.of(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xmx256m",
                        "-XX:TieredStopAtLevel=1",
                        "-XX:+UseSerialGC",
                        "-Djava.io.tmpdir=/proc/nowhere",
                        "-cp",
                        System.getProperty("java.class.path"),
                        "cotinga.Cotinga"))
                .directory(directory.toFile())
                .redirectErrorStream(true)
                .redirectOutput(log.toFile());
        builder.environment().keySet().removeIf(key -> key.startsWith("COTINGA_") || key.startsWith("LC_"));
        builder.environment().put("LC_ALL", "C");
        builder.environment().put("COTINGA_CFTC_BASE_URL", "http://127.0.0.1:9");
        builder.environment().put("COTINGA_CFTC_WATCH", "false");
        builder.environment().put("COTINGA_CFTC_FALLBACK_URL", "");
        builder.environment().put("COTINGA_CFTC_VARIANTS", "tff/fo");
        builder.environment().put("COTINGA_PRICES_ENABLED", "false");
        builder.environment().put("COTINGA_RUN_ON_START", "false");
        builder.environment().put("COTINGA_INBOX_SETTLE", "100");
        builder.environment().put("COTINGA_HTTP_PORT", port);
        builder.environment().put("COTINGA_MANAGEMENT_PORT", RunningApplication.freePort());
        return builder.start();
    }
}
