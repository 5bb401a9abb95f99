package cotinga;

import cotinga.intake.Charts;
import cotinga.intake.PriceFiles;
import cotinga.intake.PriceIntake;
import cotinga.intake.PriceOutcomes;
import cotinga.price.PriceException;
import cotinga.run.PricePlan;
import cotinga.run.PriceRuns;
import cotinga.run.RunSupport;
import cotinga.run.UpstreamHost;
import cotinga.settings.PriceSettings;
import cotinga.settings.Settings;
import cotinga.upstream.RetryAfter;
import io.github.resilience4j.circuitbreaker.CircuitBreaker;
import io.github.resilience4j.circuitbreaker.CircuitBreakerConfig;
import java.time.Clock;
import java.time.Duration;
import org.apache.camel.Exchange;
import org.apache.camel.Processor;
import org.apache.camel.processor.ThrottlerRejectedExecutionException;

/** The price runs and the sources of prices: charts and files. */
record PriceBeans(
        PriceRuns runs,
        PriceIntake intake,
        PriceOutcomes outcomes,
        Charts charts,
        UpstreamHost chartHost,
        CircuitBreaker chartBreaker,
        RetryAfter retryAfter,
        PriceFiles files,
        Runnable retries) {
    private static final int FAILURES_IN_A_ROW = 10;

    static PriceBeans of(
            Settings settings,
            DataFiles files,
            StoreBeans stores,
            PublicationBeans publication,
            UpstreamClients clients,
            RunSupport support,
            MetricsBeans metrics,
            Clock clock) {
        PriceSettings prices = settings.prices();
        CircuitBreaker chartBreaker = breaker(prices.breakerDelay());
        UpstreamHost chartHost = new UpstreamHost("Yahoo", chartBreaker);
        PricePlan plan = new PricePlan(
                prices.source(),
                prices.history(settings.cftc().years()),
                files.tickers(),
                publication.snapshots(),
                stores.prices(),
                clock);
        PriceRuns runs = new PriceRuns(
                support,
                clients.ofPrices(),
                plan,
                chartHost,
                publication.snapshots(),
                settings.runOnStart() && prices.enabled(),
                clock);
        return new PriceBeans(
                runs,
                new PriceIntake(stores.runs(), stores.prices(), plan),
                new PriceOutcomes(),
                new Charts(),
                chartHost,
                chartBreaker,
                new RetryAfter(clock),
                new PriceFiles(prices.directory()),
                () -> metrics.upstreams().retried(prices.baseUrl()));
    }

    void bind(NamedBeans beans) {
        beans.bind("priceRuns", runs);
        beans.bind("priceIntake", intake);
        beans.bind("priceOutcomes", outcomes);
        beans.bind("charts", charts);
        beans.bind("chartHost", chartHost);
        beans.bind("chartBreaker", chartBreaker);
        beans.bind("retryAfter", (Processor) this::delayRetry);
        beans.bind("priceFiles", files);
        beans.bind("countRetry", (Processor) exchange -> retries.run());
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
    private void delayRetry(Exchange exchange) {
        PriceException failure = exchange.getProperty(Exchange.EXCEPTION_CAUGHT, PriceException.class);
        Long millis = failure == null ? null : retryAfter.millis(failure.retryAfter());
        if (millis != null) {
            exchange.getIn().setHeader(Exchange.REDELIVERY_DELAY, millis);
        }
    }
}
