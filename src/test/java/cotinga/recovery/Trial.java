package cotinga.recovery;

import cotinga.RunningApplication;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** One directory with its settings, in which runs are disturbed and repeated. */
public final class Trial {
    private static final List<String> CODES = List.of("088691", "099741", "13874A", "001602", "067651");

    /** The disk space that its runs keep free. */
    public static final long RESERVE_MEGABYTES = 16;

    private final Path directory;
    private final Path log;
    private final Map<String, String> settings = new HashMap<>();

    /**
     * A directory.
     *
     * @param log receives the output of its runs
     * @param variants as in {@code cotinga.cftc.variants}
     */
    public Trial(Path directory, Path log, SandboxServer upstream, String variants) {
        this.directory = directory;
        this.log = log;
        settings.put("cotinga.cftc.base-url", upstream.url());
        settings.put("cotinga.prices.base-url", upstream.url());
        settings.put("cotinga.sandbox.today", SandboxServer.TODAY.toString());
        settings.put("cotinga.cftc.variants", variants);
        settings.put("cotinga.cftc.first-year", "2025");
        settings.put("cotinga.cftc.last-year", "2026");
        settings.put("cotinga.cftc.retries", "1");
        settings.put("cotinga.cftc.retry-delay", "10");
        settings.put("cotinga.data.reserve", RESERVE_MEGABYTES + "MB");
        settings.put("cotinga.prices.retries", "1");
        settings.put("cotinga.prices.retry-delay", "10");
        settings.put("cotinga.prices.breaker-delay", "100");
        settings.put("cotinga.prices.max-per-minute", "100000");
    }

    public Path directory() {
        return directory;
    }

    public Map<String, String> settings() {
        return Map.copyOf(settings);
    }

    public OneRun start() throws IOException {
        Files.createDirectories(directory);
        return OneRun.start(directory, log, RunningApplication.asEnvironment(settings));
    }

    public Snapshot snapshot() throws Exception {
        return Snapshot.of(directory, settings, CODES);
    }
}
