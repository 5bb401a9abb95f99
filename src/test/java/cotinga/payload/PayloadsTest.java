package cotinga.payload;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import cotinga.analytics.CrowdedThresholds;
import cotinga.analytics.HistoryBuilder;
import cotinga.analytics.MarketAnalysis;
import cotinga.price.PriceBar;
import cotinga.report.MarketCategory;
import cotinga.report.MarketHistory;
import cotinga.report.ReportType;
import cotinga.report.ReportVariant;
import cotinga.report.WeekColumn;
import cotinga.snapshot.MarketMeta;
import cotinga.snapshot.SymbolPrices;
import java.io.IOException;
import java.io.InputStream;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Objects;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

class PayloadsTest {
    private static final ObjectMapper MAPPER = new ObjectMapper();
    private static final MarketCategory METALS = new MarketCategory("metals", "Metals");
    private static final List<PriceBar> PRICES = List.of(
            new PriceBar(
                    LocalDate.of(2026, 11, 9), Double.NaN, Double.NaN, Double.NaN, 12825.607, OptionalLong.empty()),
            new PriceBar(LocalDate.of(2026, 11, 10), 1.0, 2.5, -37.63, 0.12345678, OptionalLong.of(529_806)));

    private final Payloads payloads = new Payloads(CrowdedThresholds.DEFAULT);
    private final MarketHistory gold = new HistoryBuilder(ReportVariant.LEGACY_FO)
            .market("088691", "GOLD \"É\" - COMMODITY EXCHANGE INC.")
            .week("2026-11-03")
            .openInterest(399, WeekColumn.MISSING)
            .positions(0, 100, 15)
            .set(WeekColumn.group(0, WeekColumn.SPREAD), 33)
            .positions(1, 20, 126)
            .positions(2, 8, 10)
            .week("2026-11-10")
            .seenToArrive(Instant.parse("2026-11-13T20:31:07Z"))
            .openInterest(400, 1)
            .positions(0, 120, 20)
            .set(WeekColumn.group(0, WeekColumn.SPREAD), 34)
            .changes(0, 20, 5)
            .positions(1, WeekColumn.MISSING, 130)
            .changes(1, WeekColumn.MISSING, 4)
            .positions(2, 7, 9)
            .changes(2, -1, -1)
            .concentration(WeekColumn.GROSS_4_LONG, 20.4)
            .concentration(WeekColumn.GROSS_8_LONG, 30.7)
            .concentration(WeekColumn.GROSS_8_SHORT, 149.3)
            .concentration(WeekColumn.NET_4_SHORT, 1.1)
            .build();
    private final MarketMeta meta = MarketMeta.of(gold, METALS, 3);

    @Test
    void writesAMarketDetailMinifiedAndInUtf8() throws IOException {
        byte[] detail =
                payloads.market(meta, MarketAnalysis.of(gold), new SymbolPrices("GC=F", "USD", "yahoo", PRICES));
        assertThat(new String(detail, UTF_8)).isEqualTo(expected("market.json").toString());
    }

    @Test
    void leavesPricesOutOfADetailThatHasNone() {
        JsonNode detail = Goldens.parse(payloads.market(meta, MarketAnalysis.of(gold), SymbolPrices.NONE));
        assertThat(detail.has("prices")).isFalse();
        assertThat(detail.has("stats")).isTrue();
    }

    @Test
    void statesTheNumberOfWeeksInTheWindowsOfLongHistories() {
        HistoryBuilder history = new HistoryBuilder(ReportVariant.LEGACY_FO);
        for (int week = 0; week < 158; week++) {
            history.week(LocalDate.of(2023, 1, 3).plusWeeks(week).toString());
            for (int group = 0; group < 3; group++) {
                history.positions(group, week == 0 && group == 2 ? WeekColumn.MISSING : week, 1);
            }
        }
        MarketHistory weeks = history.build();
        JsonNode detail = Goldens.parse(
                payloads.market(MarketMeta.of(weeks, METALS, 0), MarketAnalysis.of(weeks), SymbolPrices.NONE));
        JsonNode newest = detail.get("weeks").get(0);
        assertThat(newest.get("index_weeks")).hasToString("{\"3m\":13,\"1y\":52,\"3y\":156,\"wci\":26}");
        assertThat(newest.has("index_weeks_g3")).isFalse();
        JsonNode hundredth = detail.get("weeks").get(158 - 100);
        assertThat(hundredth.get("index_weeks")).hasToString("{\"3m\":13,\"1y\":52,\"3y\":100,\"wci\":26}");
        assertThat(hundredth.get("index_weeks_g3")).hasToString("{\"3m\":13,\"1y\":52,\"3y\":99,\"wci\":26}");
        assertThat(hundredth.has("index_weeks_g1")).isFalse();
    }

    @Test
    void usesTheGivenThresholds() {
        Payloads strict = new Payloads(new CrowdedThresholds(100.0, 50.0));
        JsonNode detail = Goldens.parse(strict.market(meta, MarketAnalysis.of(gold), SymbolPrices.NONE));
        assertThat(detail.at("/weeks/0/crowded_g3/signal").textValue()).isEqualTo("BUY");
        assertThat(Goldens.parse(strict.screener(List.of(strict.screenerRow(meta, MarketAnalysis.of(gold)))))
                        .at("/0/signal_g3")
                        .textValue())
                .isEqualTo("BUY");
    }

    @Test
    void writesARowWithAndWithoutTheFieldsOfItsPrimaryReport() throws IOException {
        ScreenerRow row = payloads.screenerRow(meta, MarketAnalysis.of(gold));
        JsonNode expected = expected("row.json");
        String rest = ",\"sector\":\"Metals\",\"primary_report\":\"legacy\"";
        ScreenerQuery one = new ScreenerQuery(ScreenerFilter.NONE, null, true, 1, 0);
        assertThat(new String(payloads.primaryScreenerPage(List.of(row), RowColumns.NONE, one), UTF_8))
                .isEqualTo("{\"items\":[" + expected + "],\"total\":1,\"limit\":1,\"offset\":0}");
        assertThat(new String(payloads.screenerPage(List.of(row), RowColumns.NONE, one), UTF_8))
                .isEqualTo("{\"items\":[" + expected.toString().replace(rest, "")
                        + "],\"total\":1,\"limit\":1,\"offset\":0}");
        assertThat(new String(payloads.screener(List.of(row, row)), UTF_8))
                .isEqualTo("[" + expected.toString().replace(rest, "") + ","
                        + expected.toString().replace(rest, "") + "]");
    }

    @Test
    void writesADashboard() throws IOException {
        byte[] dashboard = payloads.dashboard(
                meta, ReportType.DISAGG, List.of(ReportType.LEGACY, ReportType.DISAGG), gold, PRICES);
        assertThat(new String(dashboard, UTF_8))
                .isEqualTo(expected("dashboard.json").toString());
    }

    @Test
    void dashboardsShowMissingNumbersAsZeroAndUnknownValuesAsNull() {
        MarketHistory sparse = new HistoryBuilder(ReportVariant.TFF_FO)
                .week("2026-11-10")
                .positions(3, 7, WeekColumn.MISSING)
                .build();
        JsonNode dashboard = Goldens.parse(payloads.dashboard(
                MarketMeta.of(sparse, METALS, 0), ReportType.TFF, List.of(ReportType.TFF), sparse, List.of()));
        assertThat(dashboard.get("concentration").isNull()).isTrue();
        assertThat(dashboard.get("prices")).isEmpty();
        assertThat(dashboard.at("/meta/published_at").textValue()).isEqualTo("2026-11-13T20:30:00Z");
        assertThat(dashboard.at("/market/spec_group").textValue()).isEqualTo("g3");
        assertThat(dashboard.at("/market/comm_group").textValue()).isEqualTo("g1");
        assertThat(dashboard.at("/weeks/0"))
                .hasToString(
                        "{\"date\":\"2026-11-10\",\"open_interest\":0,\"oi_change\":0,\"g4_long\":7,\"g4_short\":0,"
                                + "\"g4_spread\":0,\"g4_net\":7,\"g4_change_long\":0,\"g4_change_short\":0}");
    }

    @Test
    void showsTheCodeOfAMarketWithoutNameAndListsItFirst() {
        MarketMeta unnamed = new MarketMeta(ReportVariant.TFF_CO, "ZZZZZZ", "", "", METALS, 0);
        MarketMeta accented = new MarketMeta(ReportVariant.TFF_CO, "000001", "ÉCLAIR", "X", METALS, 0);
        MarketMeta lower = new MarketMeta(ReportVariant.TFF_CO, "000002", "a", "X", METALS, 0);
        MarketMeta upper = new MarketMeta(ReportVariant.TFF_CO, "000004", "Z", "X", METALS, 0);
        MarketMeta sameName = new MarketMeta(ReportVariant.TFF_CO, "000003", "Z", "X", METALS, 0);
        JsonNode markets = Goldens.parse(payloads.markets(List.of(accented, lower, upper, sameName, unnamed)));
        assertThat(markets.findValuesAsText("code")).containsExactly("ZZZZZZ", "000003", "000004", "000002", "000001");
        assertThat(markets.get(0))
                .hasToString("{\"code\":\"ZZZZZZ\",\"name\":\"ZZZZZZ\",\"exchange\":\"\",\"category\":\"metals\","
                        + "\"category_display\":\"Metals\",\"report_type\":\"tff\","
                        + "\"report_type_display\":\"Traders in Financial Futures\",\"subtype\":\"co\","
                        + "\"subtype_display\":\"Futures + Options Combined\",\"weeks_behind\":0}");
    }

    @Test
    void listsTheGroupsOfAReportType() {
        assertThat(new String(payloads.groups(ReportType.LEGACY), UTF_8))
                .isEqualTo("[{\"key\":\"g1\",\"name\":\"Large Speculators\",\"short\":\"L.S\",\"role\":\"speculative\","
                        + "\"has_spread\":true},{\"key\":\"g2\",\"name\":\"Commercials\",\"short\":\"Comm\","
                        + "\"role\":\"commercial\",\"has_spread\":false},{\"key\":\"g3\",\"name\":\"Small Traders\","
                        + "\"short\":\"ST\",\"role\":\"small\",\"has_spread\":false}]");
    }

    private static JsonNode expected(String resource) throws IOException {
        try (InputStream in = Objects.requireNonNull(PayloadsTest.class.getResourceAsStream(resource), resource)) {
            return MAPPER.readTree(in);
        }
    }
}
