package cotinga.metrics;

import cotinga.run.PriceSummary;
import cotinga.run.RunListener;
import cotinga.run.RunSummary;
import cotinga.store.runs.RunKind;
import cotinga.store.runs.RunStatus;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;

/** The runs that have ended, and what they have read and written. */
public final class RunMetrics implements RunListener {
    private final MeterRegistry registry;

    public RunMetrics(MeterRegistry registry) {
        this.registry = registry;
    }

    @Override
    public void ended(RunSummary run) {
        ended(RunKind.REPORTS, run.status(), run.took());
        run.outcomes().forEach(outcome -> outcome.load().ifPresent(load -> {
            count("read", load.weeksRead());
            count("new", load.inserted());
            count("changed", load.changed());
            count("vanished", load.vanished());
            count("returned", load.returned());
            count("malformed", load.malformed());
            count("duplicate", load.duplicates());
        }));
    }

    @Override
    public void ended(PriceSummary run) {
        ended(RunKind.PRICES, run.status(), run.took());
        run.changes().forEach(change -> {
            bars("read", change.barsRead());
            bars("new", change.inserted());
            bars("changed", change.changed());
        });
    }

    private void ended(RunKind kind, RunStatus status, Duration took) {
        Timer.builder("cotinga.runs")
                .description("Runs that have ended, by kind and status, and how long they took")
                .tag("kind", kind.key())
                .tag("status", status.key())
                .register(registry)
                .record(took);
    }

    private void count(String result, int lines) {
        counter("cotinga.weeks", "Weeks in archives by the result of their load", result)
                .increment(lines);
    }

    private void bars(String result, int bars) {
        counter("cotinga.price.bars", "Daily prices by the result of their load", result)
                .increment(bars);
    }

    private Counter counter(String name, String description, String result) {
        return Counter.builder(name)
                .description(description)
                .tag("result", result)
                .register(registry);
    }
}
