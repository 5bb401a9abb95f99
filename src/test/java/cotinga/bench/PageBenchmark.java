package cotinga.bench;

import static cotinga.report.ReportVariant.LEGACY_FO;

import com.fasterxml.jackson.databind.JsonNode;
import cotinga.RunningApplication;
import cotinga.browser.Browser;
import cotinga.cftc.Archive;
import cotinga.cftc.ReportText;
import cotinga.flow.CftcFiles;
import cotinga.flow.Flow;
import cotinga.release.ReleaseCalendar;
import cotinga.report.ReportDays;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Random;
import java.util.TreeMap;
import org.awaitility.Awaitility;

/**
 * What the pages of the dashboard cost in Chromium: the bytes and requests of a first visit, and the times until the first paint, until the
 * last data have arrived, and for drawing the charts, beside those of a page without content. First with the data of the sandbox, then a
 * market with weeks and daily prices since 1986. Needs chromium and chromedriver.
 */
public final class PageBenchmark {
    private static final int ROUNDS = 7;
    private static final String EMPTY = "api/docs/page.js";
    private static final String WHEAT = "001602";
    private static final LocalDate FIRST = LocalDate.of(1986, 1, 15);
    private static final LocalDate LAST = LocalDate.of(2026, 6, 9);
    private static final int LAST_OF_BUNDLE = 2016;
    private static final ReportDays REPORT_DAYS = ReleaseCalendar.shipped().reportDays();

    private PageBenchmark() {}

    public static void main(String[] arguments) throws Exception {
        System.out.println("page | bytes | requests | of the API | first paint ms | last data ms | charts ms");
        Path directory = Files.createTempDirectory("cotinga-pages");
        try (RunningApplication service = RunningApplication.sandboxService(Map.of(), directory, Clock.systemUTC());
                Browser browser = new Browser(service.home())) {
            Awaitility.await()
                    .atMost(Duration.ofMinutes(5))
                    .until(() -> Flow.json(service.get("/status").body())
                                    .get("data_version")
                                    .intValue()
                            >= 3);
            for (String page : List.of(EMPTY, "ui/", "ui/screener", "ui/market/088691?range=Max", "ui/data")) {
                measure(browser, page);
            }
        }
        try (Flow flow = new Flow(Files.createTempDirectory("cotinga-history"));
                RunningApplication service = released(flow).serve();
                Browser browser = new Browser(service.home())) {
            service.refreshReports();
            service.refreshPrices();
            measure(browser, EMPTY);
            measure(browser, "ui/market/" + WHEAT + "?range=Max");
        }
    }

    /** Weeks and prices of one market since 1986. */
    private static Flow released(Flow flow) {
        Random random = new Random(1);
        NavigableMap<Integer, List<Object>> years = new TreeMap<>();
        int net = 0;
        for (LocalDate date : FIRST.datesUntil(LAST.plusDays(1))
                .filter(REPORT_DAYS::isReportDay)
                .toList()) {
            net += random.nextInt(-9_000, 9_001) - net / 20;
            years.computeIfAbsent(Math.max(LAST_OF_BUNDLE, date.getYear()), year -> new ArrayList<>())
                    .add(week(date, net));
        }
        flow.variants(LEGACY_FO).years(FIRST.getYear(), LAST.getYear());
        years.forEach((year, lines) -> flow.release(
                year == LAST_OF_BUNDLE ? Archive.bundle(LEGACY_FO, 1986, year) : Archive.yearly(LEGACY_FO, year),
                lines.toArray()));
        List<Object> newest = years.lastEntry().getValue();
        flow.release(Archive.weekly(LEGACY_FO), newest.get(newest.size() - 1));
        double close = 500;
        Map<String, Double> closes = new LinkedHashMap<>();
        for (LocalDate day : FIRST.datesUntil(LAST.plusDays(4)).toList()) {
            if (day.getDayOfWeek().getValue() <= DayOfWeek.FRIDAY.getValue()) {
                close *= 1 + 0.01 * random.nextGaussian();
                closes.put(day.toString(), close);
            }
        }
        flow.releasePrices(WHEAT, "ZW=F", closes);
        return flow;
    }

    /** Groups whose positions add up to the open interest on each side. */
    private static ReportText.Line week(LocalDate date, int net) {
        int half = 150_000;
        return CftcFiles.week(LEGACY_FO, WHEAT, date.toString(), 2 * half)
                .with("Noncommercial Positions-Long (All)", String.valueOf(half + net))
                .with("Noncommercial Positions-Short (All)", String.valueOf(half - net))
                .with("Noncommercial Positions-Spreading (All)", "0")
                .with("Commercial Positions-Long (All)", String.valueOf(half - net - 20_000))
                .with("Commercial Positions-Short (All)", String.valueOf(half + net - 20_000))
                .with("Nonreportable Positions-Long (All)", "20000")
                .with("Nonreportable Positions-Short (All)", "20000");
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
                        bytes: document.encodedBodySize + entries.reduce((sum, entry) => sum + entry.encodedBodySize, 0),
                        assets: document.encodedBodySize + entries.reduce((sum, entry) => sum + (entry.name.includes("/assets/") ? entry.encodedBodySize : 0), 0),
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
