package cotinga.metrics;

import cotinga.publication.PublicationListener;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;

/** The publications of this process: how long they took, and the files of the last one. */
public final class ExportMetrics implements PublicationListener {
    private final Timer duration;
    private final AtomicInteger files = new AtomicInteger();
    private final AtomicLong bytes = new AtomicLong();

    public ExportMetrics(MeterRegistry registry) {
        duration = Timer.builder("cotinga.export.duration")
                .description("How long publications took, from the first market to the manifest")
                .register(registry);
        Gauge.builder("cotinga.export.files", files, AtomicInteger::get)
                .description("Exported files of the last publication of this process")
                .register(registry);
        Gauge.builder("cotinga.export.bytes", bytes, AtomicLong::get)
                .description("Size of the exported files of the last publication of this process")
                .register(registry);
    }

    @Override
    public void published(Duration took, int writtenFiles, long writtenBytes) {
        duration.record(took);
        files.set(writtenFiles);
        bytes.set(writtenBytes);
    }
}
