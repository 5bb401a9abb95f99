package cotinga.flow;

import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import cotinga.RunningApplication;
import cotinga.cftc.Archive;
import cotinga.release.ReleaseCalendar;
import cotinga.report.MarketHistory;
import cotinga.report.ReportVariant;
import cotinga.report.WeekColumn;
import cotinga.run.ArchiveOutcome;
import cotinga.run.ReportRuns;
import cotinga.run.RunSummary;
import cotinga.store.publications.PublicationStore;
import cotinga.store.sql.PublicationMarker;
import cotinga.store.sql.TestDatabase;
import cotinga.store.weeks.WeekStore;
import io.opentelemetry.sdk.trace.export.SpanExporter;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** The application with a simulated upstream, its settings and its results. */
public final class Flow implements AutoCloseable {
    public static final Clock JUNE_2026 = Clock.fixed(Instant.parse("2026-06-15T12:00:00Z"), ZoneOffset.UTC);

    private static final ObjectMapper JSON = new ObjectMapper();

    public final StandInUpstream upstream = new StandInUpstream();
    private final Path directory;
    private final Map<String, String> settings = new HashMap<>();
    private final List<RunningApplication> applications = new ArrayList<>();

    /** A failure that ends a run without an error of the program. */
    static UncheckedIOException diskFull() {
        return new UncheckedIOException("data cannot be written", new IOException("no space left on the device"));
    }

    /** Requests tff/fo of 2025 and 2026 and no prices, unless settings change this. */
    public Flow(Path directory) {
        this.directory = directory;
        set("cotinga.cftc.base-url", upstream.url());
        set("cotinga.cftc.retry-delay", "1");
        set("cotinga.prices.enabled", "false");
        variants(ReportVariant.TFF_FO);
        years(2025, 2026);
    }

    public Flow set(String key, String value) {
        settings.put(key, value);
        return this;
    }

    public Flow variants(ReportVariant... variants) {
        return set(
                "cotinga.cftc.variants",
                Stream.of(variants).map(ReportVariant::path).collect(Collectors.joining(",")));
    }

    public Flow years(int first, int last) {
        return set("cotinga.cftc.first-year", String.valueOf(first))
                .set("cotinga.cftc.last-year", String.valueOf(last));
    }

    /** Releases a yearly zip, a bundle or a current week with these lines. */
    public Flow release(Archive archive, Object... lines) {
        upstream.release(
                archive.path(), archive.hasHeader() ? CftcFiles.zip(archive.variant(), lines) : CftcFiles.text(lines));
        return this;
    }

    /** Has a file with these rows of watchlists. */
    public Flow watchlists(String... rows) {
        Path file = directory.resolve("watchlists.csv");
        try {
            Files.writeString(
                    file, "watchlist,markets,report_type,subtype,condition,label\n" + String.join("\n", rows) + "\n");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return set("cotinga.watchlists.file", file.toString());
    }

    public Map<String, String> settings() {
        return Map.copyOf(settings);
    }

    /** The application for single runs; it is closed with this, if not before. */
    public RunningApplication start() {
        return start(JUNE_2026);
    }

    public RunningApplication start(Clock clock) {
        return closedWithThis(RunningApplication.forRuns(settings, directory, clock));
    }

    /** The application as a service; it is closed with this, if not before. */
    public RunningApplication serve() {
        return serve(JUNE_2026);
    }

    public RunningApplication serve(Clock clock) {
        return closedWithThis(RunningApplication.service(settings, directory, clock));
    }

    /** A service whose traces an exporter gets; it is closed with this, if not before. */
    RunningApplication serveTraced(SpanExporter exporter) {
        return closedWithThis(RunningApplication.traced(exporter, settings, directory, JUNE_2026));
    }

    private RunningApplication closedWithThis(RunningApplication application) {
        applications.add(application);
        return application;
    }

    /** A service that has published the released files. */
    public RunningApplication servePublished() {
        RunningApplication service = serve();
        service.refreshReports();
        return service;
    }

    /** Publishes the released files in a process that ends. The simulator forgets the requests. */
    public void publish() {
        try (RunningApplication application = start()) {
            application.refreshReports();
        }
        upstream.forgetRequests();
    }

    /** Releases a market's prices too, its closes by day, and enables price requests. */
    public void releasePrices(String code, String symbol, Map<String, Double> closes) {
        Path tickers = directory.resolve("tickers.csv");
        try {
            Files.writeString(tickers, "code,symbol\n" + code + "," + symbol + "\n");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        set("cotinga.prices.enabled", "true");
        set("cotinga.prices.base-url", upstream.url());
        set("cotinga.prices.tickers", tickers.toString());
        upstream.release(ChartFiles.path(symbol), ChartFiles.chart(symbol, closes));
    }

    public Path directory() {
        return directory;
    }

    public Path exported(String name) {
        return directory.resolve("export").resolve(name);
    }

    public JsonNode exportedJson(String name) {
        try {
            return JSON.readTree(exported(name).toFile());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Every exported file with the moment of its last change. */
    public Map<String, Object> exportedFiles() {
        try (Stream<Path> files = Files.list(directory.resolve("export"))) {
            Map<String, Object> moments = new TreeMap<>();
            for (Path file : files.toList()) {
                moments.put(file.getFileName().toString(), Files.getLastModifiedTime(file));
            }
            return moments;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The outcome of an archive in a run. */
    public static ArchiveOutcome outcome(RunSummary summary, Archive archive) {
        return summary.outcomes().stream()
                .filter(outcome -> outcome.archive().equals(archive))
                .findFirst()
                .orElseThrow(() -> new AssertionError(archive.label() + " is not among " + summary.outcomes()));
    }

    /** The open interest of a market by report date, as readers of the published version see it; empty without any week. */
    public static Map<LocalDate, Integer> openInterest(
            RunningApplication application, ReportVariant variant, String code) {
        return openInterest(
                application, variant, code, publications(application).publishedVersion());
    }

    public static Map<LocalDate, Integer> openInterest(
            RunningApplication application, ReportVariant variant, String code, long version) {
        return new WeekStore(application.database(), JUNE_2026, ReleaseCalendar.shipped()::publishedAt)
                .market(variant, code, version)
                .map(Flow::openInterest)
                .orElse(Map.of());
    }

    /** The publications of the application, for reading only. */
    static PublicationStore publications(RunningApplication application) {
        return new PublicationStore(application.database(), PublicationMarker.of("no file"), JUNE_2026);
    }

    /** The application's report runs. */
    public static ReportRuns reportRuns(RunningApplication application) {
        return Objects.requireNonNull(
                application.context().getRegistry().lookupByNameAndType("reportRuns", ReportRuns.class));
    }

    /** Changes the database without the application. */
    public static void execute(RunningApplication application, String statement) {
        TestDatabase.execute(application.database(), statement);
    }

    /** Waits until an instance serves a data version. */
    static void awaitVersion(RunningApplication instance, long version) {
        await().atMost(Duration.ofSeconds(60))
                .until(() -> json(instance.get("/status").body())
                                .path("data_version")
                                .longValue()
                        == version);
    }

    /** Lets an instance follow others only when a client is ahead of it. */
    static void stopFollowing(RunningApplication instance) throws Exception {
        for (String route : List.of("follow-each-second", "follow-changes")) {
            instance.context().getRouteController().stopRoute(route);
        }
    }

    /** The number of sessions that wait for a lock of another session. */
    static int lockWaits(RunningApplication application) {
        return TestDatabase.lockWaits(application.database());
    }

    private static Map<LocalDate, Integer> openInterest(MarketHistory history) {
        return IntStream.range(0, history.size())
                .boxed()
                .collect(Collectors.toMap(
                        week -> LocalDate.ofEpochDay(history.reportDates()[week]),
                        week -> history.column(WeekColumn.OPEN_INTEREST)[week]));
    }

    public static JsonNode json(String text) {
        try {
            return JSON.readTree(text);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        applications.forEach(RunningApplication::close);
        upstream.close();
    }
}
