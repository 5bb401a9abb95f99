package cotinga;

import com.zaxxer.hikari.HikariDataSource;
import cotinga.analytics.CrowdedThresholds;
import cotinga.api.AnswerCaches;
import cotinga.api.CacheAnswers;
import cotinga.api.Dashboards;
import cotinga.api.Docs;
import cotinga.api.Freshness;
import cotinga.api.Markets;
import cotinga.api.Problems;
import cotinga.api.PublishedData;
import cotinga.api.Quality;
import cotinga.api.ReadyAnswers;
import cotinga.api.ReadyLine;
import cotinga.api.Revisions;
import cotinga.api.RunAnswers;
import cotinga.api.RunRequests;
import cotinga.api.Screeners;
import cotinga.api.Status;
import cotinga.cftc.Archive;
import cotinga.contract.Contract;
import cotinga.contract.Documents;
import cotinga.export.ExportFolder;
import cotinga.export.Publications;
import cotinga.guard.Guard;
import cotinga.market.MarketCategories;
import cotinga.market.Tickers;
import cotinga.payload.Editions;
import cotinga.payload.MarketPrices;
import cotinga.payload.Payloads;
import cotinga.progress.ProgressDisplay;
import cotinga.release.ReleaseCalendar;
import cotinga.report.Counted;
import cotinga.report.DataFileException;
import cotinga.report.NewYork;
import cotinga.report.PriceException;
import cotinga.report.PriceHistory;
import cotinga.report.Sha256;
import cotinga.run.ArchiveFolders;
import cotinga.run.Archives;
import cotinga.run.Charts;
import cotinga.run.CleanUp;
import cotinga.run.Fallbacks;
import cotinga.run.Inbox;
import cotinga.run.InterruptedRuns;
import cotinga.run.Leftovers;
import cotinga.run.PriceFiles;
import cotinga.run.PriceOutcomes;
import cotinga.run.PriceRuns;
import cotinga.run.PublicationLock;
import cotinga.run.PublicationSteps;
import cotinga.run.ReleasePolling;
import cotinga.run.ReportRuns;
import cotinga.run.RunHealth;
import cotinga.run.RunWatch;
import cotinga.run.Schedules;
import cotinga.run.UpstreamHost;
import cotinga.sandbox.Sandbox;
import cotinga.store.Backups;
import cotinga.store.Database;
import cotinga.store.DerivedReleases;
import cotinga.store.DownloadStore;
import cotinga.store.InterruptedRunStore;
import cotinga.store.PriceStore;
import cotinga.store.PublicationMarker;
import cotinga.store.PublicationStore;
import cotinga.store.QualityStore;
import cotinga.store.RevisionStore;
import cotinga.store.RunKind;
import cotinga.store.RunStore;
import cotinga.store.VariantStore;
import cotinga.store.WeekStore;
import cotinga.yahoo.RetryAfter;
import io.github.resilience4j.circuitbreaker.CircuitBreaker;
import io.github.resilience4j.circuitbreaker.CircuitBreakerConfig;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Supplier;
import org.apache.camel.Exchange;
import org.apache.camel.Processor;
import org.apache.camel.component.file.GenericFileFilter;
import org.apache.camel.http.base.HttpHeaderFilterStrategy;
import org.apache.camel.processor.ThrottlerRejectedExecutionException;
import org.apache.camel.spi.HeaderFilterStrategy;
import org.quartz.Scheduler;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The composition root: the beans that routes call, by name. */
final class Beans implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Beans.class);

    private static final int FAILURES_IN_A_ROW = 10;

    /** The Quartz group of the jobs that publish. */
    private static final String REFRESH_JOBS = "refresh";

    private final HikariDataSource database;
    private final ReportRuns reportRuns;
    private final PriceRuns priceRuns;
    private final Optional<Guard> guard;
    private final UpstreamClients upstreamClients;
    private final RunHealth runHealth = new RunHealth();
    private final RunWatch watch;
    private final Editions editions;
    private final Map<String, Object> byName = new LinkedHashMap<>();

    /**
     * @param service whether it serves and runs on schedule; false for a single run
     * @param scheduler available once the routes have started
     * @param display where progress is shown
     */
    Beans(Settings settings, Clock clock, boolean service, Supplier<Scheduler> scheduler, ProgressDisplay display) {
        upstreamClients = new UpstreamClients(settings);
        upstreamClients.byName().forEach(this::bind);
        MarketCategories categories = dataOf(
                "cotinga.markets.categories", settings.categories(), MarketCategories::load, MarketCategories::shipped);
        ReleaseCalendar releases = dataOf(
                "cotinga.cftc.late-weeks",
                settings.cftc().lateWeeks(),
                ReleaseCalendar::load,
                ReleaseCalendar::shipped);
        createDirectory(settings.store().directory());
        database = Database.openUpToDate(
                settings.store().url(),
                settings.store().user(),
                settings.store().password(),
                settings.store().poolSize(),
                settings.backup().directory(),
                settings.retention().reserve());
        String build = "build=" + Build.digest();
        int moved = new DerivedReleases(database).follow(build + " " + releases.digest(), releases::publishedAt);
        if (moved > 0) {
            LOG.info(
                    "Updated the publication times of {}: the release calendar has changed", Counted.of(moved, "week"));
        }
        DownloadStore downloads = new DownloadStore(database, clock);
        WeekStore weeks = new WeekStore(database, clock, releases::publishedAt);
        PublicationStore publicationStore = new PublicationStore(
                database, PublicationMarker.of(settings.store().url()), clock);
        VariantStore variantStore = new VariantStore(database);
        QualityStore qualityStore = new QualityStore(database);
        RunStore runStore = new RunStore(database, clock);
        String fingerprint = fingerprint(build, settings, releases);
        ArchiveFolders folders = new ArchiveFolders(
                settings.store().directory(), settings.retention().reserve(), clock);
        new Leftovers(folders, downloads).cleanUp(); // before the records of other builds are reset
        if (downloads.resetAfterAnotherBuild(build)) {
            LOG.info("Another build has parsed the stored archives; each is parsed again once");
        }
        InterruptedRuns interrupted = new InterruptedRuns(new InterruptedRunStore(database), clock);
        interrupted.endAllBut(resumable(settings, service));
        Optional<ExportFolder> exportFolder = exportFolder(settings);
        Backups backups = new Backups(
                database,
                settings.backup().directory(),
                settings.backup().keep(),
                settings.retention().reserve(),
                clock);
        exportFolder.ifPresent(ExportFolder::removeUnfinished);
        backups.removeUnfinished();
        Payloads payloads = new Payloads(new CrowdedThresholds(
                settings.crowded().buy(), settings.crowded().sell()));
        editions = new Editions(publicationStore, categories);
        Tickers tickers =
                dataOf("cotinga.prices.tickers", settings.prices().tickers(), Tickers::load, Tickers::shipped);
        PriceStore priceStore = new PriceStore(database, clock);
        PriceHistory priceHistory = settings.prices().history(settings.cftc().years());
        MarketPrices prices = new MarketPrices(priceStore, tickers, priceHistory);
        CircuitBreaker chartBreaker = breaker(settings.prices().breakerDelay());
        UpstreamHost chartHost = new UpstreamHost("Yahoo", chartBreaker);
        PublicationLock publicationLock = new PublicationLock();
        AnswerCaches caches =
                new AnswerCaches(settings.cache().maxWeight(), settings.cache().ttl());
        Publications publications = new Publications(
                weeks,
                publicationStore,
                variantStore,
                qualityStore,
                editions,
                payloads,
                prices,
                exportFolder,
                fingerprint,
                settings.maxShrink(),
                releases.reportDays(),
                display,
                clock);

        Schedules schedules = new Schedules(scheduler);
        Freshness freshness = new Freshness(
                editions,
                fingerprint,
                () -> schedules.nextOf(REFRESH_JOBS),
                settings.credentials().readsNeedKey(),
                Clock.systemUTC());
        ReadyAnswers readyAnswers = new ReadyAnswers(caches);
        bind("readyAnswers", readyAnswers);
        bind("freshness", freshness);
        bind("dataSource", database);
        bind("archiveFolders", folders);
        Archives archives = archives(settings, clock, weeks, downloads, folders);
        bind("archives", archives);
        bind(
                "fallbacks",
                new Fallbacks(
                        settings.cftc().fallbackUrl(),
                        archives,
                        weeks,
                        settings.cftc().maxMalformed(),
                        settings.cftc().maxTextBytes(),
                        clock.withZone(settings.cftc().zone())));
        reportRuns = new ReportRuns(
                runStore,
                interrupted,
                downloads,
                settings.cftc().variants(),
                settings.cftc().years(),
                display,
                editions,
                () -> variantStore.newestReportDates().keySet(),
                publications::isDue,
                settings.runOnStart(),
                publicationLock,
                upstreamClients.ofReports(),
                settings.upstreams().maxIdle(),
                runHealth,
                clock.withZone(settings.cftc().zone()));
        bind("reportRuns", reportRuns);
        Inbox inbox = new Inbox(
                settings.inbox(),
                settings.cftc().variants(),
                settings.cftc().years(),
                settings.inboxSettle(),
                clock.withZone(settings.cftc().zone()));
        bind("inbox", inbox);
        bind("inboxFiles", readyIn(inbox));
        ReleasePolling releasePolling = new ReleasePolling(
                releases,
                settings.cftc().variants(),
                archives,
                downloads,
                () -> variantStore.newestReportDates(LocalDate.now(clock.withZone(NewYork.ZONE))),
                editions,
                reportRuns::isUnderWay,
                clock);
        bind("releasePolling", releasePolling);
        priceRuns = new PriceRuns(
                runStore,
                interrupted,
                priceStore,
                tickers,
                settings.prices().source(),
                priceHistory,
                chartHost,
                display,
                editions,
                settings.runOnStart() && settings.prices().enabled(),
                publicationLock,
                upstreamClients.ofPrices(),
                settings.upstreams().maxIdle(),
                runHealth,
                clock);
        bind("priceRuns", priceRuns);
        watch = watch(reportRuns, priceRuns, settings.upstreams().maxIdle());
        bind("priceOutcomes", new PriceOutcomes());
        bind("charts", new Charts());
        bind("chartHost", chartHost);
        bind("chartBreaker", chartBreaker);
        bind("retryAfter", retryAfter(new RetryAfter(clock)));
        bind("priceFiles", new PriceFiles(settings.prices().directory()));
        bind("publications", publications);
        bind("publicationSteps", new PublicationSteps(runStore, publicationStore));
        bind("backups", backups);
        bind(
                "cleanUp",
                new CleanUp(
                        runStore,
                        downloads,
                        folders,
                        inbox,
                        settings.retention().runs(),
                        settings.retention().archives(),
                        clock));
        PublishedData published = new PublishedData(editions, settings.cftc().variants(), reportRuns::progress);
        bind("marketAnswers", new Markets(published, weeks, payloads, prices, categories, caches));
        bind("screenerAnswers", new Screeners(published, weeks, payloads, categories, caches));
        bind("dashboardAnswers", new Dashboards(published, weeks, payloads, prices, categories, caches));
        bind("revisionAnswers", new Revisions(published, new RevisionStore(database), payloads, caches));
        Quality quality = new Quality(qualityStore, publicationStore);
        bind("quality", quality);
        bind(
                "status",
                new Status(
                        editions,
                        kind -> switch (kind) {
                            case REPORTS -> reportRuns.isUnderWay();
                            case PRICES -> priceRuns.isUnderWay();
                        },
                        kind -> switch (kind) {
                            case REPORTS -> reportRuns.progress();
                            case PRICES -> priceRuns.progress();
                        },
                        schedules::isRunning,
                        schedules::jobs,
                        releasePolling::state,
                        () -> settings.prices().enabled() ? Optional.of(priceRuns.state()) : Optional.empty(),
                        quality::withheld));
        bind("readyLine", new ReadyLine(editions, Optional.of(settings.home()).filter(home -> service)));
        RunAnswers runAnswers = new RunAnswers(
                runStore,
                id -> reportRuns.progress(id).or(() -> priceRuns.progress(id)),
                id -> reportRuns.isInactive(id) && priceRuns.isInactive(id),
                clock);
        bind("runAnswers", runAnswers);
        guard = service ? Optional.of(gateway(settings, freshness, readyAnswers, runAnswers)) : Optional.empty();
        bind("cacheAnswers", new CacheAnswers(caches, () -> Database.connections(database)));
        bind("requests", new Requests());
        bind("problems", new Problems());
        caches.byName().forEach(this::bind);
        bind("logRetry", (Processor) Beans::logRetry);
        bind("responseHeaders", responseHeaders());
        bind("sandbox", new Sandbox(sandboxClock(settings.sandbox(), clock)));
    }

    /** Beans that only a service needs and that take long to load: the contract, its documents, and the gateway that validates requests. */
    private Guard gateway(Settings settings, Freshness freshness, ReadyAnswers readyAnswers, RunAnswers runAnswers) {
        Contract contract = Contract.shipped();
        bind("docs", new Docs(new Documents(contract)));
        bind("runRequests", new RunRequests(contract, settings.prices().enabled()));
        return new Guard(
                settings.credentials(),
                settings.rateLimits(),
                settings.corsOrigins(),
                contract,
                freshness,
                readyAnswers,
                runAnswers::find);
    }

    /** Checks for stalled runs several times within the allowed time. */
    private static RunWatch watch(ReportRuns reports, PriceRuns prices, Duration maxIdle) {
        return new RunWatch(
                List.of(reports::endStalledRun, prices::endStalledRun),
                Duration.ofMillis(Math.max(100, Math.min(60_000, maxIdle.toMillis() / 4))),
                UpstreamClients.daemons("run-watch"));
    }

    /** The kinds of run that were aborted. */
    RunHealth runHealth() {
        return runHealth;
    }

    /** The beans by name. */
    Map<String, Object> byName() {
        return byName;
    }

    /** The HTTP gateway; empty in a single run. */
    Optional<Guard> guard() {
        return guard;
    }

    private void bind(String name, Object bean) {
        if (byName.putIfAbsent(name, bean) != null) {
            throw new IllegalStateException("found two beans named " + name + ", expected one");
        }
    }

    /** Why no data version can be read; empty if one can. */
    Optional<String> notReady() {
        if (database.isClosed()) {
            return Optional.of("The database is closed.");
        }
        return editions.get().dataVersion() == 0
                ? Optional.of("No data version has been published yet; /api/v1/cot/status shows the run.")
                : Optional.empty();
    }

    /** Ends the active runs soon. */
    void stop() {
        reportRuns.stop();
        priceRuns.stop();
        upstreamClients.stop();
    }

    /** Closes the database. */
    @Override
    public void close() {
        watch.close();
        upstreamClients.close();
        database.close();
    }

    /** The kinds of run that resume. Without {@code cotinga.run.on-start}, a service resumes none. */
    private static Set<RunKind> resumable(Settings settings, boolean service) {
        if (service && !settings.runOnStart()) {
            return Set.of();
        }
        return settings.prices().enabled() ? Set.of(RunKind.values()) : Set.of(RunKind.REPORTS);
    }

    private static Archives archives(
            Settings settings, Clock clock, WeekStore weeks, DownloadStore downloads, ArchiveFolders folders) {
        return new Archives(
                weeks,
                downloads,
                folders,
                settings.cftc().baseUrl(),
                settings.cftc().maxMalformed(),
                settings.cftc().maxTextBytes(),
                clock,
                settings.cftc().zone());
    }

    /** Accepts files of the inbox that are ready. */
    private static GenericFileFilter<File> readyIn(Inbox inbox) {
        return file -> file.isDirectory() || inbox.isReady(file.getAbsoluteFilePath());
    }

    /** Loads the configured file, otherwise the shipped one. */
    private static <T> T dataOf(String key, Optional<Path> file, Function<Path, T> own, Supplier<T> shipped) {
        try {
            return file.map(own).orElseGet(shipped);
        } catch (DataFileException e) {
            throw new SettingException(List.of(key + ": " + e.getMessage()));
        }
    }

    /** Opens after ten failures in a row, and permits one trial request after the delay. */
    private static CircuitBreaker breaker(Duration delay) {
        return CircuitBreaker.of(
                "charts",
                CircuitBreakerConfig.custom()
                        .slidingWindowSize(FAILURES_IN_A_ROW)
                        .minimumNumberOfCalls(FAILURES_IN_A_ROW)
                        .failureRateThreshold(100)
                        .waitDurationInOpenState(delay)
                        .permittedNumberOfCallsInHalfOpenState(1)
                        .recordException(failure -> !(failure instanceof PriceException known) || known.isTemporary())
                        .ignoreExceptions(ThrottlerRejectedExecutionException.class)
                        .build());
    }

    /** Applies the delay of {@code Retry-After} instead of the configured one. */
    private static Processor retryAfter(RetryAfter header) {
        return exchange -> {
            PriceException failure = exchange.getProperty(Exchange.EXCEPTION_CAUGHT, PriceException.class);
            Long millis = failure == null ? null : header.millis(failure.retryAfter());
            if (millis != null) {
                exchange.getIn().setHeader(Exchange.REDELIVERY_DELAY, millis);
            }
        };
    }

    private static Optional<ExportFolder> exportFolder(Settings settings) {
        return settings.export().enabled()
                ? Optional.of(new ExportFolder(
                        settings.export().directory(), settings.retention().reserve()))
                : Optional.empty();
    }

    /** The build and the settings that affect payloads. */
    private static String fingerprint(String build, Settings settings, ReleaseCalendar releases) {
        String categories = settings.categories().map(Beans::digest).orElse("shipped");
        return String.join(
                " ",
                build,
                "crowded=" + settings.crowded().buy() + "/" + settings.crowded().sell(),
                "categories=" + categories,
                "releases=" + releases.digest(),
                "tickers=" + settings.prices().tickers().map(Beans::digest).orElse("shipped"),
                "price-years="
                        + settings.prices()
                                .years()
                                .map(String::valueOf)
                                .orElse("reports-" + settings.cftc().years().first()));
    }

    private static String digest(Path file) {
        try {
            return Sha256.of(file);
        } catch (IOException e) {
            throw new UncheckedIOException(file + " cannot be read", e);
        }
    }

    private static void logRetry(Exchange exchange) {
        LOG.info(
                "{}: attempt {} failed, retrying: {}",
                exchange.getVariable("archive", Archive.class).label(),
                exchange.getIn().getHeader(Exchange.REDELIVERY_COUNTER),
                exchange.getProperty(Exchange.EXCEPTION_CAUGHT, Exception.class).getMessage());
    }

    /** The headers that are sent with a response: those of Camel, {@code Cache-Control} and {@code Content-Length}. */
    private static HeaderFilterStrategy responseHeaders() {
        HttpHeaderFilterStrategy headers = new HttpHeaderFilterStrategy();
        headers.getOutFilter().remove("cache-control");
        headers.getOutFilter().remove("content-length");
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
                    + "', which cannot be created (" + e + "), expected a writable directory"));
        }
    }
}
