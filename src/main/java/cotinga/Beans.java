package cotinga;

import com.zaxxer.hikari.HikariDataSource;
import cotinga.analytics.CrowdedThresholds;
import cotinga.api.AnswerCaches;
import cotinga.api.Dashboards;
import cotinga.api.Markets;
import cotinga.api.Problems;
import cotinga.api.Screeners;
import cotinga.api.Status;
import cotinga.cftc.MalformedLimit;
import cotinga.export.ExportFolder;
import cotinga.export.Publications;
import cotinga.market.DataFileException;
import cotinga.market.MarketCategories;
import cotinga.payload.Editions;
import cotinga.payload.Payloads;
import cotinga.report.Sha256;
import cotinga.run.Archives;
import cotinga.run.ProgressDisplay;
import cotinga.run.ReportRuns;
import cotinga.run.Schedules;
import cotinga.sandbox.Sandbox;
import cotinga.store.Database;
import cotinga.store.DownloadStore;
import cotinga.store.PublicationStore;
import cotinga.store.RunStore;
import cotinga.store.WeekStore;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.apache.camel.component.http.HttpClientConfigurer;
import org.apache.camel.http.base.HttpHeaderFilterStrategy;
import org.apache.camel.spi.HeaderFilterStrategy;
import org.quartz.Scheduler;

/** The composition root: everything that routes call, by name. */
final class Beans implements AutoCloseable {
    private final HikariDataSource database;
    private final Map<String, Object> byName = new LinkedHashMap<>();

    /**
     * @param scheduler where the schedules are, once the routes run
     * @param display where progress is shown
     */
    Beans(Settings settings, Clock clock, Supplier<Scheduler> scheduler, ProgressDisplay display) {
        MarketCategories categories = categories(settings.categories());
        createDirectory(settings.store().directory());
        database = Database.open(
                settings.store().url(),
                settings.store().user(),
                settings.store().password(),
                settings.store().poolSize());
        Database.migrate(database);

        WeekStore weeks = new WeekStore(database, clock);
        PublicationStore publicationStore = new PublicationStore(database, clock);
        RunStore runStore = new RunStore(database, clock);
        runStore.failInterrupted();
        Payloads payloads = new Payloads(new CrowdedThresholds(
                settings.crowded().buy(), settings.crowded().sell()));
        Editions editions = new Editions(publicationStore, categories);
        AnswerCaches caches =
                new AnswerCaches(settings.cache().maxWeight(), settings.cache().ttl());
        Publications publications = new Publications(
                weeks, publicationStore, editions, payloads, exportFolder(settings.export()), fingerprint(settings));

        bind("dataSource", database);
        bind("archives", archives(settings, clock, weeks));
        bind("reportRuns", reportRuns(settings, clock, runStore, editions, publications, display));
        bind("publications", publications);
        bind("marketAnswers", new Markets(editions, weeks, payloads, caches));
        bind("screenerAnswers", new Screeners(editions, weeks, payloads, categories, caches));
        bind("dashboardAnswers", new Dashboards(editions, weeks, payloads, categories, caches));
        bind("status", new Status(editions, new Schedules(scheduler)));
        bind("problems", new Problems());
        caches.byName().forEach(this::bind);
        bind("oneAttempt", (HttpClientConfigurer) client -> client.disableAutomaticRetries());
        bind("answerHeaders", answerHeaders());
        bind("sandbox", new Sandbox(sandboxClock(settings.sandbox(), clock)));
    }

    /** Every name that the routes use. */
    Map<String, Object> byName() {
        return byName;
    }

    private void bind(String name, Object bean) {
        if (byName.putIfAbsent(name, bean) != null) {
            throw new IllegalStateException("Two beans are named " + name);
        }
    }

    /** Closes the database. */
    @Override
    public void close() {
        database.close();
    }

    private Archives archives(Settings settings, Clock clock, WeekStore weeks) {
        return new Archives(
                weeks,
                new DownloadStore(database),
                settings.store().directory(),
                settings.cftc().baseUrl(),
                MalformedLimit.parse(settings.cftc().maxMalformed()),
                settings.cftc().maxTextBytes(),
                clock,
                settings.cftc().zone());
    }

    private static ReportRuns reportRuns(
            Settings settings,
            Clock clock,
            RunStore runs,
            Editions editions,
            Publications publications,
            ProgressDisplay display) {
        return new ReportRuns(
                runs,
                settings.cftc().variants(),
                settings.cftc().firstYear(),
                settings.cftc().lastYear(),
                display,
                editions,
                publications::isDue,
                settings.runOnStart(),
                clock);
    }

    private static MarketCategories categories(Optional<Path> file) {
        try {
            return file.map(MarketCategories::load).orElseGet(MarketCategories::shipped);
        } catch (DataFileException e) {
            throw new SettingException(List.of("cotinga.markets.categories: " + e.getMessage()));
        }
    }

    private static Optional<ExportFolder> exportFolder(Settings.Export export) {
        return export.enabled() ? Optional.of(new ExportFolder(export.directory())) : Optional.empty();
    }

    /** The build and the settings that shape payloads. */
    private static String fingerprint(Settings settings) {
        String categories = settings.categories().map(Beans::digest).orElse("shipped");
        return String.join(
                " ",
                "build=" + Build.digest(),
                "crowded=" + settings.crowded().buy() + "/" + settings.crowded().sell(),
                "categories=" + categories);
    }

    private static String digest(Path file) {
        try {
            return Sha256.of(file);
        } catch (IOException e) {
            throw new UncheckedIOException(file + " cannot be read", e);
        }
    }

    /** Which headers of a route go out with an answer: as Camel decides, and how long the answer may be kept. */
    private static HeaderFilterStrategy answerHeaders() {
        HttpHeaderFilterStrategy headers = new HttpHeaderFilterStrategy();
        headers.getOutFilter().remove("cache-control");
        return headers;
    }

    private static Clock sandboxClock(Settings.Sandbox sandbox, Clock clock) {
        return sandbox.today()
                .map(today -> Clock.fixed(today.atTime(LocalTime.MAX).toInstant(ZoneOffset.UTC), ZoneOffset.UTC))
                .orElse(clock);
    }

    private static void createDirectory(Path directory) {
        try {
            Files.createDirectories(directory);
        } catch (IOException e) {
            throw new SettingException(List.of("cotinga.data.directory is '" + directory
                    + "', which cannot be created: " + e + "; expected a directory that can be written"));
        }
    }
}
