package cotinga;

import cotinga.settings.Settings;
import cotinga.settings.TraceSettings;
import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.api.trace.StatusCode;
import io.opentelemetry.api.trace.Tracer;
import io.opentelemetry.api.trace.propagation.W3CTraceContextPropagator;
import io.opentelemetry.context.Context;
import io.opentelemetry.context.propagation.ContextPropagators;
import io.opentelemetry.context.propagation.TextMapPropagator;
import io.opentelemetry.exporter.otlp.http.trace.OtlpHttpSpanExporter;
import io.opentelemetry.exporter.otlp.http.trace.OtlpHttpSpanExporterBuilder;
import io.opentelemetry.sdk.common.export.RetryPolicy;
import io.opentelemetry.sdk.resources.Resource;
import io.opentelemetry.sdk.trace.SdkTracerProvider;
import io.opentelemetry.sdk.trace.export.BatchSpanProcessor;
import io.opentelemetry.sdk.trace.export.SpanExporter;
import io.opentelemetry.sdk.trace.samplers.Sampler;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import org.apache.camel.CamelContext;
import org.apache.camel.main.BaseMainSupport;
import org.apache.camel.main.MainListenerSupport;

/** Traces as spans of OpenTelemetry, which an exporter gets. */
final class ExportedTraces extends MainListenerSupport implements Traces {
    private static final String NAME = "cotinga";
    private static final TextMapPropagator PROPAGATOR = W3CTraceContextPropagator.getInstance();
    private static final Pattern VALUE = Pattern.compile("\\S*[^a-z\\s-]\\S*");
    private static final int ATTEMPTS = 2;
    private static final int SECONDS_TO_FLUSH = 2;
    private static final Duration BETWEEN_EXPORTS = Duration.ofSeconds(1);

    private final SdkTracerProvider provider;
    private final Tracer tracer;
    private final RouteTracer routes;
    private final String databaseSystem;

    /**
     * Traces that an exporter gets.
     *
     * @param exporter is closed with this
     */
    ExportedTraces(SpanExporter exporter, Settings settings) {
        provider = SdkTracerProvider.builder()
                .setResource(Resource.getDefault()
                        .merge(Resource.create(Attributes.of(
                                AttributeKey.stringKey("service.name"),
                                NAME,
                                AttributeKey.stringKey("service.version"),
                                Build.version()))))
                .setSampler(sampler(settings.traces().share()))
                .addSpanProcessor(BatchSpanProcessor.builder(exporter)
                        .setScheduleDelay(BETWEEN_EXPORTS)
                        .build())
                .build();
        tracer = provider.get(NAME);
        databaseSystem = settings.store().url().split(":", 3)[1]; // jdbc:h2:…
        routes = new RouteTracer(tracer, PROPAGATOR, databaseSystem);
    }

    /** A client can exclude its request, but not enforce a trace, which costs what the share limits. */
    static Sampler sampler(double share) {
        Sampler ofShare = Sampler.traceIdRatioBased(share);
        return Sampler.parentBasedBuilder(ofShare)
                .setRemoteParentSampled(ofShare)
                .build();
    }

    /** Traces that the receiver in the settings gets. */
    static Traces toReceiver(Settings settings) {
        return new ExportedTraces(exporter(settings.traces()), settings);
    }

    private static SpanExporter exporter(TraceSettings settings) {
        String endpoint = settings.endpoint().orElseThrow();
        OtlpHttpSpanExporterBuilder exporter = OtlpHttpSpanExporter.builder()
                .setEndpoint(endpoint + "/v1/traces")
                .setCompression("gzip")
                .setRetryPolicy(RetryPolicy.builder().setMaxAttempts(ATTEMPTS).build());
        settings.headers().forEach(exporter::addHeader);
        return new ReportedExporter(exporter.build(), endpoint);
    }

    @Override
    public void beforeConfigure(BaseMainSupport main) {
        CamelContext camel = main.getCamelContext();
        camel.getRegistry().bind("tracer", Tracer.class, tracer);
        camel.getRegistry().bind("tracePropagators", ContextPropagators.class, ContextPropagators.create(PROPAGATOR));
        routes.install(camel);
    }

    /** A transaction inside of a trace is a span of it. Its name is what it does, with {@code …} for codes and numbers. */
    @Override
    public Running begin(String doing) {
        Optional<Context> parent = routes.current();
        if (parent.isEmpty()) {
            return NONE.begin(doing);
        }
        Span span = tracer.spanBuilder(VALUE.matcher(doing).replaceAll("…"))
                .setParent(parent.get())
                .setSpanKind(SpanKind.CLIENT)
                .setAttribute("db.system", databaseSystem)
                .setAttribute("cotinga.transaction", doing)
                .startSpan();
        return new Running() {
            @Override
            public void failed(Throwable failure) {
                span.setStatus(StatusCode.ERROR).recordException(failure);
            }

            @Override
            public void close() {
                span.end();
            }
        };
    }

    @Override
    public void close() {
        provider.shutdown().join(SECONDS_TO_FLUSH, TimeUnit.SECONDS);
    }
}
