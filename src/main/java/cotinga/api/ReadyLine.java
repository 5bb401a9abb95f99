package cotinga.api;

import cotinga.snapshot.Snapshot;
import java.time.LocalDate;
import java.util.Comparator;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
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
        if (snapshot.variantsWithData().isEmpty()) {
            return "Listening at " + address + ", without data so far. Progress: " + address + "api/v1/cot/status";
        }
        return "Ready: open " + address + " in a browser. Newest report date: " + newest(snapshot) + ". Try " + address
                + "api/v1/cot/screener-v2?limit=5";
    }

    /** The newest report dates and their reports, newest first. */
    private static String newest(Snapshot snapshot) {
        Map<LocalDate, String> reports = new TreeMap<>(Comparator.reverseOrder());
        new TreeMap<>(snapshot.variants())
                .forEach((variant, figures) ->
                        reports.merge(figures.lastDate(), variant.path(), (one, other) -> one + ", " + other));
        return reports.entrySet().stream()
                .map(date -> date.getKey() + " (" + date.getValue() + ")")
                .collect(Collectors.joining(", "));
    }
}
