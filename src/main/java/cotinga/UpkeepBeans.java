package cotinga;

import cotinga.run.RunWatch;
import cotinga.sandbox.Sandbox;
import cotinga.settings.SandboxSettings;
import cotinga.settings.Settings;
import cotinga.upkeep.CleanUp;
import java.time.Clock;
import java.time.Duration;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.util.List;

/** The removal of old records and files, the check for stalled runs, and the sandbox. */
record UpkeepBeans(CleanUp cleanUp, RunWatch watch, Sandbox sandbox) implements AutoCloseable {

    static UpkeepBeans of(Settings settings, StoreBeans stores, ReportBeans reports, PriceBeans prices, Clock clock) {
        return new UpkeepBeans(
                new CleanUp(
                        stores.runs(),
                        stores.downloads(),
                        stores.archiveFolders(),
                        reports.inbox(),
                        stores.alerts(),
                        settings.retention().runs(),
                        settings.retention().archives(),
                        clock),
                watch(reports, prices, settings.upstreams().maxIdle()),
                new Sandbox(
                        sandboxClock(settings.sandbox(), clock),
                        settings.sandbox().scenario()));
    }

    void bind(NamedBeans beans) {
        beans.bind("cleanUp", cleanUp);
        beans.bind("sandbox", sandbox);
    }

    /** Checks for stalled runs several times within the allowed time. */
    private static RunWatch watch(ReportBeans reports, PriceBeans prices, Duration maxIdle) {
        return new RunWatch(
                List.of(reports.runs()::endStalledRun, prices.runs()::endStalledRun),
                Duration.ofMillis(Math.max(100, Math.min(60_000, maxIdle.toMillis() / 4))),
                UpstreamClients.daemons("run-watch"));
    }

    private static Clock sandboxClock(SandboxSettings sandbox, Clock clock) {
        return sandbox.today()
                .map(today -> Clock.fixed(today.atTime(LocalTime.MAX).toInstant(ZoneOffset.UTC), ZoneOffset.UTC))
                .orElse(clock);
    }

    @Override
    public void close() {
        watch.close();
    }
}
