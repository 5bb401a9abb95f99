package cotinga;

import cotinga.metrics.ExportMetrics;
import cotinga.metrics.ResourceMetrics;
import cotinga.metrics.RunMetrics;
import cotinga.metrics.ServedMetrics;
import cotinga.metrics.UpstreamMetrics;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.jvm.JvmGcMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmMemoryMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmThreadMetrics;
import io.micrometer.core.instrument.binder.system.FileDescriptorMetrics;
import io.micrometer.core.instrument.binder.system.ProcessorMetrics;
import io.micrometer.core.instrument.binder.system.UptimeMetrics;
import io.micrometer.core.instrument.composite.CompositeMeterRegistry;
import io.micrometer.core.instrument.config.MeterFilter;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.util.stream.Stream;

/** The meters, and the registry that Camel adds its own to. */
record MetricsBeans(
        MeterRegistry registry,
        ServedMetrics served,
        RunMetrics runs,
        UpstreamMetrics upstreams,
        ExportMetrics exports,
        ResourceMetrics resources,
        JvmGcMetrics collections)
        implements AutoCloseable {

    /** @param service whether the metrics can be scraped; those of a single run go nowhere */
    static MetricsBeans of(boolean service) {
        MeterRegistry registry =
                service ? new PrometheusMeterRegistry(PrometheusConfig.DEFAULT) : new CompositeMeterRegistry();
        // counters of Camel that follow from others, or count what only messaging components do
        registry.config()
                .meterFilter(MeterFilter.denyNameStartsWith("camel.exchanges.succeeded"))
                .meterFilter(MeterFilter.denyNameStartsWith("camel.exchanges.external.redeliveries"))
                .meterFilter(MeterFilter.denyNameStartsWith(
                        "jvm.threads.states")); // reads the state of every thread six times
        JvmGcMetrics collections = new JvmGcMetrics();
        if (service) {
            Stream.of(
                            new JvmMemoryMetrics(),
                            new JvmThreadMetrics(),
                            new ProcessorMetrics(),
                            new FileDescriptorMetrics(),
                            new UptimeMetrics(),
                            collections)
                    .forEach(ofJvm -> ofJvm.bindTo(registry));
        }
        return new MetricsBeans(
                registry,
                new ServedMetrics(registry),
                new RunMetrics(registry),
                new UpstreamMetrics(registry),
                new ExportMetrics(registry),
                new ResourceMetrics(registry),
                collections);
    }

    /** Ends the notifications of the garbage collectors, which would keep everything reachable. */
    @Override
    public void close() {
        collections.close();
        registry.close();
    }
}
