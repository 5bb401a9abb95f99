package cotinga.browser;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import cotinga.RunningApplication;
import cotinga.flow.Flow;
import cotinga.flow.MovableClock;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Map;
import java.util.function.Predicate;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the dashboard says when a release is late or withheld, when prices are old, and when it sends too many requests. */
@Tag("full")
class DashboardWarningsTest {
    private static final Instant FRIDAY_NIGHT = Instant.parse("2026-11-21T03:00:00Z");

    @Test
    void aLateReleaseIsNamedOnEachPage(@TempDir Path directory) {
        try (RunningApplication service = sandbox(directory, Map.of("cotinga.sandbox.scenario", "late"), clock());
                Browser browser = browser(service)) {
            browser.open("ui/");

            browser.awaitText("late since Fri 20 Nov 15:30 New York");
            assertThat(browser.text()).contains("Report of Tue 10 Nov 2026");
        }
    }

    @Test
    void aWithheldReportIsNamedWithItsReason(@TempDir Path directory) {
        try (RunningApplication service = sandbox(directory, Map.of("cotinga.sandbox.scenario", "withheld"), clock());
                Browser browser = browser(service)) {
            await(service, status -> !status.get("withheld").isEmpty());
            browser.open("ui/");
            browser.awaitText("withheld: tff/fo");

            browser.open("ui/data");
            browser.awaitText("tff/fo is withheld");
        }
    }

    @Test
    void oldPricesAreCounted(@TempDir Path directory) {
        MovableClock clock = MovableClock.at(FRIDAY_NIGHT.toString());
        try (RunningApplication service = sandbox(directory, Map.of("cotinga.sandbox.today", "2026-11-20"), clock);
                Browser browser = browser(service)) {
            clock.goTo(FRIDAY_NIGHT.plus(Duration.ofDays(20)).toString());
            browser.open("ui/market/088691");

            browser.awaitText("stale prices");
        }
    }

    @Test
    void aPageThatMayNotSendMoreRequestsSaysSoAndRepeatsThem(@TempDir Path directory) {
        try (RunningApplication service = sandbox(directory, Map.of("cotinga.api.rate-limit.reads", "12"), clock());
                Browser browser = browser(service)) {
            browser.open("ui/");
            for (int request = 0; request < 12; request++) {
                browser.evaluate("(await fetch('../api/v1/cot/status')).status");
            }
            browser.driver().get(browser.address("ui/screener"));
            browser.awaitText("Too many requests");

            assertThat(browser.text()).contains("The page tries again");
        }
    }

    private static Clock clock() {
        return Clock.fixed(FRIDAY_NIGHT, ZoneOffset.UTC);
    }

    /** The sandbox with reports and prices. */
    private static RunningApplication sandbox(Path directory, Map<String, String> settings, Clock clock) {
        assumeTrue(Browser.isInstalled(), "needs chromium and chromedriver, as Debian packages them");
        RunningApplication service = RunningApplication.sandboxService(settings, directory, clock);
        await(service, status -> status.get("data_version").intValue() >= 2);
        return service;
    }

    /** Waits for a status; a request that the rate limit rejects is repeated. */
    private static void await(RunningApplication service, Predicate<JsonNode> condition) {
        Awaitility.await()
                .atMost(Duration.ofMinutes(3))
                .pollInterval(Duration.ofSeconds(1))
                .until(() -> {
                    HttpResponse<String> status = service.get("/status");
                    return status.statusCode() == 200 && condition.test(Flow.json(status.body()));
                });
    }

    private static Browser browser(RunningApplication service) {
        Browser browser = new Browser(service.home());
        browser.size(1440, 1000);
        return browser;
    }
}
