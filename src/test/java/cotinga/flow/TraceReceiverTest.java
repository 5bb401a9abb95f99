package cotinga.flow;

import static cotinga.report.ReportVariant.TFF_FO;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.google.protobuf.ByteString;
import cotinga.RunningApplication;
import cotinga.cftc.Archive;
import io.opentelemetry.proto.trace.v1.Span;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.apache.logging.log4j.Level;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The traces that a receiver gets, and none without a receiver; nor is the library of the error tracker loaded without one. */
class TraceReceiverTest {
    private static final String TOKEN = "Bearer 7f3a9c";
    private static final Duration LONGEST = Duration.ofSeconds(30);

    @AutoClose
    private final TraceReceiver receiver = new TraceReceiver();

    @AutoClose
    private Flow flow;

    private Path directory;

    @BeforeEach
    void release(@TempDir Path temporary) {
        directory = temporary;
        flow = new Flow(temporary)
                .years(2026, 2026)
                .set("cotinga.traces.endpoint", receiver.url())
                .set("cotinga.traces.headers", "Authorization=" + TOKEN)
                .release(Archive.yearly(TFF_FO, 2026), CftcFiles.week(TFF_FO, "099741", "2026-06-02", 300))
                .release(Archive.weekly(TFF_FO), CftcFiles.week(TFF_FO, "099741", "2026-06-09", 400));
    }

    @Test
    void getsTheSpansOfARunWhenTheProcessEnds() {
        flow.publish();

        assertThat(receiver.exports()).isNotEmpty().allSatisfy(export -> {
            assertThat(export.path()).isEqualTo("/v1/traces");
            assertThat(export.type()).isEqualTo("application/x-protobuf");
            assertThat(export.coding()).isEqualTo("gzip");
            assertThat(export.token()).isEqualTo(TOKEN);
        });
        assertThat(receiver.exports().get(0).spans().get(0).getResource().getAttributesList())
                .filteredOn(attribute -> attribute.getKey().equals("service.name"))
                .extracting(attribute -> attribute.getValue().getStringValue())
                .containsExactly("cotinga");
        List<Span> spans = receiver.spans();
        assertThat(spans).extracting(Span::getTraceId).containsOnly(spans.get(0).getTraceId());
        Span root = named("refresh-reports");
        assertThat(root.getParentSpanId()).isEqualTo(ByteString.EMPTY);
        assertThat(named("run-reports").getParentSpanId()).isEqualTo(root.getSpanId());
        assertThat(named("renew-caches").getParentSpanId()).isEqualTo(root.getSpanId());
        assertThat(named("publish version …").getParentSpanId())
                .isEqualTo(named("publish").getSpanId());
    }

    @Test
    void recordsNoTraceOfAShareOfNothing() {
        flow.set("cotinga.traces.share", "0%").publish();

        assertThat(receiver.exports()).isEmpty();
    }

    @Test
    void isReportedOnceWhileItFails() {
        LogWatch log = new LogWatch(Level.WARN);
        log.begin();
        try {
            receiver.answer(401);
            RunningApplication service = flow.serve();
            service.refreshReports();
            await().atMost(LONGEST).until(() -> receiver.exports().size() > 0);
            int before = receiver.exports().size();
            service.get("/status");
            await().atMost(LONGEST).until(() -> receiver.exports().size() > before);
            service.close();
        } finally {
            log.end();
        }

        assertThat(log.errors())
                .filteredOn(line -> line.contains("Traces are lost"))
                .singleElement()
                .asString()
                .contains(receiver.url() + " rejects them")
                .doesNotContain(TOKEN);
    }

    @Test
    void isReportedWhenItIsUnreachableAfterAProcessThatEndsWithoutIt() {
        receiver.close();
        LogWatch log = new LogWatch(Level.WARN);
        log.begin();
        try {
            flow.publish();
            await().atMost(LONGEST).untilAsserted(() -> assertThat(log.errors())
                    .filteredOn(line -> line.contains("Traces are lost"))
                    .singleElement()
                    .asString()
                    .contains(receiver.url() + " cannot be reached (java.net.ConnectException"));
        } finally {
            log.end();
        }
    }

    @Test
    void isMissingWithoutAnEndpointAndNothingOfItIsLoaded() throws Exception {
        Path classes = directory.resolve("classes");
        Path log = directory.resolve("log");
        ProcessBuilder builder = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xmx256m",
                        "-XX:TieredStopAtLevel=1",
                        "-XX:+UseSerialGC",
                        "-Xlog:class+load:file=" + classes,
                        "-cp",
                        System.getProperty("java.class.path"),
                        "cotinga.Cotinga")
                .directory(directory.toFile())
                .redirectErrorStream(true)
                .redirectOutput(log.toFile());
        builder.environment().keySet().removeIf(key -> key.startsWith("COTINGA_"));
        builder.environment()
                .putAll(RunningApplication.asEnvironment(flow.set("cotinga.traces.endpoint", "")
                        .set("cotinga.traces.headers", "")
                        .set("cotinga.http.port", RunningApplication.freePort())
                        .set("cotinga.management.port", RunningApplication.freePort())
                        .settings()));
        Process service = builder.start();
        try {
            await().atMost(LONGEST)
                    .until(() -> !service.isAlive() || Files.readString(log).contains("published data version 1"));
        } finally {
            service.destroy();
            service.waitFor(LONGEST.toSeconds(), TimeUnit.SECONDS);
        }

        assertThat(Files.readString(log)).contains("published data version 1");
        assertThat(Files.readAllLines(classes))
                .hasSizeGreaterThan(1_000)
                .noneMatch(line -> line.contains("io.opentelemetry.")
                        || line.contains("org.apache.camel.telemetry.")
                        || line.contains("io.sentry."));
    }

    private Span named(String name) {
        return receiver.spans().stream()
                .filter(span -> span.getName().equals(name))
                .findFirst()
                .orElseThrow(() -> new AssertionError(name + " is not in " + receiver.spans()));
    }
}
