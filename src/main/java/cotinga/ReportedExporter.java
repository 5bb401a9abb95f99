package cotinga;

import io.opentelemetry.sdk.common.CompletableResultCode;
import io.opentelemetry.sdk.trace.data.SpanData;
import io.opentelemetry.sdk.trace.export.SpanExporter;
import java.io.IOException;
import java.util.Collection;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.jspecify.annotations.Nullable;
import org.slf4j.LoggerFactory;

/** An exporter whose first failure is logged, and its recovery; the exporter itself logs elsewhere. */
final class ReportedExporter implements SpanExporter {
    private static final org.slf4j.Logger LOG = LoggerFactory.getLogger(ReportedExporter.class);

    /** Kept, because the level of a logger that nobody keeps is lost. */
    private static final Logger OF_THE_LIBRARY = Logger.getLogger("io.opentelemetry");

    private final SpanExporter exporter;
    private final String receiver;
    private final AtomicBoolean failing = new AtomicBoolean();

    /** @param receiver where it sends the spans */
    ReportedExporter(SpanExporter exporter, String receiver) {
        this.exporter = exporter;
        this.receiver = receiver;
        OF_THE_LIBRARY.setLevel(Level.OFF);
    }

    @Override
    public CompletableResultCode export(Collection<SpanData> spans) {
        CompletableResultCode result = exporter.export(spans);
        result.whenComplete(() -> {
            if (failing.getAndSet(!result.isSuccess()) == result.isSuccess()) {
                report(result);
            }
        });
        return result;
    }

    private void report(CompletableResultCode result) {
        if (result.isSuccess()) {
            LOG.info("The receiver of traces at {} accepts them again", receiver);
        } else {
            LOG.warn(
                    "Traces are lost: {} {}; check cotinga.traces.endpoint and cotinga.traces.headers",
                    receiver,
                    reason(result.getFailureThrowable()));
        }
    }

    private static String reason(@Nullable Throwable failure) {
        if (failure == null || failure.getCause() == null) {
            return "rejects them";
        }
        Throwable cause = failure.getCause();
        while (!(cause instanceof IOException) && cause.getCause() != null) {
            cause = cause.getCause();
        }
        return "cannot be reached (" + cause + ")";
    }

    @Override
    public CompletableResultCode flush() {
        return exporter.flush();
    }

    @Override
    public CompletableResultCode shutdown() {
        return exporter.shutdown();
    }
}
