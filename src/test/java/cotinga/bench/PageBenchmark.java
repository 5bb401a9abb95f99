package cotinga.bench;

import com.fasterxml.jackson.databind.JsonNode;
import cotinga.RunningApplication;
import cotinga.browser.Browser;
import cotinga.flow.Flow;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.awaitility.Awaitility;

/**
 * What the pages of the dashboard cost in Chromium, with the data of the sandbox: the bytes and requests of a first visit, and the times until
 * the first paint and until the page shows its data, beside those of a page without content. Needs chromium and chromedriver.
 */
public final class PageBenchmark {
    private static final int ROUNDS = 7;
    private static final List<String> PAGES =
            List.of("api/docs/page.js", "ui/", "ui/screener", "ui/market/088691?range=Max", "ui/data");

    private PageBenchmark() {}

    public static void main(String[] arguments) throws Exception {
        Path directory = Files.createTempDirectory("cotinga-pages");
        try (RunningApplication service = RunningApplication.sandboxService(Map.of(), directory, Clock.systemUTC());
                Browser browser = new Browser(service.home())) {
            Awaitility.await()
                    .atMost(Duration.ofMinutes(5))
                    .until(() -> Flow.json(service.get("/status").body())
                                    .get("data_version")
                                    .intValue()
                            >= 2);
            System.out.println("page | bytes | requests | of the API | first paint ms | data ms | charts ms");
            for (String page : PAGES) {
                measure(browser, page);
            }
        }
    }

    private static void measure(Browser browser, String page) {
        List<Double> paints = new ArrayList<>();
        List<Double> data = new ArrayList<>();
        List<Double> charts = new ArrayList<>();
        List<JsonNode> rounds = new ArrayList<>();
        for (int round = 0; round < ROUNDS; round++) {
            browser.forgetCache();
            browser.driver().get(browser.address(page));
            if (page.startsWith("ui/")) {
                browser.awaitPage();
            }
            JsonNode figures = browser.evaluate(
                    """
                    (() => {
                      const entries = performance.getEntriesByType("resource");
                      const document = performance.getEntriesByType("navigation")[0];
                      const paint = performance.getEntriesByName("first-contentful-paint")[0];
                      const api = entries.filter((entry) => entry.name.includes("/api/v1/") && !entry.name.endsWith("/events"));
                      return {
                        bytes: document.transferSize + entries.reduce((sum, entry) => sum + entry.transferSize, 0),
                        assets: document.transferSize + entries.reduce((sum, entry) => sum + (entry.name.includes("/assets/") ? entry.transferSize : 0), 0),
                        requests: 1 + entries.length,
                        api: api.length,
                        paint: paint ? paint.startTime : 0,
                        data: Math.max(0, ...api.map((entry) => entry.responseEnd)),
                        charts: performance.getEntriesByName("market-drawn")[0]?.duration ?? 0,
                      };
                    })()""");
            rounds.add(figures);
            paints.add(figures.get("paint").doubleValue());
            data.add(figures.get("data").doubleValue());
            charts.add(figures.get("charts").doubleValue());
        }
        JsonNode first = rounds.get(0);
        System.out.printf(
                Locale.ROOT,
                "%s | %,d (without data %,d) | %d | %d | %.0f | %.0f | %.0f%n",
                page,
                first.get("bytes").longValue(),
                first.get("assets").longValue(),
                first.get("requests").intValue(),
                first.get("api").intValue(),
                median(paints),
                median(data),
                median(charts));
    }

    private static double median(List<Double> values) {
        return values.stream().sorted().skip(values.size() / 2).findFirst().orElseThrow();
    }
}
