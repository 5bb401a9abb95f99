package cotinga;

import cotinga.api.AlertPages;
import cotinga.api.Analytics;
import cotinga.api.AnswerCaches;
import cotinga.api.CacheAnswers;
import cotinga.api.Dashboards;
import cotinga.api.Docs;
import cotinga.api.EventStudies;
import cotinga.api.Freshness;
import cotinga.api.Highlights;
import cotinga.api.Instances;
import cotinga.api.KnownMarkets;
import cotinga.api.KnownWeeks;
import cotinga.api.MarketDetails;
import cotinga.api.MarketLists;
import cotinga.api.MarketSessions;
import cotinga.api.NewestColumns;
import cotinga.api.Overviews;
import cotinga.api.Pages;
import cotinga.api.PriceDivergences;
import cotinga.api.Problems;
import cotinga.api.PublishedData;
import cotinga.api.Quality;
import cotinga.api.ReaderEvents;
import cotinga.api.ReadyAnswers;
import cotinga.api.ReadyLine;
import cotinga.api.RequestedRuns;
import cotinga.api.Responses;
import cotinga.api.Revisions;
import cotinga.api.RunAnswers;
import cotinga.api.RunRequests;
import cotinga.api.RunsElsewhere;
import cotinga.api.ScreenerRows;
import cotinga.api.Screeners;
import cotinga.api.Seasonalities;
import cotinga.api.SharedInvalidations;
import cotinga.api.Status;
import cotinga.api.StudyTables;
import cotinga.api.TakenRequests;
import cotinga.api.WatchlistAlerts;
import cotinga.api.WatchlistAnswers;
import cotinga.api.WatchlistRequests;
import cotinga.cluster.Leadership;
import cotinga.contract.Contract;
import cotinga.contract.Documents;
import cotinga.contract.Operation;
import cotinga.http.Gateway;
import cotinga.http.Origins;
import cotinga.market.MarketCategories;
import cotinga.measure.Measures;
import cotinga.page.PageFiles;
import cotinga.payload.Payloads;
import cotinga.run.PriceRuns;
import cotinga.run.ReportRuns;
import cotinga.run.Schedules;
import cotinga.settings.Settings;
import cotinga.sharedcache.RedisAnswers;
import cotinga.snapshot.MarketPrices;
import cotinga.snapshot.Snapshot;
import cotinga.snapshot.Snapshots;
import cotinga.store.changes.ChangeStore;
import cotinga.store.changes.Changes;
import cotinga.store.runs.RunKind;
import cotinga.store.sql.Database;
import cotinga.store.weeks.WeekStore;
import cotinga.watchlist.AllWatchlists;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.camel.http.base.HttpHeaderFilterStrategy;
import org.apache.camel.spi.HeaderFilterStrategy;
import org.apache.camel.util.function.Suppliers;

/** The API: its responses, their caches, and the HTTP gateway before the routes. */
final class ApiBeans {
    private final NamedBeans beans = new NamedBeans();
    private final AnswerCaches caches;
    private final Optional<RedisAnswers> sharedAnswers;
    private final Optional<Gateway> gateway;
    private final ReaderEvents readerEvents;
    private final SharedInvalidations invalidations;
    private final Set<String> operations;
    private final StudyTables studyTables;
    private final RequestedRuns requestedRuns;

    /**
     * @param contract the contract of a service; empty for a single run
     * @param schedules available once the routes have started
     */
    ApiBeans(
            Settings settings,
            Optional<Contract> contract,
            Schedules schedules,
            DataFiles files,
            StoreBeans stores,
            PublicationBeans publication,
            ReportBeans reports,
            PriceBeans prices,
            MetricsBeans metrics,
            Leadership leadership,
            Clock clock) {
        Instances instances =
                new Instances(settings.cluster().instance(), settings.cluster().role(), leadership);
        RunsElsewhere elsewhere = new RunsElsewhere(stores.runs(), () -> !leadership.isLeading(), clock);
        Snapshots snapshots = publication.snapshots();
        ReportRuns reportRuns = reports.runs();
        PriceRuns priceRuns = prices.runs();
        sharedAnswers = settings.api()
                .cache()
                .shared()
                .filter(address -> contract.isPresent())
                .map(address -> new RedisAnswers(address, files.responseFingerprint(), version -> snapshots
                        .at(version)
                        .map(Snapshot::createdAt)));
        caches = new AnswerCaches(
                settings.api().cache().maxWeight(), settings.api().cache().ttl(), sharedAnswers.map(shared -> shared));
        Freshness freshness = new Freshness(
                snapshots,
                files.responseFingerprint(),
                schedules::nextRefresh,
                leadership::isInContact,
                settings.api().credentials().readsNeedKey(),
                Clock.systemUTC());
        ReadyAnswers readyAnswers = new ReadyAnswers(caches);
        beans.bind("readyAnswers", readyAnswers);
        Responses responses = new Responses(
                freshness,
                settings.api().corsOrigins().filter(Origins::isRestricted).isPresent());
        beans.bind("responses", responses);
        studyTables = bindReads(settings, files, stores, publication, reportRuns, elsewhere, caches);
        Quality quality = new Quality(stores.quality(), stores.publications());
        beans.bind("quality", quality);
        beans.bind(
                "status",
                new Status(
                        snapshots,
                        kind -> switch (kind) {
                            case REPORTS -> reportRuns.isUnderWay();
                            case PRICES -> priceRuns.isUnderWay();
                        },
                        kind -> switch (kind) {
                            case REPORTS -> reportRuns.progress();
                            case PRICES -> priceRuns.progress();
                        },
                        elsewhere,
                        schedules::isRunning,
                        schedules::jobs,
                        reports.releasePolling()::state,
                        () -> settings.prices().enabled() ? Optional.of(priceRuns.state()) : Optional.empty(),
                        quality::withheld,
                        instances::status));
        beans.bind(
                "readyLine",
                new ReadyLine(snapshots, Optional.of(settings.http().home()).filter(home -> contract.isPresent())));
        RunAnswers runAnswers = new RunAnswers(
                stores.runs(),
                id -> reportRuns.progress(id).or(() -> priceRuns.progress(id)),
                id -> reportRuns.isInactive(id) && priceRuns.isInactive(id),
                elsewhere,
                clock);
        beans.bind("runAnswers", runAnswers);
        requestedRuns = new RequestedRuns(
                stores.runRequests(), settings.cluster().instance(), leadership, RequestedRuns.Patience.USUAL);
        beans.bind("requestedRuns", requestedRuns);
        beans.bind("takenRequests", new TakenRequests(stores.runRequests()));
        readerEvents = new ReaderEvents(snapshots::at, stores.alerts());
        beans.bind("readerEvents", readerEvents);
        Gateway.Events events = new Gateway.Events(
                runAnswers::find, readerEvents, settings.api().maxListeners());
        Gateway.Reading reading = new Gateway.Reading(
                freshness,
                readyAnswers,
                responses,
                snapshots::dataVersion,
                settings.cluster().isShared()
                        ? Optional.of(() -> catchUp(stores.changes(), snapshots))
                        : Optional.empty());
        gateway = contract.map(shipped -> createGateway(settings, shipped, reading, instances, events));
        CacheAnswers cacheAnswers = new CacheAnswers(caches, () -> Database.connections(stores.database()));
        beans.bind("cacheAnswers", cacheAnswers);
        invalidations = new SharedInvalidations(stores.changes(), cacheAnswers);
        beans.bind("sharedInvalidations", invalidations);
        beans.bind("problems", new Problems());
        beans.bindAll(caches.byName());
        operations = contract.map(Contract::operations).orElse(List.of()).stream()
                .map(Operation::id)
                .collect(Collectors.toSet());
        metrics.resources().registerCaches(caches.byName());
        sharedAnswers.ifPresent(metrics.resources()::registerSharedCache);
        gateway.ifPresent(installed -> metrics.resources().registerQueue(installed::queued));
        gateway.ifPresent(installed -> metrics.resources().registerListeners(installed::listening));
        beans.bind("responseHeaders", responseHeaders());
    }

    /** The responses with published data. Returns those that take long. */
    private StudyTables bindReads(
            Settings settings,
            DataFiles files,
            StoreBeans stores,
            PublicationBeans publication,
            ReportRuns reportRuns,
            RunsElsewhere elsewhere,
            AnswerCaches caches) {
        WeekStore weeks = stores.weeks();
        Payloads payloads = publication.payloads();
        MarketPrices prices = publication.prices();
        MarketCategories categories = files.categories();
        Snapshots snapshots = publication.snapshots();
        PublishedData published = new PublishedData(
                snapshots,
                settings.cluster().isShared() ? stores.publications()::publishedVersion : snapshots::dataVersion,
                settings.cftc().variants(),
                () -> reportRuns.progress().or(() -> elsewhere.progress(RunKind.REPORTS)));
        KnownMarkets knownMarkets = new KnownMarkets(published, weeks, categories, caches);
        MarketLists lists = new MarketLists(published, payloads, categories);
        MarketSessions sessions = new MarketSessions(prices, files.contracts());
        MarketDetails details = new MarketDetails(published, payloads, sessions, knownMarkets);
        Measures measures = new Measures(
                files.releases().reportDays(), settings.publication().minimumCoverage());
        KnownWeeks knownWeeks = new KnownWeeks(published, weeks, knownMarkets, files.successors());
        Analytics analytics = new Analytics(published, payloads, sessions, knownWeeks, measures);
        EventStudies eventStudies = new EventStudies(published, payloads, sessions, knownWeeks, measures);
        StudyTables studyTables = new StudyTables(
                files.studies().all(), published, weeks, payloads, categories, sessions, measures, caches);
        Seasonalities seasonalities = new Seasonalities(published, payloads, knownMarkets, sessions, measures);
        ScreenerRows rows = new ScreenerRows(published, weeks, payloads, categories, knownMarkets, caches);
        NewestColumns newestColumns = new NewestColumns(published, weeks, sessions, measures, rows, caches);
        Screeners screeners = new Screeners(published, payloads, categories, rows, newestColumns);
        PriceDivergences priceDivergences = new PriceDivergences(weeks, sessions, measures);
        Highlights highlights = new Highlights(published, payloads, categories, rows, newestColumns, priceDivergences);
        Overviews overviews = new Overviews(published, payloads, rows, newestColumns, priceDivergences);
        Dashboards dashboards = new Dashboards(published, weeks, payloads, prices, categories);
        AllWatchlists watchlists = new AllWatchlists(files.watchlists(), stores.watchlists(), categories);
        beans.bind("watchlistAlerts", new WatchlistAlerts(published, rows, newestColumns, stores.alerts(), watchlists));
        beans.bind("watchlistAnswers", new WatchlistAnswers(watchlists));
        beans.bind("alertPages", new AlertPages(stores.alerts()));
        Revisions revisions = new Revisions(published, stores.revisions(), payloads);
        caches.addAnswers("markets", lists::load);
        caches.addAnswers("market", published.checked(details::load));
        caches.addAnswers("analytics", published.checked(analytics::load));
        caches.addAnswers("seasonality", published.checked(seasonalities::load));
        caches.addAnswers("event-study", published.checked(eventStudies::load));
        caches.addAnswers("event-studies", published.checked(studyTables::load));
        caches.addAnswers("screener", published.checked(screeners::load));
        caches.addAnswers("highlights", published.checked(highlights::load));
        caches.addAnswers("overview", published.checked(overviews::load));
        caches.addAnswers("dashboard", published.checked(dashboards::load));
        caches.addAnswers("revisions", revisions::load);
        beans.bind("marketLists", lists);
        beans.bind("marketDetails", details);
        beans.bind("marketAnalytics", analytics);
        beans.bind("seasonalities", seasonalities);
        beans.bind("eventStudies", eventStudies);
        beans.bind("studyTables", studyTables);
        beans.bind("screenerRows", rows);
        beans.bind("screeners", screeners);
        beans.bind("marketHighlights", highlights);
        beans.bind("overviews", overviews);
        beans.bind("dashboards", dashboards);
        beans.bind("revisionPages", revisions);
        return studyTables;
    }

    /** Beans that only a service needs: the documents of the contract, and the gateway that validates requests. */
    private Gateway createGateway(
            Settings settings, Contract contract, Gateway.Reading reading, Instances instances, Gateway.Events events) {
        beans.bind("docs", new Docs(new Documents(contract), reading.responses()));
        beans.bind("pages", new Pages(Suppliers.memorize(PageFiles::new), reading.responses()));
        beans.bind("watchlistRequests", new WatchlistRequests(contract));
        beans.bind("runRequests", new RunRequests(contract, settings.prices().enabled()));
        return new Gateway(
                settings.api().credentials(),
                settings.api().rateLimits(),
                settings.api().corsOrigins(),
                contract,
                reading,
                instances,
                events);
    }

    /** Reads what other instances have published. */
    private void catchUp(ChangeStore changes, Snapshots snapshots) {
        Changes newest = changes.newest();
        snapshots.follow(newest.dataVersion());
        readerEvents.alertsUpTo(newest.alert());
    }

    void bind(NamedBeans all) {
        all.bindAll(beans.byName());
    }

    /** The ids of the operations in the contract; none in a single run. */
    Set<String> operations() {
        return operations;
    }

    /** Ends long computations soon, and withdraws what was requested from another instance. */
    void stop() {
        studyTables.stop();
        requestedRuns.stop();
    }

    /**
     * Continues after what earlier processes and other instances have done.
     *
     * @param newest what they have changed
     * @param dataVersion what is published
     */
    void begin(Changes newest, long dataVersion) {
        readerEvents.alertsUpTo(newest.alert());
        readerEvents.announce(dataVersion);
        invalidations.begin(newest.invalidation());
    }

    /** Whether responses that clients request first are cached. */
    boolean canServeFromCaches() {
        return caches.haveFirstAnswers();
    }

    /** The cache that instances share; empty if there is none, and in a single run. */
    Optional<RedisAnswers> sharedAnswers() {
        return sharedAnswers;
    }

    /** The HTTP gateway; empty in a single run. */
    Optional<Gateway> gateway() {
        return gateway;
    }

    /** The headers that are sent with a response: those of Camel, {@code Cache-Control} and {@code Content-Length}. */
    private static HeaderFilterStrategy responseHeaders() {
        HttpHeaderFilterStrategy headers = new HttpHeaderFilterStrategy();
        headers.getOutFilter().remove("cache-control");
        headers.getOutFilter().remove("content-length");
        return headers;
    }
}
