package cotinga.browser;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
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
    private static final String SILVER = "084691";
    private static final String RAND = "122741";
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
    void aMarketAfterAnotherPageNeedsThreeRequests() {
        browser.open("ui/");
        browser.evaluate("performance.clearResourceTimings()");
        browser.evaluate("[...document.querySelectorAll('.heat-map a')].find((link) => link.href.includes('" + GOLD
                + "')).click()");
        browser.await(".weeks");
        Awaitility.await().during(Duration.ofSeconds(2)).untilAsserted(() -> assertThat(
                        browser.evaluate(
                                "performance.getEntriesByType('resource').map((entry) => entry.name.split('/cot/')[1])"
                                        + ".filter((name) => name && !/^(status|events)/.test(name)).map((name) => name.split('?')[0])"))
                .extracting(JsonNode::textValue)
                .hasSizeLessThanOrEqualTo(3)
                .contains("markets/disagg/fo/" + GOLD));
    }

    @Test
    void aMarketOffersItsOtherReports() {
        browser.open("ui/market/" + GOLD + "?report=disagg/fo&view=pct_oi");
        browser.activate(".report-menu summary");
        browser.awaitText("Legacy · Futures Only");
        browser.activate(".report-menu a");
        browser.awaitText("Large Speculators");

        assertThat(browser.path()).contains("report=legacy%2Ffo", "view=pct_oi");
        assertThat(browser.elements(".report-menu a")).isEmpty();
        browser.open("ui/market/" + GOLD + "?report=tff/fo");
        browser.awaitText("Disaggregated · Futures Only");
        browser.open("ui/market/none?report=tff/fo");
        browser.awaitText("No such market");
    }

    @Test
    void theUrlKeepsTheChosenMeasure() {
        browser.open("ui/");
        browser.activate(".choice button:nth-of-type(3)");
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
        assertThat(browser.text()).contains("in folded sectors");
    }

    @Test
    void theListsOfTheOverviewSayHowManyMarketsQualify() {
        int divergences = Flow.json(service.get("/overview").body())
                .at("/divergences/items")
                .size();
        browser.open("ui/");
        assertThat(browser.text()).contains("\n" + divergences + " markets\n", "The first 7 are shown.");
        changeOverview("overview.divergences.items.length = 9;");

        browser.awaitText("\nat least 9 markets\n");
    }

    @Test
    void theOverviewNamesALateReportAndLeavesItOutOfTheLists() {
        browser.open("ui/");
        changeOverview(
                "overview.markets.forEach((market) => { if (market.report_type === 'tff') { market.date = '2025-12-30'; } });"
                        + " overview.divergences.items.forEach((row, place) => { row.date = place === 0 ? '2025-12-30' : row.date; });");
        browser.awaitText("Financial report: the newest one is of Tue 30 Dec 2025.");

        assertThat(browser.await(".old-date").getText()).isEqualTo("Tue 30 Dec 2025");
        assertThat(browser.text()).contains("1 market of an older report is left out.");
    }

    @Test
    void theListsSayThatNoMarketHasEnoughHistory() {
        browser.open("ui/");
        changeOverview(
                "overview.markets.forEach(({speculative}) => { if (speculative) { speculative.percentile_156 = null; } });"
                        + " overview.movers = overview.flips = {items: [], total: 0};");
        browser.awaitText("No market has enough history: 3-year measures need nine tenths of 156 weeks.");

        assertThat(browser.text()).contains("No speculators changed sides.").doesNotContain("No index moved");
    }

    /** Requests the overview again, and changes it by a script before the page gets it. */
    private void changeOverview(String script) {
        browser.evaluate("(() => { const real = fetch; globalThis.fetch = async (url, options) => {"
                + " const response = await real(url, options);"
                + " if (!String(url).includes('/overview')) { return response; }"
                + " const overview = await response.json(); " + script
                + " return Response.json(overview); }; })()");
        browser.evaluate("(await import('" + browser.assets() + "shared/api.js')).reloadAll()");
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
    void aPastDayNamesTheReportsThatWereMissingThen() {
        browser.open("ui/market/" + RAND + "?report=tff/fo&known_at=2025-05-01");
        browser.awaitText("4 weeks are missing: the report of the week of Tue 22 Apr 2025 was due by then.");
        browser.open("ui/market/" + GOLD + "?report=disagg/fo&known_at=2020-01-01");
        browser.awaitText("The first one was published Fri 7 Jan 2022 15:30 New York.");
        browser.open("ui/?known_at=2025-05-01");
        browser.awaitText("As known on Thu 1 May 2025. The newest report was of Tue 22 Apr 2025.");
        assertThat(browser.text()).doesNotContain("missing");
        String missing = "(await import('" + browser.assets() + "shared/known-at.js')).missingText";

        assertThat(browser.evaluate(missing + "('2018-12-18', '2019-01-20')").textValue())
                .isEqualTo("3 weeks are missing: the report of the week of Tue 8 Jan 2019 was due by then.");
        assertThat(browser.evaluate(missing + "('2026-11-10', '2026-11-20')").textValue())
                .as("a holiday may delay the report of Friday")
                .isEmpty();
        assertThat(browser.evaluate(missing + "('2026-11-10', '2026-11-23')").textValue())
                .startsWith("1 week is missing");
    }

    @ParameterizedTest
    @ValueSource(strings = {"ui/", "ui/screener", "ui/market/088691"})
    void aPageOfThePastSaysNothingAboutTheCurrentState(String page) {
        browser.open(page + "?known_at=2025-06-30");
        browser.awaitText("This page shows what was known on Mon 30 Jun 2025.");

        assertThat(browser.await(".status").getText()).doesNotContain("Next release", "fresh", "2026");
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
    void theSeasonalBandIsThatOfTheApiAndGoesOnForHalfAYear() {
        browser.open("ui/market/" + GOLD + "?range=Max&seasonal=1");
        browser.await("canvas");
        JsonNode positions = browser.evaluate("window.cotingaCharts.positions");
        Map<String, Double> medians = new TreeMap<>();
        for (int place = 0; place < positions.get("x").size(); place++) {
            Instant time = Instant.ofEpochSecond(positions.get("x").get(place).longValue());
            JsonNode median = positions.at("/series/seasonal_median").get(place);
            if (median.isNumber()) {
                medians.put(time.toString().substring(0, 10), median.doubleValue());
            }
        }
        JsonNode analytics =
                Flow.json(service.get("/markets/disagg/fo/" + GOLD + "/analytics?measures=seasonal.5&groups=g3")
                        .body());
        int compared = 0;
        for (JsonNode week : analytics.get("weeks")) {
            if (week.get("seasonal_5_g3_median").isNumber()) {
                compared++;
                assertThat(medians.get(week.get("date").textValue()))
                        .as(week.get("date").textValue())
                        .isCloseTo(week.get("seasonal_5_g3_median").doubleValue(), within(0.5));
            }
        }

        assertThat(compared).isGreaterThan(50);
        assertThat(medians.keySet()).last().satisfies(date -> assertThat(date).isEqualTo("2027-05-18"));
    }

    @Test
    void anotherMarketIsDrawnInTheChosenUnit() {
        JsonNode weeks = Flow.json(service.get("/markets/disagg/fo/" + SILVER + "?order=asc")
                        .body())
                .get("weeks");
        Map.of("net", List.of("net"), "pct_oi", List.of("pct_net_oi"), "longshort", List.of("long", "short"))
                .forEach((view, fields) -> {
                    browser.open("ui/market/" + GOLD + "?range=Max&view=" + view + "&other=" + SILVER);
                    Awaitility.await().until(() -> browser.evaluate("window.cotingaCharts?.positions?.series ?? {}")
                            .has("other_" + fields.get(0)));
                    JsonNode drawn = browser.evaluate("window.cotingaCharts.positions");
                    fields.forEach(field -> assertDraws(drawn, "other_" + field, weeks, "g3_" + field));
                });
    }

    @Test
    void bothAxesOfAChartHaveTheirZeroAtTheSameHeight() {
        browser.open("ui/market/" + GOLD);
        String chart =
                "{series: [{}, {scale: 'y'}, {scale: 'right'}], data: [[1, 2, 3], [-10, 40, null], [-6, -3, 900]]}";
        JsonNode ranges = browser.evaluate("(({alignedRange}) => ['y', 'right'].map((scale) => alignedRange(" + chart
                + ", {view: {min: 1, max: 2}}, scale)))(await import('" + browser.assets() + "shared/chart.js'))");
        JsonNode left = ranges.get(0);
        JsonNode right = ranges.get(1);

        assertThat(left.get(0).doubleValue()).isLessThan(-10);
        assertThat(left.get(1).doubleValue()).isGreaterThan(40);
        assertThat(right.get(0).doubleValue()).isLessThan(-6);
        assertThat(right.get(1).doubleValue()).as("900 is not visible").isBetween(0.0, 20.0);
        assertThat(left.get(0).doubleValue() / left.get(1).doubleValue())
                .isCloseTo(right.get(0).doubleValue() / right.get(1).doubleValue(), within(1e-9));
    }

    @Test
    void aMarkStandsAtTheFirstCloseAfterThePublication() {
        browser.open("ui/market/" + GOLD);
        JsonNode placed = browser.evaluate("(await import('" + browser.assets() + "market/series.js')).marksAmong("
                + "{x: [20, 23, 24].map((day) => Date.UTC(2026, 10, day) / 1000), close: [1, 2, 3]},"
                + "[{published_at: '2026-11-20T20:30:00Z'}, {published_at: '2026-11-24T20:30:00Z'}], [1, -1])");

        assertThat(placed.get(0).get("price").intValue()).isEqualTo(2);
        assertThat(placed.get(0).get("side").intValue()).isEqualTo(1);
        assertThat(placed.get(1).get("price").intValue())
                .as("the last close, until there is a later one")
                .isEqualTo(3);
    }

    @Test
    void theCrosshairSaysWhereThereIsNoReport() {
        browser.open("ui/market/" + RAND + "?range=2025-02-01..2025-06-20");
        browser.await(".chart[data-panel=positions] .u-over");
        Map<String, String> texts = new TreeMap<>();
        for (int place = 1; place < 40; place++) {
            JsonNode shown = shownAt(place / 40.0);
            texts.put(shown.get(0).textValue(), shown.get(1).textValue());
        }

        assertThat(texts).containsKeys("Tue 25 Mar 2025", "Tue 6 May 2025", "Tue 22 Apr 2025");
        texts.forEach((day, text) -> assertThat(text)
                .as(day)
                .startsWith(
                        day.endsWith("Apr 2025") || day.matches(".*(29|30|31) Mar 2025|.* 2 May 2025")
                                ? "No report for this date"
                                : "published"));

        browser.open("ui/market/" + GOLD + "?range=2026-10-01..2026-12-20");
        browser.await(".chart[data-panel=positions] .u-over");
        assertThat(shownAt(0.9).get(1).textValue()).isEqualTo("No report yet");
    }

    /** The date and the publication that the page shows when the mouse is at a part of the chart's width. */
    private JsonNode shownAt(double part) {
        browser.evaluate("(() => { const plot = document.querySelector('.chart[data-panel=positions] .u-over');"
                + " const { left, top, width } = plot.getBoundingClientRect();"
                + " plot.dispatchEvent(new MouseEvent('mousemove',"
                + " {clientX: left + width * " + part + ", clientY: top + 20, bubbles: true, view: window})); })()");
        browser.evaluate("new Promise((drawn) => requestAnimationFrame(() => setTimeout(() => drawn(true), 20)))");
        return browser.evaluate(
                "['.readout strong', '.readout-published'].map((part) => document.querySelector(part).textContent)");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            nullValues = "null",
            value = {
                "[14, 21] | [5, 3]    | change_1w_g3<0  | Funds: net fell in the week",
                "[14, 21] | [3, 3]    | change_1w_g3>=0 | Funds: net did not fall in the week",
                "[7, 21]  | [5, 3]    | change_1w_g3>=0 | null",
                "[14, 21] | [null, 3] | change_1w_g3>=0 | null",
                "[21]     | [3]       | change_1w_g3>=0 | null",
            })
    void claimsNoChangeOfTheNewestWeekThatIsNotKnown(String days, String net, String condition, String words) {
        openSomePage();
        JsonNode suggested = browser.evaluate("((days, net, {currentCondition}) => currentCondition("
                + "{x: days.map((day) => day * 86400), rows: days.map((date) => ({date})), measured: new Map(), groups: {g3: {net}}},"
                + " {key: 'g3', name: 'Funds'}))(" + days + ", " + net + ", await import('" + browser.assets()
                + "market/summary.js'))");

        assertThat(suggested.get("condition").textValue()).isEqualTo(condition);
        assertThat(suggested.get("words").textValue()).isEqualTo(words);
    }

    @Test
    void theReportMenuWithTheLongestNameFitsAPhone() {
        browser.size(PHONE_WIDTH, 1000);
        browser.open("ui/market/" + RAND + "?report=tff/co");
        browser.awaitText("Traders in Financial Futures · Futures + Options Combined");

        assertThat(browser.evaluate("document.scrollingElement.scrollWidth - innerWidth")
                        .intValue())
                .isLessThanOrEqualTo(0);
    }

    @Test
    void aLateReportLeavesAGapUpToTheLastWeekThatWasDue() {
        openSomePage();
        JsonNode gaps = browser.evaluate(
                "(({weekColumns}, {lastDue}) => ['2026-11-20', '2026-11-24', '2026-12-09'].map((now) =>"
                        + " weekColumns([{date: '2026-11-10'}, {date: '2026-11-17'}], [], {x: [], close: []}, lastDue(Date.parse(now)) / 1000).gaps.flat()"
                        + ".map((time) => new Date(1000 * time).toISOString().slice(0, 10)).join(' ')))(await import('"
                        + browser.assets() + "market/series.js'), await import('" + browser.assets()
                        + "shared/known-at.js'))");

        assertThat(gaps).extracting(JsonNode::textValue).containsExactly("", "", "2026-11-17 2026-12-08");
    }

    @Test
    void theEventStudyCountsEpisodesThatOverlap() {
        String condition = "change_1w_g3>=0";
        JsonNode result = Flow.json(service.get("/markets/disagg/fo/" + GOLD + "/event-study?condition="
                                + condition.replace(">", "%3E"))
                        .body())
                .at("/horizons/3");
        browser.open("ui/market/" + GOLD + "?condition=" + condition.replace(">", "%3E"));
        Awaitility.await().until(() -> browser.evaluate("(document.querySelector('.below')?.scrollIntoView(),"
                        + " document.querySelector('.study') !== null)")
                .booleanValue());
        browser.awaitText("Overlap: the return begins before the end of an earlier one.");

        assertThat(result.get("overlapping").intValue()).isPositive();
        assertThat(browser.await(".study").getText())
                .contains(result.get("n") + " (" + result.get("overlapping") + " overlap");
        assertThat(browser.text()).contains("g1 Producer/Merchant, g2 Swap Dealers, g3 Managed Money");
    }

    @Test
    void theTableOfAllWeeksHasTheNumbersOfTheApi() {
        browser.open("ui/market/" + GOLD);
        browser.activate(".all-weeks summary");
        browser.await(".all-weeks tbody tr");
        JsonNode heads = browser.evaluate(
                "[...document.querySelectorAll('.all-weeks thead tr:nth-child(2) th')].slice(0, 6).map((head) => head.textContent)");
        JsonNode cells = browser.evaluate("[...document.querySelector('.all-weeks tbody tr').cells].slice(5, 11)"
                + ".map((cell) => cell.textContent.replaceAll(/[,+]|\u202f%/g, '').replace('−', '-'))");
        JsonNode week = Flow.json(service.get("/markets/disagg/fo/" + GOLD + "?from=2026-11-17")
                        .body())
                .at("/weeks/0");

        assertThat(heads)
                .extracting(JsonNode::textValue)
                .containsExactly("Net", "Change", "% of open interest", "Longs", "Shorts", "Index");
        assertThat(cells.get(0).textValue()).isEqualTo(week.get("g1_net").asText());
        assertThat(cells.get(1).textValue()).isEqualTo(week.get("g1_change").asText());
        assertThat(cells.get(2).textValue()).isEqualTo(week.get("g1_pct_net_oi").asText());
        assertThat(cells.get(3).textValue()).isEqualTo(week.get("g1_long").asText());
    }

    @Test
    void draggingTheSliderAddsOneStepToTheHistory() {
        browser.open("ui/market/" + GOLD);
        browser.await("#known-slider");
        int before = browser.evaluate("history.length").intValue();
        String last = "";
        for (int number : new int[] {200, 150, 100}) {
            String shown = last;
            browser.evaluate("Object.assign(document.getElementById('known-slider'), { value: " + number
                    + " }).dispatchEvent(new Event('input', {bubbles: true}))");
            Awaitility.await()
                    .until(() -> browser.path().contains("known_at")
                            && !browser.path().equals(shown));
            last = browser.path();
        }

        assertThat(browser.evaluate("history.length").intValue()).isEqualTo(before + 1);
        browser.driver().navigate().back();
        Awaitility.await().until(() -> !browser.path().contains("known_at"));
    }

    @Test
    void aFailedExportSaysSo() {
        browser.open("ui/market/" + GOLD);
        browser.await("canvas");
        browser.evaluate("HTMLCanvasElement.prototype.toBlob = (receive) => receive(null)");
        browser.activate(".take summary");
        browser.activate(".take-buttons button");

        browser.awaitText("Not saved. The browser could not make the image.");
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
    void theScreenerFoldsTheSameSectorsAsTheOverview() {
        browser.open("ui/");
        JsonNode folded = browser.evaluate("[...document.querySelectorAll('.sector [aria-expanded=false] .fold')]"
                + ".map((mark) => mark.nextSibling.textContent)");
        browser.open("ui/screener");
        String shown = browser.await(".sectors").getText();

        assertThat(shown).contains("Dairy");
        folded.forEach(sector -> assertThat(shown).doesNotContain(sector.textValue()));
    }

    @ParameterizedTest
    @ValueSource(strings = {"legacy", "disagg", "tff", "cit"})
    void namesTraderGroupsAsTheApiDoes(String report) {
        openSomePage();
        JsonNode named = browser.evaluate(
                "(await import('" + browser.assets() + "shared/reports.js')).groupsOf('" + report + "')");
        JsonNode groups = Flow.json(service.get("/groups/" + report).body());

        assertThat(named).hasSize(groups.size());
        for (int place = 0; place < groups.size(); place++) {
            assertThat(named.get(place).get(0)).isEqualTo(groups.get(place).get("key"));
            assertThat(named.get(place).get(1)).isEqualTo(groups.get(place).get("name"));
        }
    }

    @Test
    void rowsThatAreNotOfTheNewestReportShowTheirDate() {
        browser.open("ui/screener?columns=open_interest");
        assertThat(browser.elements(".screener td.lag")).isEmpty();
        assertThat(browser.elements(".screener thead th")).hasSize(2);
        browser.open("ui/screener?columns=open_interest&lag=1");

        assertThat(browser.text()).contains("Report date");
        assertThat(browser.evaluate("(await import('" + browser.assets() + "screener/view.js')).select("
                                + "[{code: '1', name: 'A', exchange_code: 'X', category: 'rates', date: '2014-12-30', weeks_behind: 0}],"
                                + " {search: '', sectors: []}, '2026-11-17').hasOldDates")
                        .booleanValue())
                .as("the newest week of a report that is not current")
                .isTrue();
    }

    @Test
    void signalsFlipsAndDivergencesOfEarlierWeeksAreNotShown() {
        openSomePage();
        JsonNode values = browser.evaluate(
                "(({valueOf}, {columnOf}) => ['comm_signal', 'spec_flip', 'divergence', 'price_divergence', 'spec_net']"
                        + ".map((id) => valueOf(columnOf(id, 'legacy'), {weeks_behind: 1, signal_g2: 'BUY', index_52_g2: 90, flip_g1: 'long',"
                        + " divergence: 'spec_high', price_divergence: 'bullish', g1_net: 5})))(await import('"
                        + browser.assets()
                        + "screener/view.js'), await import('" + browser.assets() + "screener/columns.js'))");

        assertThat(values).hasToString("[null,null,null,null,5]");
    }

    @Test
    void theKeyboardMovesBetweenRowsWhichStayVisible() {
        browser.size(1440, 620);
        browser.open("ui/screener?sort=name");
        browser.await(".screener-frame");
        browser.evaluate("document.querySelector('.screener-frame').focus()");
        for (int row = 0; row < 30; row++) {
            browser.press(Keys.ARROW_DOWN);
        }
        for (int row = 0; row < 25; row++) {
            browser.press(Keys.ARROW_UP);
        }
        JsonNode focused = browser.evaluate("[document.activeElement.closest('tr').ariaRowIndex,"
                + " document.activeElement.getBoundingClientRect().top - document.querySelector('.screener thead').getBoundingClientRect().bottom,"
                + " innerHeight - document.activeElement.getBoundingClientRect().bottom]");

        assertThat(focused.get(0).textValue()).isEqualTo("6");
        assertThat(focused.get(1).doubleValue()).as("below the header").isGreaterThan(-1);
        assertThat(focused.get(2).doubleValue()).as("inside the window").isGreaterThan(-1);
        browser.press(Keys.ENTER);
        browser.await(".market");
        assertThat(browser.path()).startsWith("/ui/market/");
    }

    @Test
    void theCsvOfTheScreenerIsWhatItShows() {
        browser.open("ui/screener?sector=metals,energy&sort=name&columns=code,spec_net");
        browser.await(".screener");
        JsonNode shown = browser.evaluate(
                "[...document.querySelectorAll('.screener tbody tr[aria-rowindex]')]"
                        + ".map((row) => [row.cells[1].textContent, row.cells[2].textContent.replaceAll(',', '').replace('−', '-')])");
        browser.evaluate(
                "(() => {"
                        + " const create = URL.createObjectURL;"
                        + " URL.createObjectURL = (blob) => { window.saved = blob; return create(blob); };"
                        + " HTMLAnchorElement.prototype.click = () => {};"
                        + " [...document.querySelectorAll('button')].find((button) => button.textContent === 'Save as CSV').click(); })()");
        JsonNode csv = browser.evaluate(
                "(await window.saved.text()).trim().split('\\r\\n').map((line) => line.split(',').slice(-2))");

        assertThat(csv.get(0)).hasToString("[\"code\",\"spec_net\"]");
        assertThat(csv).hasSize(shown.size() + 1).hasSizeGreaterThan(5);
        for (int row = 0; row < shown.size(); row++) {
            assertThat(csv.get(row + 1)).isEqualTo(shown.get(row));
        }
    }

    @Test
    void anEmptyScreenerSaysWhatExcludesMarkets() {
        browser.open("ui/screener?q=gold&sector=rates");
        browser.awaitText("No market matches");
        assertThat(browser.text()).contains("The search excludes 9 markets", "The chosen sectors exclude 2 markets");
        browser.open("ui/screener?where=open_interest%3C0");

        browser.awaitText("The condition excludes");
    }

    @Test
    void aWrongConditionShowsWhatTheApiExpects() {
        browser.open("ui/screener?where=foo");
        browser.awaitText("Parameter 'where' is 'foo'");

        assertThat(browser.await("#where").getDomAttribute("aria-invalid")).isEqualTo("true");
        browser.open("ui/screener?known_at=never");
        browser.awaitText("Parameter 'known_at' is 'never'");
        assertThat(browser.elements("#where")).isEmpty();
    }

    @Test
    void anAddressThatWasNotCopiedSaysSo() {
        browser.open("ui/screener");
        browser.evaluate("Object.defineProperty(navigator, 'clipboard', {value: undefined})");
        browser.evaluate("document.execCommand = () => false");
        browser.activate(".address-field button");

        browser.awaitText("The browser did not copy the address");
    }

    @Test
    void theDataPageSaysFirstWhetherReportsAreCurrentAndEachRuleOnce() {
        browser.open("ui/data");
        browser.await("tr.rule");
        JsonNode rules = browser.evaluate("[...document.querySelectorAll('tr.rule')].map((row) => row.textContent)");

        assertThat(browser.await(".verdict").getText()).contains("All 6 reports are current");
        assertThat(rules).isNotEmpty().doesNotHaveDuplicates();
    }

    @Test
    void revisionsAreNamedInWordsAndNoRowIsCut() {
        browser.open("ui/data");
        browser.evaluate("document.querySelector('#revisions').scrollIntoView()");
        browser.awaitText("GOLD (SYNTHETIC) 088691");
        String revisions = browser.await("#revisions").getText();

        assertThat(revisions)
                .contains("Disaggregated, futures", "Managed Money long ", "Managed Money long, week change ")
                .doesNotContain("g3_");
        assertThat(browser.evaluate("(({scrollHeight, clientHeight}) => scrollHeight - clientHeight)"
                                + "(document.querySelector('#revisions .data-scroll'))")
                        .intValue())
                .isZero();
        String name = "(await import('" + browser.assets() + "data/records.js')).fieldName";
        assertThat(browser.evaluate(name + "('gross_4_long', 'legacy')").textValue())
                .isEqualTo("4 largest traders long, gross");
        assertThat(browser.evaluate(name + "('traders_reportable_short', 'legacy')")
                        .textValue())
                .isEqualTo("Reportable traders short");
        assertThat(browser.evaluate(name + "('oi_change', 'tff')").textValue()).isEqualTo("Open interest, week change");
    }

    @Test
    void scriptsReadTheColoursOfTheShownTheme() {
        browser.open("ui/data");
        String surface = "getComputedStyle(document.documentElement).getPropertyValue('--surface').trim()";
        assertThat(browser.evaluate(surface).textValue()).isEqualTo("#ffffff");
        browser.colors("dark");
        assertThat(browser.evaluate(surface).textValue()).isEqualTo("#161c23");
        browser.evaluate("document.documentElement.dataset.theme = 'light'");
        assertThat(browser.evaluate(surface).textValue()).isEqualTo("#ffffff");
        browser.colors("light");
        browser.evaluate("document.documentElement.dataset.theme = 'dark'");
        assertThat(browser.evaluate(surface).textValue()).isEqualTo("#161c23");
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

    /** Opens a page unless one is open, from which the modules of all pages can be loaded. */
    private void openSomePage() {
        if (browser.elements("script[type=module]").isEmpty()) {
            browser.open("ui/data");
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
                "amount(2345.6, 2)                     | 2,345.60",
                "priceDigits(2345.6).toString()        | 2",
                "priceDigits(0.00675).toString()       | 7",
                "amount(-1.5, 2)                       | −1.50",
                "amount(null, 2)                       | –",
                "tickLabels([-50000, 0, 50000], 50000, true).join(' ')      | −50k 0 50k",
                "tickLabels([950000, 1000000, 1050000], 50000, true).join(' ') | 0.95M 1.00M 1.05M",
                "tickLabels([500, 1000], 500, true).join(' ')               | 500 1,000",
                "tickLabels([2340, 2345], 5, false).join(' ')               | 2,340 2,345",
                "tickLabels([0.0066, 0.0068], 0.0002, false).join(' ')      | 0.0066 0.0068",
                "tickLabels([12.5, 13], 0.5, false).join(' ')               | 12.5 13.0",
                "percentChange(-3.14)                  | −3.1\u202f%",
                "day('2026-11-03')                     | Tue 3 Nov 2026",
                "moment('2026-11-06T20:30:00Z', new Date('2026-12-01T00:00:00Z')) | Fri 6 Nov 15:30 New York",
                "moment('2025-07-11T19:30:00Z', new Date('2026-12-01T00:00:00Z')) | Fri 11 Jul 2025 15:30 New York",
                "duration(7500000)                     | 2 h 5 min",
                "plural(1, 'week')                     | 1 week",
                "reason('insufficient_history', 8, 156) | 8 of 156 weeks",
                "marketName('GOLD - COMMODITY EXCHANGE INC.') | GOLD",
                "currencyName('USX')                  | US cents",
                "signed(-0.04, 1)                      | 0.0",
            })
    void formatsAsPeopleRead(String call, String expected) {
        openSomePage();
        JsonNode text = browser.evaluate("(await import('" + browser.assets() + "shared/format.js'))." + call);

        assertThat(text.textValue()).isEqualTo(expected);
    }

    private String origin() {
        URI home = service.home();
        return home.getScheme() + "://" + home.getAuthority();
    }
}
