package cotinga.flow;

import static cotinga.flow.Metrics.scrape;
import static cotinga.report.ReportVariant.LEGACY_FO;
import static cotinga.report.ReportVariant.TFF_FO;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.zaxxer.hikari.HikariDataSource;
import cotinga.RunningApplication;
import cotinga.cftc.Archive;
import cotinga.monitor.Monitor;
import java.io.IOException;
import java.lang.ref.WeakReference;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The metrics of a service, as Prometheus scrapes them. */
class MetricsTest {
    private static final String EURO = "099741";
    private static final int MOST_SERIES = 1_500;

    /** Friday, 15:30 in New York. */
    private static final Instant PUBLISHED = Instant.parse("2026-06-12T19:30:00Z");

    @AutoClose
    private Flow flow;

    @BeforeEach
    void release(@TempDir Path directory) throws IOException {
        Path tickers = directory.resolve("tickers.csv");
        Files.writeString(tickers, "code,symbol\n" + EURO + ",6E=F\n");
        flow = new Flow(directory)
                .variants(TFF_FO, LEGACY_FO)
                .years(2026, 2026)
                .set("cotinga.prices.enabled", "true")
                .set("cotinga.prices.retry-delay", "1")
                .set("cotinga.prices.tickers", tickers.toString())
                .set("cotinga.api.rate-limit.reads", "0")
                .release(Archive.yearly(TFF_FO, 2026), CftcFiles.week(TFF_FO, EURO, "2026-06-02", 300))
                .release(Archive.weekly(TFF_FO), CftcFiles.week(TFF_FO, EURO, "2026-06-09", 400), "not a week");
        flow.set("cotinga.prices.base-url", flow.upstream.url());
        flow.upstream.release(ChartFiles.path("6E=F"), ChartFiles.chart("6E=F", Map.of("2026-06-12", 1.0875)));
    }

    @Test
    void showTheAgeOfTheDataAndTheEndsOfRuns() {
        RunningApplication service = flow.serve();
        service.refreshReports();
        service.refreshPrices();
        Map<String, Double> metrics = scrape(service);

        assertThat(metrics)
                .containsEntry("cotinga_report_age_seconds{variant=\"tff_fo\"}", (double)
                        Duration.between(PUBLISHED, Flow.JUNE_2026.instant()).toSeconds())
                .containsEntry("cotinga_report_age_seconds{variant=\"legacy_fo\"}", Double.NaN)
                .containsEntry("cotinga_release_late{variant=\"tff_fo\"}", 0.0)
                .containsEntry("cotinga_release_late{variant=\"legacy_fo\"}", 0.0)
                .containsEntry("cotinga_withheld{variant=\"tff_fo\"}", 0.0)
                .containsEntry("cotinga_price_age_seconds", (double)
                        Duration.between(Instant.parse("2026-06-13T00:00:00Z"), Flow.JUNE_2026.instant())
                                .toSeconds())
                .containsEntry("cotinga_run_last_success_timestamp_seconds{kind=\"prices\"}", (double)
                        Flow.JUNE_2026.instant().getEpochSecond())
                .containsEntry("cotinga_run_last_success_timestamp_seconds{kind=\"reports\"}", Double.NaN)
                .containsEntry("cotinga_observation_age_seconds", 0.0)
                .containsEntry("cotinga_run_failed{kind=\"reports\"}", 0.0)
                .containsEntry("cotinga_data_version", 2.0)
                .containsEntry("cotinga_quarantined_lines", 1.0);
    }

    @Test
    void countTheWorkOfRuns() {
        RunningApplication service = flow.serve();
        flow.upstream.fail(ChartFiles.path("6E=F"), StandInUpstream.Fault.status(503));
        service.refreshReports();
        service.refreshPrices();
        Map<String, Double> metrics = scrape(service);

        assertThat(metrics)
                .containsEntry("cotinga_runs_seconds_count{kind=\"reports\",status=\"partial\"}", 1.0)
                .containsEntry("cotinga_runs_seconds_count{kind=\"prices\",status=\"success\"}", 1.0)
                .containsEntry("cotinga_weeks_total{result=\"read\"}", 2.0)
                .containsEntry("cotinga_weeks_total{result=\"new\"}", 2.0)
                .containsEntry("cotinga_weeks_total{result=\"malformed\"}", 1.0)
                .containsEntry("cotinga_price_bars_total{result=\"new\"}", 1.0)
                .containsEntry("cotinga_upstream_retries_total{host=\"localhost\"}", 1.0)
                .containsEntry(
                        "cotinga_upstream_requests_seconds_count{host=\"localhost\",outcome=\"server_error\"}", 1.0)
                .containsEntry("cotinga_breaker_open{host=\"localhost\"}", 0.0)
                .containsEntry("cotinga_export_duration_seconds_count", 2.0);
        assertThat(metrics.get("cotinga_upstream_received_bytes_total{host=\"localhost\"}"))
                .isPositive();
        assertThat(metrics.get("cotinga_export_files")).isGreaterThanOrEqualTo(4);
        assertThat(metrics.get("cotinga_export_bytes")).isGreaterThan(1_000);
        assertThat(metrics.get("cotinga_disk_free_bytes{directory=\"data\"}")).isPositive();
        assertThat(
                        metrics.get(
                                "camel_exchanges_total{camelContext=\"cotinga\",eventType=\"route\",kind=\"CamelRoute\",routeId=\"fetch-price\"}"))
                .isEqualTo(1);
    }

    @Test
    void countRequestsByOperationHoweverTheyAreAnswered() {
        RunningApplication service = flow.servePublished();
        String market = "/markets/tff/fo/" + EURO;
        service.get(market); // from its route
        service.get(market); // from the cache, on the router
        HttpResponse<String> third = service.get(market); // before the router
        service.get(market, "If-None-Match", third.headers().firstValue("ETag").orElseThrow());
        service.get("/markets/tff/fo/none");
        service.get("/nowhere");
        Map<String, Double> metrics = scrape(service);

        assertThat(metrics)
                .containsEntry("cotinga_http_responses_total{operation=\"getMarket\",status=\"2xx\"}", 3.0)
                .containsEntry("cotinga_http_responses_total{operation=\"getMarket\",status=\"3xx\"}", 1.0)
                .containsEntry("cotinga_http_responses_total{operation=\"getMarket\",status=\"4xx\"}", 1.0)
                .containsEntry("cotinga_http_responses_total{operation=\"none\",status=\"4xx\"}", 1.0)
                .containsEntry("cotinga_http_request_duration_seconds_count{operation=\"getMarket\"}", 5.0)
                .containsEntry("cotinga_http_in_flight", 0.0)
                .containsEntry("cotinga_http_queued", 0.0)
                .containsEntry("cotinga_cache_hits_total{cache=\"market\"}", 3.0)
                .containsEntry("cotinga_database_waiting", 0.0);
        assertThat(metrics.keySet())
                .filteredOn(
                        name -> name.startsWith("cotinga_http_request_duration_seconds_bucket{operation=\"getMarket\""))
                .as("ten fixed buckets, and the one of all")
                .hasSize(11);
        assertThat(metrics.get("cotinga_cache_weight_bytes{cache=\"market\"}")).isPositive();
        assertThat(metrics.keySet()).anyMatch(name -> name.startsWith("jvm_memory_used_bytes"));
    }

    @Test
    void readTheStateFromTheLastObservation() {
        RunningApplication service = flow.serve();
        assertThat(scrape(service)).containsEntry("cotinga_data_version", 0.0);
        service.refreshReports();

        service.bean("monitor", Monitor.class).observe();

        assertThat(scrape(service, false)).containsEntry("cotinga_data_version", 1.0);
    }

    @Test
    void showTheAgeOfTheLastCompleteObservationWithoutADatabase() {
        MovableClock clock = MovableClock.at("2026-06-15T12:00:00Z");
        RunningApplication service = flow.serve(clock);
        Monitor monitor = service.bean("monitor", Monitor.class);
        monitor.observe();
        service.bean("dataSource", HikariDataSource.class).close();

        clock.goTo("2026-06-15T12:05:00Z");
        monitor.update();

        assertThat(scrape(service, false))
                .containsEntry("cotinga_observation_age_seconds", 300.0)
                .hasEntrySatisfying("cotinga_disk_free_bytes{directory=\"data\"}", free -> assertThat(free)
                        .isPositive());
    }

    @Test
    void keepNoClosedApplicationReachable() {
        List<WeakReference<Object>> closed = new ArrayList<>();
        for (int service = 0; service < 3; service++) {
            closed.add(new WeakReference<>(closedContext()));
        }

        await().atMost(Duration.ofSeconds(20)).until(() -> {
            System.gc();
            return closed.stream().filter(reference -> reference.get() != null).count()
                    <= 1; // a thread may know the last one
        });
    }

    private Object closedContext() {
        try (RunningApplication service =
                RunningApplication.service(flow.settings(), flow.directory(), Flow.JUNE_2026)) {
            service.manage("/observe/metrics");
            return service.context();
        }
    }

    @Test
    void haveTheRoutesOfPipelinesButNotThoseOfRest() {
        RunningApplication service = flow.servePublished();
        service.get("/status");
        service.get("/groups/tff");

        assertThat(scrape(service).keySet())
                .anyMatch(series -> series.startsWith("camel_") && series.contains("routeId=\"fetch-price\""))
                .noneMatch(series -> series.matches("camel_.*routeId=\"(status|groups|serve-.*|respond.*)\".*"))
                .anyMatch(series -> series.startsWith("cotinga_") && series.contains("operation=\"getGroups\""));
    }

    @Test
    void staysSmallWhateverIsRequested() {
        RunningApplication service = flow.servePublished();
        Random random = new Random(20_261_127);
        for (int i = 0; i < 400; i++) {
            HttpResponse<String> response = service.ask(
                    List.of("GET", "POST", "DELETE", "PUT").get(random.nextInt(4)),
                    "/api/v1/"
                            + List.of("cot/markets/", "admin/", "cot/screener/", "")
                                    .get(random.nextInt(4)) + Integer.toHexString(random.nextInt()) + "?"
                            + Integer.toHexString(random.nextInt()) + "=1",
                    "");
            assertThat(response.statusCode()).isBetween(400, 499);
        }

        assertThat(scrape(service)).hasSizeLessThan(MOST_SERIES).hasSizeGreaterThan(200);
    }
}
