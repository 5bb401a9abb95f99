package cotinga.payload;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import cotinga.analytics.CrowdedThresholds;
import cotinga.analytics.MarketAnalysis;
import cotinga.report.MarketCategory;
import cotinga.report.MarketHistory;
import cotinga.report.ReportType;
import cotinga.report.ReportVariant;
import cotinga.report.Subtype;
import cotinga.snapshot.MarketMeta;
import cotinga.snapshot.SymbolPrices;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;

/** Compares every number with the responses of version 1. Skipped if they are not available. */
class GoldenTest {
    private final Payloads payloads = new Payloads(CrowdedThresholds.DEFAULT);

    @Test
    void computesEveryNumberOfEveryMarketDetail() {
        List<String> differences = new ArrayList<>();
        Stream.concat(Goldens.files("export", "market_").stream(), Goldens.files("prices", "market_").stream())
                .forEach(file -> {
                    JsonNode golden = Goldens.read(file);
                    MarketHistory history = Goldens.historyOfDetail(golden);
                    SymbolPrices prices = new SymbolPrices("GC=F", "USD", "yahoo", Goldens.prices(golden));
                    byte[] detail =
                            payloads.market(Goldens.meta(golden.get("market")), MarketAnalysis.of(history), prices);
                    assertThat(Goldens.parse(detail).has("prices")).isEqualTo(golden.has("prices"));
                    differences.addAll(JsonDifference.between(file.toString(), golden, Goldens.parse(detail)));
                });
        assertThat(differences).isEmpty();
    }

    @Test
    void computesTheScreenerRowOfEveryMarketDetail() {
        List<String> differences = new ArrayList<>();
        for (Path file : Goldens.files("export", "market_")) {
            JsonNode detail = Goldens.read(file);
            JsonNode market = detail.get("market");
            MarketAnalysis analysis = MarketAnalysis.of(Goldens.historyOfDetail(detail));
            JsonNode screener = Goldens.read(file.resolveSibling(
                    "screener_" + analysis.history().variant().key() + ".json"));
            JsonNode row =
                    Goldens.parse(payloads.screener(List.of(payloads.screenerRow(Goldens.meta(market), analysis))));
            differences.addAll(JsonDifference.between(
                    file.toString(), itemOf(screener, market.get("code").textValue()), row.get(0)));
        }
        assertThat(differences).isEmpty();
    }

    @Test
    void addsTheFieldsOfARowInItsPrimaryReport() {
        int compared = 0;
        List<String> differences = new ArrayList<>();
        for (Path file : Goldens.files("api", "screener-v2_")) {
            String subtype = file.getFileName().toString().replaceAll(".*_(..)\\.json", "$1");
            for (JsonNode expected : Goldens.read(file).get("items")) {
                Path detail = file.resolveSibling(Path.of(
                        "..",
                        "export",
                        "market_" + expected.get("code").textValue() + "_"
                                + expected.get("primary_report").textValue() + "_" + subtype + ".json"));
                if (detail.toFile().exists()
                        && !Goldens.isMalformed(expected.get("code").textValue())) {
                    compared++;
                    differences.addAll(JsonDifference.between(detail.toString(), expected, primaryRow(detail)));
                }
            }
        }
        assertThat(differences).isEmpty();
        assertThat(compared).isPositive();
    }

    private JsonNode primaryRow(Path detail) {
        JsonNode golden = Goldens.read(detail);
        ScreenerRow row = payloads.screenerRow(
                Goldens.meta(golden.get("market")), MarketAnalysis.of(Goldens.historyOfDetail(golden)));
        return Goldens.parse(payloads.primaryScreenerPage(
                        List.of(row), RowColumns.NONE, new ScreenerQuery(ScreenerFilter.NONE, null, true, 1, 0)))
                .get("items")
                .get(0);
    }

    @Test
    void writesEveryDashboard() {
        List<String> differences = new ArrayList<>();
        for (Path file : Goldens.files("api", "dashboard_")) {
            JsonNode golden = Goldens.read(file);
            JsonNode market = golden.get("market");
            List<ReportType> available = StreamSupport.stream(
                            market.get("available_reports").spliterator(), false)
                    .map(key -> Goldens.reportType(key.textValue()))
                    .toList();
            MarketHistory history = Goldens.historyOfDashboard(golden, variantOf(file, market));
            MarketMeta meta = MarketMeta.of(history, categoryShown(market), 0);
            byte[] dashboard = payloads.dashboard(
                    meta, Goldens.reportType(market.get("primary_report").textValue()), available, history, List.of());
            ((ObjectNode) golden.get("meta")).remove("published_at");
            differences.addAll(JsonDifference.between(file.toString(), golden, Goldens.parse(dashboard)));
        }
        assertThat(differences).isEmpty();
    }

    @Test
    void listsMarketsInTheOrderOfTheirPublishedNames() {
        for (Path file : Goldens.files("export", "markets_")) {
            JsonNode golden = Goldens.read(file);
            List<MarketMeta> metas = StreamSupport.stream(golden.spliterator(), false)
                    .map(Goldens::meta)
                    .sorted((one, other) -> one.code().compareTo(other.code()))
                    .toList();
            assertThat(JsonDifference.between(file.toString(), golden, Goldens.parse(payloads.markets(metas))))
                    .isEmpty();
        }
    }

    @Test
    void writesTheScreenerFileInTheOrderOfTheMarketsFile() {
        for (Path file : Goldens.files("export", "screener_")) {
            ArrayNode expected = new ObjectMapper().createArrayNode();
            List<ScreenerRow> rows = new ArrayList<>();
            for (JsonNode item : Goldens.read(file)) {
                Path detail = file.resolveSibling(file.getFileName()
                        .toString()
                        .replace("screener_", "market_" + item.get("code").textValue() + "_"));
                if (detail.toFile().exists()
                        && !Goldens.isMalformed(item.get("code").textValue())) {
                    expected.add(item);
                    JsonNode golden = Goldens.read(detail);
                    rows.add(
                            0,
                            payloads.screenerRow(
                                    Goldens.meta(golden.get("market")),
                                    MarketAnalysis.of(Goldens.historyOfDetail(golden))));
                }
            }
            assertThat(JsonDifference.between(file.toString(), expected, Goldens.parse(payloads.screener(rows))))
                    .isEmpty();
        }
    }

    @Test
    void listsTheGroupsOfEveryReportType() {
        for (Path file : Goldens.files("export", "groups_")) {
            ReportType type = Goldens.reportType(file.getFileName().toString().replaceAll("groups_(.*)\\.json", "$1"));
            assertThat(Goldens.parse(payloads.groups(type))).isEqualTo(Goldens.read(file));
        }
    }

    private static JsonNode itemOf(JsonNode list, String code) {
        return StreamSupport.stream(list.spliterator(), false)
                .filter(item -> item.get("code").textValue().equals(code))
                .findFirst()
                .orElseThrow();
    }

    /** The variant in a dashboard's file name, otherwise the market's primary report, futures only. */
    private static ReportVariant variantOf(Path file, JsonNode market) {
        String[] parts = file.getFileName().toString().replace(".json", "").split("_", -1);
        return parts.length > 2
                ? ReportVariant.of(Goldens.reportType(parts[2]), Subtype.valueOf(parts[3].toUpperCase(Locale.ROOT)))
                : ReportVariant.of(
                        Goldens.reportType(market.get("primary_report").textValue()), Subtype.FO);
    }

    private static MarketCategory categoryShown(JsonNode market) {
        String sector = market.get("sector").textValue();
        return new MarketCategory(sector.toLowerCase(Locale.ROOT), sector);
    }
}
