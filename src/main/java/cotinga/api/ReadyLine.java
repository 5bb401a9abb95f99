package cotinga.api;

import cotinga.report.ReportVariant;
import cotinga.snapshot.Snapshot;
import java.time.LocalDate;
import java.util.Comparator;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/** The log line with the address of the service and the newest report date, once per data version. */
public final class ReadyLine {
    private final Supplier<Snapshot> published;
    private final Optional<String> home;
    private long logged = Long.MIN_VALUE;

    /**
     * The line of a service.
     *
     * @param home the address of the service as a person on this machine enters it, with a slash at the end; empty without a
     *     service, and so without a line
     */
    public ReadyLine(Supplier<Snapshot> published, Optional<String> home) {
        this.published = published;
        this.home = home;
    }

    /** Whether the current data version has not been logged yet; also true before the first publication. */
    public synchronized boolean isDue() {
        return home.isPresent() && published.get().dataVersion() != logged;
    }

    /** The line for the current data version. */
    public synchronized String text() {
        String address = home.orElseThrow();
        Snapshot snapshot = published.get();
        logged = snapshot.dataVersion();
        Optional<LocalDate> newest = snapshot.variants().values().stream()
                .map(Snapshot.VariantFigures::lastDate)
                .max(Comparator.naturalOrder());
        return newest.map(date -> "Ready: open " + address + " in a browser. Newest report date: " + date + " ("
                        + reports(snapshot) + "). Try " + address + "api/v1/cot/screener-v2?limit=5")
                .orElseGet(() -> "Listening at " + address + ", without data so far. Progress: " + address
                        + "api/v1/cot/status");
    }

    private static String reports(Snapshot snapshot) {
        return snapshot.variantsWithData().stream().map(ReportVariant::path).collect(Collectors.joining(", "));
    }
}
