package cotinga.api;

import cotinga.progress.Progress;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;

/** How far a run is, as responses show it. */
final class ProgressJson {
    private ProgressJson() {}

    /** {@code {done, planned, percent, eta_sec}}; {@code eta_sec} is null as long as it cannot be estimated. */
    static Map<String, Object> of(Progress.Figures figures) {
        Map<String, Object> progress = steps(figures);
        progress.put("eta_sec", figures.left().map(ProgressJson::seconds).orElse(null));
        return progress;
    }

    /** {@code {done, planned, percent}}. */
    static Map<String, Object> steps(Progress.Figures figures) {
        Map<String, Object> progress = new LinkedHashMap<>();
        progress.put("done", figures.done());
        progress.put("planned", figures.planned());
        progress.put("percent", figures.planned() == 0 ? 100 : 100L * figures.done() / figures.planned());
        return progress;
    }

    static double seconds(Duration duration) {
        return duration.toMillis() / 1000.0;
    }
}
