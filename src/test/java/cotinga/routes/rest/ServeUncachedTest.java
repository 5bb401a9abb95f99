package cotinga.routes.rest;

import static org.assertj.core.api.Assertions.assertThat;

import com.github.benmanes.caffeine.cache.LoadingCache;
import com.zaxxer.hikari.HikariDataSource;
import cotinga.api.AnswerCaches;
import cotinga.api.CacheStatistics;
import cotinga.api.Instances;
import cotinga.api.InvalidatedAnswers;
import cotinga.api.QualityAnswer;
import cotinga.api.Request;
import cotinga.api.RunAnswer;
import cotinga.api.RunPage;
import cotinga.api.RunsElsewhere;
import cotinga.api.SchedulerStatus;
import cotinga.api.Status;
import cotinga.api.StatusAnswer;
import cotinga.api.WatchlistAnswer;
import cotinga.api.WatchlistPage;
import cotinga.cluster.Role;
import cotinga.cluster.SoleInstance;
import cotinga.flow.LogWatch;
import cotinga.intake.ReleasePolling;
import cotinga.routes.isolation.IsolatedRoutes;
import cotinga.routes.isolation.RouteTestSupport;
import cotinga.run.PriceRuns;
import cotinga.run.ReportRun;
import cotinga.run.ReportRuns;
import cotinga.run.Schedules;
import cotinga.snapshot.Snapshot;
import cotinga.store.alerts.WatchlistRow;
import cotinga.store.alerts.WatchlistStore;
import cotinga.store.changes.ChangeStore;
import cotinga.store.runs.RunKind;
import cotinga.store.runs.RunStore;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TimeZone;
import javax.sql.DataSource;
import org.apache.camel.Exchange;
import org.apache.camel.Message;
import org.apache.camel.component.quartz.QuartzComponent;
import org.apache.camel.spi.Registry;
import org.junit.jupiter.api.Test;
import org.quartz.CronScheduleBuilder;
import org.quartz.Job;
import org.quartz.JobBuilder;
import org.quartz.Scheduler;
import org.quartz.TriggerBuilder;

/** The routes of operations whose responses are not cached, with the route that sends their problems. */
@IsolatedRoutes({
    "serve-quality",
    "serve-runs",
    "serve-run",
    "serve-scheduler-status",
    "serve-cache-stats",
    "serve-watchlists",
    "serve-watchlist",
    "serve-status",
    "invalidate-caches",
    "respond"
})
class ServeUncachedTest extends RouteTestSupport {
    private static final AnswerCaches.Weighed CACHED = () -> 1;

    /** The status with the scheduler of the context; the other beans have none. */
    @Override
    protected void bindToRegistry(Registry registry) {
        super.bindToRegistry(registry);
        Schedules schedules = new Schedules(this::scheduler, List::of);
        registry.bind(
                "status",
                new Status(
                        () -> Snapshot.NONE,
                        kind -> kind == RunKind.REPORTS
                                ? bean(ReportRuns.class).isUnderWay()
                                : bean(PriceRuns.class).isUnderWay(),
                        kind -> Optional.empty(),
                        new RunsElsewhere(new RunStore(bean(DataSource.class), clock), () -> false, clock),
                        schedules::isRunning,
                        schedules::jobs,
                        () -> bean(ReleasePolling.class).state(),
                        () -> Optional.of(bean(PriceRuns.class).state()),
                        Map::of,
                        new Instances("cotinga-1", Role.ALL, new SoleInstance())::status));
    }

    private Scheduler scheduler() {
        return context.getComponent("quartz", QuartzComponent.class).getScheduler();
    }

    @Test
    void returnsAPageOfRunsAndOneRunWithItsSteps() throws Exception {
        publishWeek("099741", "2026-06-09");
        ReportRun running = beginReports();

        RunPage page = sent("serve-runs", RunPage.class, Requests.with("limit=1"));
        RunPage all = sent("serve-runs", RunPage.class, Requests.plain());
        RunPage beyond = sent("serve-runs", RunPage.class, Requests.with("limit=1&offset=2"));
        RunAnswer published = sent("serve-run", RunAnswer.class, Requests.with("id=1"));

        assertThat(page.total()).isEqualTo(2);
        assertThat(page.items()).singleElement().satisfies(run -> {
            assertThat(run.id()).isEqualTo(running.id());
            assertThat(run.steps()).isNull();
        });
        assertThat(all.items().get(0)).isEqualTo(page.items().get(0));
        assertThat(all.items().get(1))
                .as("without its steps")
                .isEqualTo(new RunAnswer(
                        published.id(),
                        published.kind(),
                        published.cause(),
                        published.status(),
                        published.startedAt(),
                        published.finishedAt(),
                        published.durationSec(),
                        published.error(),
                        published.counts(),
                        null,
                        null,
                        null));
        assertThat(beyond).isEqualTo(new RunPage(List.of(), 2, 1, 2));
        assertThat(published.counts().weeksRead()).isPositive();
        assertThat(published.status()).isEqualTo("success");
        assertThat(published.steps()).extracting(RunAnswer.Step::name).contains("publication");
        assertThat(problem(serve("serve-run", Requests.with("id=9")), 404))
                .contains("No run has the id 9. Runs: /api/v1/admin/runs");
    }

    @Test
    void returnsTheStatusWithTheLastRunOfEachKindAndTheJobsOfTheScheduler() throws Exception {
        scheduler()
                .scheduleJob(
                        JobBuilder.newJob(Job.class).build(),
                        TriggerBuilder.newTrigger()
                                .withIdentity("poll-reports", "refresh")
                                .withSchedule(CronScheduleBuilder.cronSchedule("0 30 17 ? * FRI 2099")
                                        .inTimeZone(TimeZone.getTimeZone("America/New_York")))
                                .build());
        ReportRuns runs = bean(ReportRuns.class);
        runs.fail(beginReports(), new IllegalStateException("the disk is full"));
        clock.goTo("2026-06-15T13:00:00Z");
        runs.finish(beginReports(), false, List.of("tff/fo 2026 is missing"), null);
        clock.goTo("2026-06-15T14:00:00Z");
        beginReports();

        SchedulerStatus scheduler = sent("serve-scheduler-status", SchedulerStatus.class, Requests.plain());
        StatusAnswer status = sent("serve-status", StatusAnswer.class, Requests.plain());

        assertThat(scheduler.jobs()).singleElement().satisfies(job -> {
            assertThat(job.name()).isEqualTo("poll-reports");
            assertThat(job.cron()).isEqualTo("0 30 17 ? * FRI 2099");
            assertThat(job.zone()).isEqualTo("America/New_York");
            assertThat(job.nextRun()).isNotNull();
        });
        assertThat(status.scheduler().jobs()).isEqualTo(scheduler.jobs());
        assertThat(status.scheduler().update().running()).isTrue();
        assertThat(status.scheduler().update().lastRun()).isEqualTo("2026-06-15T13:00:00Z");
        assertThat(status.scheduler().update().lastError()).startsWith("tff/fo 2026 is missing");
        assertThat(status.priceUpdate().running()).isFalse();
        assertThat(status.priceUpdate().lastRun()).isNull();
    }

    @Test
    void returnsTheQualityOfPublishedDataAndTheFiguresOfTheCaches() throws Exception {
        publishWeek("099741", "2026-06-09");
        assertThat(cache("markets").get("v1/groups/tff").weight()).isPositive();

        QualityAnswer quality = sent("serve-quality", QualityAnswer.class, Requests.plain());
        CacheStatistics statistics = sent("serve-cache-stats", CacheStatistics.class, Requests.plain());

        assertThat(quality.variants()).containsOnlyKeys("tff_fo");
        assertThat(statistics.connectionPool().total()).isPositive();
        assertThat(statistics.caches()).containsKeys("market", "screener-rows");
        assertThat(statistics.caches().get("markets")).satisfies(markets -> {
            assertThat(markets.entries()).isEqualTo(1);
            assertThat(markets.misses()).isEqualTo(1);
        });
    }

    @Test
    void returnsAPageOfWatchlistsAndOneOfThem() {
        List<WatchlistRow> entries = List.of(new WatchlistRow("*", "primary", "fo", "g1_net>0", ""));
        WatchlistStore store = new WatchlistStore(bean(HikariDataSource.class));
        store.replace("metals", entries);
        store.replace("energy", entries);

        WatchlistPage page = sent("serve-watchlists", WatchlistPage.class, Requests.with("limit=1"));

        assertThat(page)
                .isEqualTo(new WatchlistPage(List.of(new WatchlistAnswer("energy", "stored", entries)), 2, 1, 0));
        assertThat(sent("serve-watchlist", WatchlistAnswer.class, Requests.with("name=metals"))
                        .name())
                .isEqualTo("metals");
        assertThat(problem(serve("serve-watchlist", Requests.with("name=grains")), 404))
                .isEqualTo("No watchlist has the name 'grains'. Watchlists: /api/v1/admin/watchlists");
    }

    @Test
    void removesTheCachedResponsesThatMatchAPatternOrAll() {
        cache("markets").put("v1/legacy/fo", CACHED);
        cache("market").put("v1/legacy/fo/001602", CACHED);
        cache("market").put("v1/tff/fo/099741?format=csv", CACHED);
        cache("market").put("v1/tff/fo/138741", CACHED);

        InvalidatedAnswers matching =
                sent("invalidate-caches", InvalidatedAnswers.class, Requests.with("pattern=tff/fo/??9*"));

        assertThat(matching.invalidated()).isEqualTo(1);
        assertThat(bean(ChangeStore.class).invalidationsAfter(0))
                .as("what other instances carry out")
                .extracting(ChangeStore.Invalidation::pattern)
                .containsExactly("tff/fo/??9*");
        assertThat(matching.caches()).containsEntry("market", 1).containsEntry("markets", 0);
        assertThat(cache("market").asMap()).containsOnlyKeys("v1/legacy/fo/001602", "v1/tff/fo/138741");
        assertThat(sent("invalidate-caches", InvalidatedAnswers.class, Requests.plain())
                        .invalidated())
                .isEqualTo(3);
        assertThat(cache("markets").asMap()).isEmpty();
        assertThat(cache("market").asMap()).isEmpty();
    }

    @Test
    void logsADatabaseFailureWithoutAStackTraceAndRespondsWithoutItsDetails() {
        LogWatch log = new LogWatch();
        bean(HikariDataSource.class).close();

        log.begin();
        for (String route : List.of("serve-status", "serve-runs", "serve-quality")) {
            assertThat(problem(serve(route, Requests.plain()), 500))
                    .isEqualTo("Found an internal error; see the server's log for this request id.");
        }
        log.end();

        assertThat(log.errors()).hasSize(3).allSatisfy(line -> assertThat(line)
                .contains("Request " + Requests.ID + " of " + Requests.PATH + " failed: ", "closed")
                .endsWith("has been closed."));
        assertThat(calledRoutes()).containsOnly("respond");
    }

    /** The record that a route sends. */
    private <T> T sent(String route, Class<T> type, Request request) {
        int before = received("respond-uncached").size();
        serve(route, request);
        assertThat(received("respond-uncached")).as(route).hasSize(before + 1);
        return Objects.requireNonNull(
                received("respond-uncached").get(before).getMessage().getBody(type));
    }

    private Message serve(String route, Request request) {
        Exchange exchange = callWith(route, "request", request);
        assertThat(exchange.getException()).as(route).isNull();
        return exchange.getMessage();
    }

    /** The detail of a problem with a status. */
    private static String problem(Message sent, int status) {
        assertThat(sent.getHeader(Exchange.HTTP_RESPONSE_CODE, Integer.class)).isEqualTo(status);
        assertThat(sent.getHeaders()).containsEntry("Content-Type", "application/problem+json");
        return new JsonObject(sent.getBody(Buffer.class)).getString("detail");
    }

    @SuppressWarnings("unchecked") // the registry knows the type, and not its parameters
    private LoadingCache<String, AnswerCaches.Weighed> cache(String name) {
        return Objects.requireNonNull(context.getRegistry().lookupByNameAndType(name, LoadingCache.class));
    }
}
