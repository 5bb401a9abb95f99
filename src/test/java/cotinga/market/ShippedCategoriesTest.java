package cotinga.market;

import static java.util.stream.Collectors.toSet;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import cotinga.report.MarketCategory;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ShippedCategoriesTest {
    private static final Path GOLDEN = Path.of("../shared/golden");
    private static final MarketCategories CATEGORIES = MarketCategories.shipped();

    @Test
    void hasTheKeysAndNamesOfVersion1AndFinerOnes() {
        assertThat(CATEGORIES.all())
                .contains(
                        new MarketCategory("currencies", "Currencies"),
                        new MarketCategory("crypto", "Crypto"),
                        new MarketCategory("metals", "Metals"),
                        new MarketCategory("energy", "Energy"),
                        new MarketCategory("grains", "Grains"),
                        new MarketCategory("softs", "Softs"),
                        new MarketCategory("livestock", "Livestock"),
                        new MarketCategory("indices", "Indices"),
                        new MarketCategory("rates", "Rates"),
                        new MarketCategory("other", "Other"))
                .extracting(MarketCategory::key)
                .contains("regional-gas", "electricity", "environment", "freight", "chemicals", "dairy")
                .hasSize(16);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "099741 | EURO FX - CHICAGO MERCANTILE EXCHANGE | currencies",
                "098662 | USD INDEX - ICE FUTURES U.S. | currencies",
                "082744 | USD/CHINESE RENMINBI-OFFSHORE - CHICAGO MERCANTILE EXCHANGE | currencies",
                "177741 | SOL - CHICAGO MERCANTILE EXCHANGE | crypto",
                "180LM8 | ONDO PERP STYLE - COINBASE DERIVATIVES, LLC | crypto",
                "191694 | ALUMINIUM EURO PREM DUTYUNPAID - COMMODITY EXCHANGE INC. | metals",
                "192651 | STEEL-HRC - COMMODITY EXCHANGE INC. | metals",
                "067651 | WTI-PHYSICAL - NEW YORK MERCANTILE EXCHANGE | energy",
                "023651 | NAT GAS NYME - NEW YORK MERCANTILE EXCHANGE | energy",
                "023P01 | HENRY HUB NAT GAS FINL-10000 - NASDAQ FUTURES | energy",
                "032000 | A NAPHTHA CONTRACT - NEW YORK MERCANTILE EXCHANGE | energy",
                "023396 | AECO FIN BASIS - ICE FUTURES ENERGY DIV | regional-gas",
                "0233A2 | DOMINION - SOUTH POINT - ICE FUTURES ENERGY DIV | regional-gas",
                "064DLQ | PJM.AEP_month_on_dap - NODAL EXCHANGE | electricity",
                "064000 | A POWER CONTRACT - NASDAQ FUTURES | electricity",
                "0063EM | RGGI V2026 - ICE FUTURES ENERGY DIV | environment",
                "0063DG | D4 BIODIESEL RINs OPIS CURR YR - ICE FUTURES ENERGY DIV | environment",
                "261P05 | NFX CS5TC CAPESIZE 5T/C AVG - NASDAQ FUTURES | freight",
                "406651 | PGP PROPYLENE (PCW) CAL - NEW YORK MERCANTILE EXCHANGE | chemicals",
                "251607 | UREA (GRANULAR) FOB US GULF - CHICAGO BOARD OF TRADE | chemicals",
                "037021 | USD MALAYSIAN CRUDE PALM OIL - CHICAGO MERCANTILE EXCHANGE | grains",
                "058644 | LUMBER - CHICAGO MERCANTILE EXCHANGE | softs",
                "056641 | FRZN PORK BELLIES - CHICAGO MERCANTILE EXCHANGE | livestock",
                "052645 | DRY WHEY - CHICAGO MERCANTILE EXCHANGE | dairy",
                "1170E1 | VIX FUTURES - CBOE FUTURES EXCHANGE | indices",
                "138749 | E-MINI S&P ENERGY INDEX - CHICAGO MERCANTILE EXCHANGE | indices",
                "256741 | GOLDMAN-SACHS COMMODITY INDEX - CHICAGO MERCANTILE EXCHANGE | indices",
                "221602 | BBG COMMODITY - CHICAGO BOARD OF TRADE | indices",
                "221605 | BLOOMBERG HY CREDIT FUTURES - CHICAGO BOARD OF TRADE | rates",
                "043602 | UST 10Y NOTE - CHICAGO BOARD OF TRADE | rates",
                "246605 | 10 YEAR DELIVERABLE IR - CHICAGO BOARD OF TRADE | rates",
                "032741 | 1-MONTH LIBOR RATE - CHICAGO MERCANTILE EXCHANGE | rates",
                "047745 | EURO SHORT TERM RATE - CHICAGO MERCANTILE EXCHANGE | rates",
                "ZB9105 | 5-Year Eris Standard- Initial - ERIS FUTURES EXCHANGE | rates",
            })
    void classifiesKnownMarkets(String code, String name, String category) {
        assertThat(CATEGORIES.categoryOf(code, name).key()).isEqualTo(category);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "DEUTSCHE MARK - CHICAGO MERCANTILE EXCHANGE | currencies",
                "SWISS FRANC - MIDAMERICA COMMODITY EXCHANGE | currencies",
                "BITCOIN EDGE THRESHOLDS - TEST EXCHANGE | crypto",
                "GOLD EDGE ONE WEEK - TEST EXCHANGE | metals",
                "STEEL HRC HENRY 003 - CHICAGO MERCANTILE EXCHANGE | metals",
                "FUEL OIL 3.5% ERCOT CRACK 014 - ICE FUTURES ENERGY DIV | energy",
                "CRUDE OIL DIFF ALGONQUIN /ARGUS 004 - CHICAGO MERCANTILE EXCHANGE | energy",
                "PROPANE SOCAL MINI 022 - NODAL EXCHANGE | energy",
                "NAT GAS PJM INDEX 008 - NODAL EXCHANGE | energy",
                "AECO BASIS - ICE FUTURES ENERGY DIV | regional-gas",
                "NAT GAS PJM BASIS 016 - NODAL EXCHANGE | regional-gas",
                "MICHCON ON-PEAK DAILY 006 - NEW YORK MERCANTILE EXCHANGE | electricity",
                "CALIFORNIA CARBON ALLOWANCE VINTAGE 2031 - NODAL EXCHANGE | environment",
                "DIAMMONIUM PHOSPHATE - CHICAGO BOARD OF TRADE | chemicals",
                "IOWA CORN YIELD INSURANCE - CHICAGO BOARD OF TRADE | grains",
                "RAPESEED OIL - A EXCHANGE | grains",
                "SUGAR EDGE, \"QUOTED\" & CAFÉ <B> - TEST EXCHANGE | softs",
                "LUMBER EDGE ODD NUMBERS - TEST EXCHANGE | softs",
                "LIVE HOGS - CHICAGO MERCANTILE EXCHANGE | livestock",
                "CHEDDAR CHEESE - COFFEE, SUGAR AND COCOA EXCHANGE | dairy",
                "PANAMAX TIME CHARTER - A EXCHANGE | freight",
                "MSCI HENRY INDEX 005 - CHICAGO MERCANTILE EXCHANGE | indices",
                "NASDAQ EDGE GAP WEEKS - TEST EXCHANGE | indices",
                "GOLDMAN-SACHS COMMODITY INDEX - A EXCHANGE | indices",
                "10-YEAR EDGE HUGE VALUES - TEST EXCHANGE | rates",
                "3-MO. EUROYEN - SINGAPORE EXCHANGE | rates",
                "EURO SHORT TERM RATE - A EXCHANGE | rates",
                "INTEREST RATE SWAPS 30YR - A EXCHANGE | rates",
                "UNICORN - NASDAQ FUTURES | other",
            })
    void classifiesMarketsOfUnknownCodesByTheirNames(String name, String category) {
        assertThat(CATEGORIES.categoryOf("S00001", name).key()).isEqualTo(category);
    }

    @ParameterizedTest
    @CsvSource({
        "currencies, FINANCIALS",
        "crypto, FINANCIALS",
        "indices, FINANCIALS",
        "rates, FINANCIALS",
        "metals, COMMODITIES",
        "energy, COMMODITIES",
        "regional-gas, COMMODITIES",
        "electricity, COMMODITIES",
        "environment, COMMODITIES",
        "freight, COMMODITIES",
        "chemicals, COMMODITIES",
        "grains, COMMODITIES",
        "softs, COMMODITIES",
        "livestock, COMMODITIES",
        "dairy, COMMODITIES",
        "other, EITHER",
    })
    void distinguishesCommoditiesFromFinancials(String key, MarketKind kind) {
        assertThat(CATEGORIES.kindOf(CATEGORIES.ofKey(key).orElseThrow())).isEqualTo(kind);
    }

    @Test
    void isDescribedByTheDocumentOfCategories() throws IOException {
        Pattern row = Pattern.compile("^\\| `([a-z-]+)` \\| ([^|]+) \\| (\\w+) \\|", Pattern.MULTILINE);
        List<String> rows = row.matcher(Files.readString(Path.of("docs/categories.md")))
                .results()
                .map(found -> String.join(",", found.group(1), found.group(2), found.group(3)))
                .toList();

        assertThat(rows)
                .containsExactlyElementsOf(CATEGORIES.all().stream()
                        .map(category -> "%s,%s,%s"
                                .formatted(
                                        category.key(),
                                        category.displayName(),
                                        CATEGORIES.kindOf(category).key()))
                        .toList());
    }

    @ParameterizedTest
    @ValueSource(strings = {"legacy_fo", "disagg_fo", "tff_fo", "tff_co"})
    void leavesNoRealMarketUnderOther(String variant) throws IOException {
        assertThat(realMarkets(variant))
                .isNotEmpty()
                .allSatisfy(market -> assertThat(categoryOf(market).key()).isNotEqualTo("other"));
    }

    @Test
    void agreesWithTheCftcWhichRealMarketsAreCommodities() throws IOException {
        assertThat(realMarkets("disagg_fo")).allSatisfy(market -> assertThat(CATEGORIES.kindOf(categoryOf(market)))
                .isEqualTo(MarketKind.COMMODITIES));
        assertThat(Stream.concat(realMarkets("tff_fo").stream(), realMarkets("tff_co").stream()))
                .allSatisfy(market ->
                        assertThat(CATEGORIES.kindOf(categoryOf(market))).isEqualTo(MarketKind.FINANCIALS));
    }

    @Test
    void findsARealMarketForEveryCategory() throws IOException {
        List<JsonNode> markets = new ArrayList<>(realMarkets("legacy_fo"));
        markets.addAll(realMarkets("disagg_fo"));
        Set<String> reached =
                markets.stream().map(market -> categoryOf(market).key()).collect(toSet());
        Set<String> expected = CATEGORIES.all().stream()
                .map(MarketCategory::key)
                .filter(key -> !key.equals("other"))
                .collect(toSet());

        assertThat(reached).isEqualTo(expected);
    }

    private static MarketCategory categoryOf(JsonNode market) {
        return CATEGORIES.categoryOf(
                market.get("code").asText(), market.get("name").asText());
    }

    private static List<JsonNode> realMarkets(String variant) throws IOException {
        Path file = GOLDEN.resolve("real/export/markets_" + variant + ".json");
        assumeTrue(Files.exists(file), () -> file + " is not there");
        List<JsonNode> markets = new ArrayList<>();
        new ObjectMapper().readTree(file.toFile()).forEach(markets::add);
        return markets;
    }
}
