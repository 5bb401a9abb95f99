package cotinga;

import cotinga.base.Interruption;
import cotinga.settings.CftcSettings;
import cotinga.settings.SettingException;
import cotinga.settings.Settings;
import cotinga.settings.UpstreamSettings;
import cotinga.upstream.AddressLookup;
import cotinga.upstream.ExchangeLimits;
import cotinga.upstream.ExchangeListener;
import cotinga.upstream.Exchanges;
import cotinga.upstream.Proxies;
import cotinga.upstream.RedirectHosts;
import cotinga.upstream.UpstreamClient;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.ThreadFactory;
import org.apache.camel.component.http.HttpClientConfigurer;
import org.apache.hc.core5.http.HttpStatus;

/** The HTTP clients of the routes, one for each upstream and one for alerts, each with its limits. */
final class UpstreamClients implements AutoCloseable {
    private final ScheduledThreadPoolExecutor timer = new ScheduledThreadPoolExecutor(1, daemons("upstream-timer"));
    private final ExecutorService lookups = Executors.newCachedThreadPool(daemons("upstream-lookup"));
    private final AddressLookup addresses = new AddressLookup(lookups);
    private final Exchanges ofReports;
    private final Exchanges ofPrices;
    private final Exchanges ofAlerts;
    private final Map<String, HttpClientConfigurer> byName;

    UpstreamClients(Settings settings, ExchangeListener listener) {
        ofReports = new Exchanges(timer, listener);
        ofPrices = new Exchanges(timer, listener);
        ofAlerts = new Exchanges(timer, (host, outcome, took, bytes) -> {});
        timer.setRemoveOnCancelPolicy(true);
        CftcSettings cftc = settings.cftc();
        UpstreamSettings upstreams = settings.upstreams();
        ExchangeLimits ofArchives = new ExchangeLimits(
                cftc.maxDownloadBytes(),
                "cotinga.cftc.max-download",
                cftc.maxDownloadTime(),
                "cotinga.cftc.max-download-time",
                upstreams.maxErrorBytes(),
                status -> status == HttpStatus.SC_NOT_FOUND);
        ExchangeLimits ofCharts = new ExchangeLimits(
                upstreams.maxChartBytes(),
                "cotinga.prices.max-download",
                upstreams.maxChartTime(),
                "cotinga.prices.max-download-time",
                upstreams.maxErrorBytes(),
                status -> false);
        ExchangeLimits ofMessages = new ExchangeLimits(
                upstreams.maxErrorBytes(),
                "cotinga.http.max-error-body",
                settings.alerts().maxTime(),
                "cotinga.alerts.max-time",
                upstreams.maxErrorBytes(),
                status -> true);
        RedirectHosts redirectHosts = new RedirectHosts(upstreams.redirectHosts());
        Proxies proxies = proxies(upstreams);
        UpstreamClient reports = new UpstreamClient(ofReports, ofArchives, redirectHosts, proxies, addresses);
        UpstreamClient charts = new UpstreamClient(ofPrices, ofCharts, new RedirectHosts(Set.of()), proxies, addresses);
        UpstreamClient alerts =
                new UpstreamClient(ofAlerts, ofMessages, new RedirectHosts(Set.of()), proxies, addresses);
        byName =
                Map.of("reportClient", reports::configure, "chartClient", charts::configure, "alertClient", builder -> {
                    alerts.configure(builder);
                    builder.disableRedirectHandling();
                });
    }

    private static Proxies proxies(UpstreamSettings upstreams) {
        try {
            return new Proxies(upstreams.proxy(), System.getProperties(), System.getenv());
        } catch (IllegalArgumentException e) {
            throw new SettingException(List.of(String.valueOf(e.getMessage())));
        }
    }

    static ThreadFactory daemons(String name) {
        return task -> {
            Thread thread = new Thread(task, name);
            thread.setDaemon(true);
            return thread;
        };
    }

    /** The clients by name. */
    Map<String, HttpClientConfigurer> byName() {
        return byName;
    }

    /** The exchanges of report runs and release checks. */
    Exchanges ofReports() {
        return ofReports;
    }

    /** The exchanges of price runs. */
    Exchanges ofPrices() {
        return ofPrices;
    }

    /** Aborts all exchanges, and rejects new ones. */
    void stop() {
        String reason = Interruption.SHUTDOWN.reason();
        ofReports.stop(reason);
        ofPrices.stop(reason);
        addresses.stop();
    }

    @Override
    public void close() {
        stop();
        ofAlerts.stop(Interruption.SHUTDOWN.reason());
        timer.shutdownNow();
        lookups.shutdownNow();
    }
}
