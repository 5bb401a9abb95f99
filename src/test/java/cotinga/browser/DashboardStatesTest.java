package cotinga.browser;

import static cotinga.report.ReportVariant.TFF_FO;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import cotinga.RunningApplication;
import cotinga.base.Sha256;
import cotinga.cftc.Archive;
import cotinga.flow.CftcFiles;
import cotinga.flow.Flow;
import cotinga.flow.MovableClock;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Locale;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;
import org.openqa.selenium.Keys;

/**
 * The dashboard in the states that the sandbox does not have: below the path of a proxy, when reads need a key, before the first data,
 * without prices, with three weeks of history, and with a revised week.
 */
@Tag("full")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class DashboardStatesTest {
    private static final String KEY = "the reader's key";
    private static final String EURO = "099741";
    private static final String MARKET = "ui/market/" + EURO;
    private static final Archive YEAR = Archive.yearly(TFF_FO, 2026);

    private final MovableClock clock = MovableClock.at("2026-06-12T20:00:00Z");
    private Flow flow;
    private RunningApplication service;
    private PrefixProxy proxy;
    private Browser browser;

    @BeforeAll
    void start(@TempDir Path directory) throws Exception {
        assumeTrue(Browser.isInstalled(), "needs chromium and chromedriver, as Debian packages them");
        flow = new Flow(directory)
                .years(2026, 2026)
                .set("cotinga.api.keys", "reader:read:" + Sha256.of(KEY.getBytes(StandardCharsets.UTF_8)))
                .set("cotinga.api.reads-need-key", "true");
        service = flow.serve(clock);
        proxy = new PrefixProxy(service.home(), "/x/y/");
        browser = new Browser(proxy.home());
    }

    @AfterAll
    void stop() {
        if (browser != null) {
            browser.close();
            proxy.close();
            flow.close();
        }
    }

    @BeforeEach
    void forgetErrors() {
        browser.size(1440, 1000);
        browser.consoleErrors();
    }

    @Test
    @Order(1)
    void aPageLoadsWithoutAKeyAndRequestsIt() {
        browser.driver().get(proxy.home().toString());
        browser.awaitText("A key is needed");

        assertThat(browser.path()).isEqualTo("/x/y/ui/");
        enterKey("wrong");
        browser.awaitText("was not accepted");
        enterKey(KEY);
        browser.awaitText("No data yet");
    }

    @Test
    @Order(2)
    void theFirstPageAppearsAsSoonAsDataArePublished() {
        openWithKey("ui/");
        browser.awaitText("No data yet");
        release(100, "2026-05-26", "2026-06-02");
        clock.goTo("2026-06-12T20:30:00Z");
        release(100, "2026-05-26", "2026-06-02", "2026-06-09");

        browser.awaitText("EURO FX");
        assertThat(browser.text()).contains("Tue 9 Jun 2026");
    }

    @Test
    @Order(3)
    void aMarketWithThreeWeeksAndWithoutPricesSaysSo() {
        openWithKey(MARKET);
        browser.awaitText("3 of 156 weeks");

        assertThat(browser.text().toLowerCase(Locale.ROOT)).contains("no prices");
    }

    @Test
    @Order(4)
    void aNewPublicationIsOfferedAndAnEarlierMomentStaysVisible() {
        openWithKey(MARKET);
        browser.awaitText("EURO FX");
        clock.goTo("2026-06-13T20:00:00Z");
        release(155, "2026-05-26", "2026-06-02", "2026-06-09");
        browser.awaitText("New data were published");

        openWithKey(MARKET + "?known_at=2026-06-12T21:00:00Z");
        browser.awaitText("As known");
        openWithKey("ui/?known_at=2026-06-13");
        browser.awaitText("As known on");
    }

    @Test
    @Order(5)
    void everyPageWorksBelowThePathOfAProxy() {
        for (String page : new String[] {"ui/", "ui/screener", MARKET, "ui/data"}) {
            openWithKey(page);
            assertThat(browser.requestedOrigins()).hasSize(1);
        }
        browser.awaitText("This key has no scope admin");
        Awaitility.await()
                .during(Duration.ofSeconds(2))
                .until(() -> browser.evaluate(
                                        "performance.getEntriesByType('resource').filter((entry) => entry.name.includes('/admin/runs')).length")
                                .intValue()
                        == 1);
        browser.activate("nav a");
        browser.awaitText("EURO FX");
        assertThat(browser.path()).isEqualTo("/x/y/ui/");
        browser.press("/");
        browser.press("euro");
        browser.await("[role=option][aria-selected=true]");
        browser.press(Keys.ENTER);
        browser.awaitText("3 of 156 weeks");
        assertThat(browser.path()).startsWith("/x/y/ui/market/" + EURO);
    }

    private void openWithKey(String path) {
        browser.driver().get(proxy.home().resolve(path).toString());
        enterKey(KEY);
        browser.awaitPage();
    }

    private void enterKey(String key) {
        browser.await("#key").clear();
        browser.await("#key").sendKeys(key, Keys.ENTER);
    }

    /** Releases weeks whose open interest is a hundred times their place, and that of the last but one is another. */
    private void release(int lastButOne, String... reportDates) {
        Object[] lines = new Object[reportDates.length];
        for (int week = 0; week < lines.length; week++) {
            int openInterest = week == lines.length - 2 ? lastButOne : 200 + 10 * week;
            lines[week] = CftcFiles.week(TFF_FO, EURO, reportDates[week], openInterest)
                    .with("Market_and_Exchange_Names", "EURO FX - CHICAGO MERCANTILE EXCHANGE");
        }
        flow.release(YEAR, lines).release(Archive.weekly(TFF_FO), lines[lines.length - 1]);
        assertThat(service.refreshReports().flaws()).isEmpty();
    }
}
