package cotinga.browser;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.deque.html.axecore.results.Rule;
import com.deque.html.axecore.selenium.AxeBuilder;
import com.fasterxml.jackson.databind.JsonNode;
import cotinga.RunningApplication;
import cotinga.flow.Flow;
import java.net.URI;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.openqa.selenium.Keys;

/** The dashboard of the sandbox in Chromium. */
@Tag("full")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class DashboardTest {
    private static final Clock NOVEMBER_2026 = Clock.fixed(Instant.parse("2026-11-20T22:00:00Z"), ZoneOffset.UTC);
    private static final String GOLD = "088691";
    private static final Path SCREENSHOTS = Path.of("target", "screenshots");
    private static final Set<String> SERIOUS = Set.of("serious", "critical");
    private static final int PHONE_WIDTH = 360;

    private RunningApplication service;
    private Browser browser;

    @BeforeAll
    void start(@TempDir Path directory) {
        assumeTrue(Browser.isInstalled(), "needs chromium and chromedriver, as Debian packages them");
        service = RunningApplication.sandboxService(Map.of(), directory, NOVEMBER_2026);
        Awaitility.await()
                .atMost(Duration.ofMinutes(3))
                .pollInterval(Duration.ofSeconds(1))
                .until(() -> Flow.json(service.get("/status").body())
                                .get("data_version")
                                .intValue()
                        >= 3); // reports, prices, corrected reports
        browser = new Browser(service.home());
    }

    @AfterAll
    void stop() {
        if (browser != null) {
            browser.close();
        }
        if (service != null) {
            service.close();
        }
    }

    @BeforeEach
    void showOnADesk() {
        browser.size(1440, 1000);
        browser.colors("light");
        browser.consoleErrors();
    }

    @ParameterizedTest
    @CsvSource({
        "ui/, AUSTRALIAN DOLLAR",
        "ui/screener, AUSTRALIAN DOLLAR",
        "ui/market/088691, GOLD",
        "ui/data, 2026",
    })
    void drawsEachPageInEachSizeAndColourWithoutErrors(String page, String text) {
        for (String scheme : List.of("light", "dark")) {
            for (int width : List.of(1440, PHONE_WIDTH)) {
                browser.size(width, 1000);
                browser.colors(scheme);
                browser.open(page);
                browser.awaitText(text);
                browser.screenshot(SCREENSHOTS.resolve(page.replaceAll("\\W+", "-") + scheme + "-" + width + ".png"));

                assertThat(browser.consoleErrors())
                        .as("%s, %s, %d", page, scheme, width)
                        .isEmpty();
                assertThat(browser.requestedOrigins()).containsExactly(origin());
                assertThat(browser.evaluate("document.scrollingElement.scrollWidth - innerWidth")
                                .intValue())
                        .as("%s is wider than %d pixels", page, width)
                        .isLessThanOrEqualTo(0);
            }
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"ui/", "ui/screener", "ui/market/088691", "ui/data", "ui/market/none"})
    void axeFindsNothingSerious(String page) {
        for (String scheme : List.of("light", "dark")) {
            browser.colors(scheme);
            browser.open(page);
            List<Rule> serious = new AxeBuilder()
                    .analyze(browser.driver()).getViolations().stream()
                            .filter(rule -> SERIOUS.contains(rule.getImpact()))
                            .toList();

            assertThat(serious)
                    .extracting(
                            rule -> rule.getId() + ": " + rule.getNodes().get(0).getHtml())
                    .as(page + ", " + scheme)
                    .isEmpty();
        }
    }

    @Test
    void theKeyboardFindsAMarketAndGoesBack() {
        browser.open("ui/");
        browser.press("/");
        browser.press("gold");
        browser.await("[role=option][aria-selected=true]");
        browser.press(Keys.ENTER);
        browser.await("h1");
        browser.awaitText("GOLD");

        assertThat(browser.path()).startsWith("/ui/market/" + GOLD);
        browser.driver().navigate().back();
        browser.await(".heat-map");
        assertThat(browser.path()).isEqualTo("/ui/");
    }

    @Test
    void theUrlKeepsTheChosenMeasure() {
        browser.open("ui/");
        browser.elements(".choice button").get(2).click();
        Awaitility.await().until(() -> browser.path().contains("measure=zscore"));
        String chosen = browser.text();
        browser.driver().navigate().refresh();
        browser.awaitPage();

        assertThat(browser.text()).isEqualTo(chosen);
    }

    @Test
    void theHeatMapShowsTheNumbersOfTheApi() {
        JsonNode overview = Flow.json(service.get("/overview").body());
        browser.open("ui/");
        JsonNode shown = browser.evaluate(
                "[...document.querySelectorAll('.heat-map tbody tr:not(.sector)')].map((row) => [row.querySelector('a').href.match(/market\\/([^?]+)/)[1],"
                        + " row.querySelector('.cell').firstChild.textContent])");

        assertThat(shown).hasSizeGreaterThan(50).allSatisfy(row -> {
            JsonNode index = market(overview, row.get(0).textValue()).at("/speculative/index_156");
            assertThat(row.get(1).textValue())
                    .isEqualTo(index.isNull() ? "–" : String.valueOf(Math.round(index.doubleValue())));
        });
    }

    @Test
    void theListsOfTheOverviewLeaveOutSectorsThatAreFolded() {
        JsonNode overview = Flow.json(service.get("/overview").body());
        String folded = overview.at("/flips/items/0/category").textValue();
        browser.open("ui/?open=-" + folded);
        JsonNode codes = browser.evaluate(
                "[...document.querySelectorAll('.highlights tbody a')].map((link) => link.href.match(/market\\/([^?]+)/)[1])");

        assertThat(codes).isNotEmpty().allSatisfy(code -> assertThat(
                        market(overview, code.textValue()).get("category").textValue())
                .isNotEqualTo(folded));
        assertThat(browser.text()).contains("more in folded sectors");
    }

    @Test
    void theHeadingsOfTheHeatMapStayInView() {
        for (int width : List.of(1440, PHONE_WIDTH)) {
            browser.size(width, 1000);
            browser.open("ui/");
            JsonNode top = browser.evaluate(
                    "(scrollTo(0, 900), document.querySelector('.heat-map thead th').getBoundingClientRect().top)");

            assertThat(top.doubleValue()).as("%d pixels", width).isBetween(0.0, 60.0);
        }
    }

    @Test
    void aMarketThatLagsShowsItsReportDate() {
        browser.open("ui/?lagging=1");
        JsonNode overview = Flow.json(service.get("/overview").body());
        JsonNode dated = browser.evaluate(
                "[...document.querySelectorAll('.heat-map tr:has(.old-date) a')].map((link) => link.href.match(/market\\/([^?]+)/)[1])");

        assertThat(dated).isNotEmpty().allSatisfy(code -> assertThat(
                        market(overview, code.textValue()).get("weeks_behind").intValue())
                .isPositive());
    }

    @Test
    void anotherDataVersionInTheStatusIsOffered() {
        browser.open("ui/");
        browser.evaluate(
                "(() => { const real = fetch; globalThis.fetch = async (url, options) => {"
                        + " const response = await real(url, options);"
                        + " return String(url).endsWith('/status') ? Response.json({...await response.json(), data_version: 1000}) : response; }; })()");
        browser.evaluate("(await import('" + browser.assets() + "shared/api.js')).reloadAll()");

        browser.awaitText("New data were published");
    }

    @Test
    void theChosenSearchResultStaysInView() {
        browser.size(1440, 500);
        browser.open("ui/");
        browser.press("/");
        browser.press("s");
        browser.await("[role=option][aria-selected=true]");
        for (int step = 0; step < 11; step++) {
            browser.press(Keys.ARROW_DOWN);
        }

        Awaitility.await().until(() -> browser.evaluate(
                        "(() => { const list = document.querySelector('#found').getBoundingClientRect();"
                                + " const chosen = document.querySelector('#found-11[aria-selected=true]')?.getBoundingClientRect();"
                                + " return Boolean(chosen) && chosen.top >= list.top - 1 && chosen.bottom <= list.bottom + 1; })()")
                .booleanValue());
    }

    private static JsonNode market(JsonNode overview, String code) {
        for (JsonNode market : overview.get("markets")) {
            if (market.get("code").textValue().equals(code)) {
                return market;
            }
        }
        throw new AssertionError(code + " is not in the overview");
    }

    @Test
    void theChartsDrawTheNumbersOfTheApi() {
        browser.open("ui/market/" + GOLD + "?range=Max");
        browser.await("canvas");
        JsonNode detail = Flow.json(service.get("/markets/disagg/fo/" + GOLD).body());
        JsonNode analytics =
                Flow.json(service.get("/markets/disagg/fo/" + GOLD + "/analytics?measures=index.156&order=desc")
                        .body());
        JsonNode charts = browser.evaluate("window.cotingaCharts");

        assertDraws(charts.get("positions"), "g3_net", detail.get("weeks"), "g3_net");
        assertDraws(charts.get("interest"), "open_interest", detail.get("weeks"), "open_interest");
        assertDraws(charts.get("measure"), "index_156_g3", analytics.get("weeks"), "index_156_g3");
        assertDraws(charts.get("price"), "close", detail.get("prices"), "close");
    }

    /** A chart has each value of the API at its date, and no other value. */
    private static void assertDraws(JsonNode chart, String series, JsonNode rows, String field) {
        Map<String, Double> expected = new TreeMap<>();
        rows.forEach(row -> {
            if (row.get(field).isNumber()) {
                expected.put(row.get("date").textValue(), row.get(field).doubleValue());
            }
        });
        Map<String, Double> drawn = new TreeMap<>();
        for (int place = 0; place < chart.get("x").size(); place++) {
            JsonNode value = chart.at("/series/" + series).get(place);
            if (value.isNumber()) {
                Instant time = Instant.ofEpochSecond(chart.get("x").get(place).longValue());
                drawn.put(time.toString().substring(0, 10), value.doubleValue());
            }
        }

        assertThat(expected).as(field).hasSizeGreaterThan(50);
        assertThat(drawn).as(series).isEqualTo(expected);
    }

    @Test
    void aMarketAsKnownEarlierHasNoLaterWeeks() {
        browser.open("ui/market/" + GOLD + "?range=Max&known_at=2025-06-30");
        browser.awaitText("As known");
        browser.await("canvas");
        Awaitility.await().untilAsserted(() -> assertThat(browser.evaluate(
                                "new Date(1000 * window.cotingaCharts.positions.x.findLast((time, place) =>"
                                        + " window.cotingaCharts.positions.series.g3_net[place] !== null)).toISOString()")
                        .textValue())
                .startsWith("2025-06-24"));
        assertThat(browser.text()).contains("24 Jun 2025");
    }

    @Test
    void aRevisedWeekHasItsOldNumbersAsKnownBeforeItsCorrection() {
        String address = "/markets/disagg/fo/" + GOLD + "?from=2026-11-10&to=2026-11-10";
        String before = "known_at=2026-11-20T21:00:00Z";
        double corrected = netOfWeek(address);
        double old = netOfWeek(address + "&" + before);

        assertThat(old).isGreaterThan(corrected);
        assertThat(drawnNet("ui/market/" + GOLD + "?range=1Y")).isEqualTo(corrected);
        assertThat(drawnNet("ui/market/" + GOLD + "?range=1Y&" + before)).isEqualTo(old);
        browser.awaitText("revised");
        browser.open("ui/data");
        browser.awaitText("Tue 10 Nov 2026");
    }

    private double netOfWeek(String address) {
        return Flow.json(service.get(address).body()).at("/weeks/0/g3_net").doubleValue();
    }

    private double drawnNet(String page) {
        browser.open(page);
        browser.await("canvas");
        return browser.evaluate("window.cotingaCharts.positions.series.g3_net[window.cotingaCharts.positions.x.indexOf("
                        + Instant.parse("2026-11-10T00:00:00Z").getEpochSecond() + ")]")
                .doubleValue();
    }

    @Test
    void theScreenerShowsTheRowsThatItsAddressNames() {
        browser.open("ui/screener");
        browser.awaitText("GOLD");
        browser.open("ui/screener?q=gold");
        browser.awaitText("GOLD");

        assertThat(browser.text()).doesNotContain("AUSTRALIAN DOLLAR");
    }

    @Test
    void anUnknownPageAndAnUnknownMarketSaySo() {
        browser.open("ui/none");
        browser.awaitText("No such page");
        browser.open("ui/market/none");
        browser.awaitText("none");
    }

    @Test
    void theLastDataStayWhenTheNetworkIsGone() {
        browser.open("ui/");
        browser.network(false);
        try {
            browser.evaluate("(await import('" + browser.assets() + "shared/api.js')).reloadAll()");
            browser.awaitText("Cotinga cannot be reached");
            assertThat(browser.text()).contains("AUSTRALIAN DOLLAR");
        } finally {
            browser.network(true);
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "count(12400)                          | 12.4k",
                "count(-310)                           | −310",
                "change(1240000)                       | +1.24M",
                "change(0)                             | 0",
                "count(null)                           | –",
                "exact(-1234567)                       | −1,234,567",
                "signed(1.84, 2)                       | +1.84",
                "percentChange(-3.14)                  | −3.1\u202f%",
                "day('2026-11-03')                     | Tue 3 Nov 2026",
                "moment('2026-11-06T20:30:00Z', new Date('2026-12-01T00:00:00Z')) | Fri 6 Nov 15:30 New York",
                "moment('2025-07-11T19:30:00Z', new Date('2026-12-01T00:00:00Z')) | Fri 11 Jul 2025 15:30 New York",
                "duration(7500000)                     | 2 h 5 min",
                "plural(1, 'week')                     | 1 week",
                "reason('insufficient_history', 8, 156) | 8 of 156 weeks",
                "marketName('GOLD - COMMODITY EXCHANGE INC.') | GOLD",
            })
    void formatsAsPeopleRead(String call, String expected) {
        if (browser.elements("script[type=module]").isEmpty()) {
            browser.open("ui/data");
        }
        JsonNode text = browser.evaluate("(await import('" + browser.assets() + "shared/format.js'))." + call);

        assertThat(text.textValue()).isEqualTo(expected);
    }

    private String origin() {
        URI home = service.home();
        return home.getScheme() + "://" + home.getAuthority();
    }
}
