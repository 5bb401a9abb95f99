package cotinga.flow;

import static cotinga.report.ReportVariant.LEGACY_FO;
import static cotinga.report.ReportVariant.TFF_FO;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.github.benmanes.caffeine.cache.Cache;
import cotinga.RunningApplication;
import cotinga.cftc.Archive;
import cotinga.cftc.ReportText;
import cotinga.report.ReportVariant;
import java.net.URLEncoder;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.IntUnaryOperator;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Three years of four markets. The leveraged funds of the euro have been at a high for two weeks, while the dealers are at a low. Those of
 * the yen have changed sides, the second time. Those of the pound have been at a high too, but its last report is three weeks old. The peso
 * has some weeks only. The legacy report has the euro as well, without anything that stands out.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class HighlightsTest {
    private static final String EURO = "099741";
    private static final String YEN = "097741";
    private static final String POUND = "096742";
    private static final String PESO = "095741";
    private static final int WEEKS = 160;
    private static final int NEWEST = WEEKS - 1;
    private static final LocalDate LAST = LocalDate.parse("2026-06-09");
    private static final int NEUTRAL = 10_000;

    @AutoClose
    private Flow flow;

    private RunningApplication service;

    @BeforeAll
    void start(@TempDir Path directory) {
        flow = new Flow(directory).variants(TFF_FO, LEGACY_FO).years(2023, 2026);
        for (int year = 2023; year <= 2026; year++) {
            List<Object> tff = new ArrayList<>();
            List<Object> legacy = new ArrayList<>();
            add(tff, year, 0, NEWEST, TFF_FO, EURO, HighlightsTest::euro);
            add(tff, year, 0, NEWEST, TFF_FO, YEN, HighlightsTest::yen);
            add(tff, year, 0, NEWEST - 3, TFF_FO, POUND, week -> euro(week + 3));
            add(tff, year, NEWEST - 100, NEWEST - 90, TFF_FO, PESO, week -> week);
            add(tff, year, NEWEST - 5, NEWEST - 5, TFF_FO, PESO, week -> 7);
            add(tff, year, NEWEST - 2, NEWEST, TFF_FO, PESO, week -> NEWEST - week);
            add(legacy, year, 0, NEWEST, LEGACY_FO, EURO, week -> week % 5);
            flow.release(Archive.yearly(TFF_FO, year), tff.toArray());
            flow.release(Archive.yearly(LEGACY_FO, year), legacy.toArray());
        }
        service = flow.serve(MovableClock.at("2026-06-15T12:00:00Z"));
        assertThat(service.refreshReports().published()).isTrue();
    }

    /** The net of the euro's leveraged funds: between 1 and 5, then 200 and 210. */
    private static int euro(int week) {
        return switch (NEWEST - week) {
            case 0 -> 210;
            case 1 -> 200;
            default -> 1 + week % 5;
        };
    }

    /** The net of the yen's leveraged funds: long up to week 99, then short, and long in the newest week. */
    private static int yen(int week) {
        if (week == NEWEST) {
            return 2;
        }
        return week < 100 ? 1 + week % 5 : -1 - week % 5;
    }

    private static void add(
            List<Object> lines,
            int year,
            int first,
            int last,
            ReportVariant variant,
            String code,
            IntUnaryOperator net) {
        IntStream.rangeClosed(first, last)
                .filter(week -> date(week).getYear() == year)
                .mapToObj(week -> week(
                        variant, code, week, net.applyAsInt(week), net.applyAsInt(week) - net.applyAsInt(week - 1)))
                .forEach(lines::add);
    }

    private static LocalDate date(int week) {
        return LAST.minusWeeks((long) NEWEST - week);
    }

    private static ReportText.Line week(ReportVariant variant, String code, int week, int net, int change) {
        ReportText.Line line = CftcFiles.week(variant, code, date(week).toString(), 100_000);
        return variant == TFF_FO
                ? line.with("Lev_Money_Positions_Long_All", String.valueOf(NEUTRAL + net))
                        .with("Lev_Money_Positions_Short_All", String.valueOf(NEUTRAL))
                        .with("Change_in_Lev_Money_Long_All", String.valueOf(change))
                        .with("Change_in_Lev_Money_Short_All", "0")
                        .with("Dealer_Positions_Long_All", String.valueOf(NEUTRAL - net))
                        .with("Dealer_Positions_Short_All", String.valueOf(NEUTRAL))
                : line.with("Noncommercial Positions-Long (All)", String.valueOf(NEUTRAL + net))
                        .with("Noncommercial Positions-Short (All)", String.valueOf(NEUTRAL));
    }

    @Test
    void extremesShowWhatQualifiedThem() {
        JsonNode list = json("/extremes?group=speculative");

        assertThat(list.at("/total").intValue()).isEqualTo(1);
        assertThat(list.at("/items/0"))
                .isEqualTo(
                        Flow.json(
                                """
                        {"code": "099741", "name": "MARKET 099741 - CHICAGO BOARD OF TRADE", "exchange_code": "CBT", "category": "currencies",
                         "category_display": "Currencies", "report_type": "tff", "subtype": "fo", "date": "2026-06-09",
                         "weeks_behind": 0, "group": "g3", "group_name": "Leveraged Funds", "basis": "net", "net": 210,
                         "net_change": 10, "extreme": "high", "weeks_at_extreme": 2, "percentile_156": 99.7}"""));
    }

    @Test
    void extremesAreOfAllGroupsUnlessOneIsNamed() {
        assertThat(json("/extremes").at("/items").findValuesAsText("group")).containsExactly("g1", "g3");
        assertThat(json("/extremes?group=commercial").at("/items").findValuesAsText("extreme"))
                .containsExactly("low");
        assertThat(json("/extremes?group=g2").at("/items")).isEmpty();
        assertThat(json("/extremes?group=g1&basis=long_oi").at("/items").findValuesAsText("basis"))
                .containsExactly("long_oi");
    }

    @Test
    void listsHaveMarketsThatLagOnRequestOnly() {
        assertThat(json("/extremes?group=speculative&max_weeks_behind=3")
                        .at("/items")
                        .findValuesAsText("code"))
                .containsExactlyInAnyOrder(EURO, POUND);
        assertThat(json("/extremes?group=speculative&max_weeks_behind=2")
                        .at("/items")
                        .findValuesAsText("code"))
                .containsExactly(EURO);
    }

    @Test
    void listsAreAboutPrimaryReportsUnlessOneIsNamed() {
        assertThat(json("/extremes?report_type=legacy"))
                .isEqualTo(Flow.json("""
                {"items": [], "total": 0, "limit": 100, "offset": 0}"""));
        assertThat(json("/extremes?report_type=tff").at("/items"))
                .isEqualTo(json("/extremes").at("/items"));
        assertThat(service.get("/extremes?report_type=cit").statusCode()).isEqualTo(404);
    }

    @Test
    void listsAsKnownAtATime() {
        assertThat(json("/extremes?known_at=2026-06-11").at("/total").intValue())
                .as("the second week at the high was published on 12 June")
                .isZero();
        assertThat(json("/extremes?group=speculative&known_at=2026-05-23")
                        .at("/items")
                        .findValuesAsText("code"))
                .as("the last report of the pound was current then")
                .containsExactly(POUND);
        assertThat(json("/extremes?known_at=2020-01-01").at("/items")).isEmpty();
    }

    @Test
    void moversShowMovementAndIndex() {
        JsonNode list = json("/movers?group=speculative");

        assertThat(list.at("/items").findValuesAsText("code"))
                .as("the euro's index was 75 six weeks earlier")
                .containsExactly(YEN);
        JsonNode yen = list.at("/items/0");
        assertThat(yen.at("/index_156").doubleValue()).as("2 between -5 and 5").isEqualTo(70.0);
        assertThat(yen.at("/movement").doubleValue()).as("-4 six weeks earlier").isEqualTo(60.0);
        assertThat(yen.at("/notable").booleanValue()).isTrue();
    }

    @Test
    void flipsShowTheFlipBefore() {
        JsonNode list = json("/flips?group=speculative");

        assertThat(list.at("/total").intValue()).isEqualTo(1);
        JsonNode yen = list.at("/items/0");
        assertThat(yen.at("/code").textValue()).isEqualTo(YEN);
        assertThat(yen.at("/flip").textValue()).isEqualTo("long");
        assertThat(yen.at("/net").intValue()).isEqualTo(2);
        assertThat(yen.at("/flip_before").textValue()).isEqualTo(date(100).toString());
        assertThat(yen.at("/flip_weeks").intValue()).isEqualTo(NEWEST - 100);
    }

    @Test
    void divergencesShowBothSides() {
        JsonNode list = json("/divergences");

        assertThat(list.at("/items").findValuesAsText("code")).contains(EURO);
        JsonNode euro = list.at("/items/0");
        assertThat(euro.at("/divergence").textValue()).isEqualTo("spec_high");
        assertThat(euro.at("/speculative_group").textValue()).isEqualTo("g3");
        assertThat(euro.at("/speculative_percentile_156").doubleValue()).isEqualTo(99.7);
        assertThat(euro.at("/commercial_percentile_156").doubleValue()).isEqualTo(0.3);
        assertThat(euro.at("/price_divergence_reason").textValue()).isEqualTo("no_price");
        assertThat(euro.at("/close").isNull()).isTrue();
    }

    @Test
    void listsAreTablesToo() {
        HttpResponse<String> answer = service.get("/flips?group=speculative&format=csv");

        assertThat(answer.headers().firstValue("Content-Disposition"))
                .contains("attachment; filename=\"flips_fo.csv\"");
        assertThat(answer.body().lines())
                .containsExactly(
                        "code,name,exchange_code,category,category_display,report_type,subtype,date,weeks_behind,group,group_name,basis,"
                                + "net,net_change,flip,flip_before,flip_weeks",
                        "097741,MARKET 097741 - CHICAGO BOARD OF TRADE,CBT,currencies,Currencies,tff,fo,2026-06-09,0,g3,Leveraged Funds,net,2,"
                                + yenChange() + ",long," + date(100) + "," + (NEWEST - 100));
        assertThat(service.get("/divergences?format=csv")
                        .body()
                        .lines()
                        .findFirst()
                        .orElseThrow())
                .startsWith("code,name,")
                .endsWith(
                        "speculative_group,commercial_group,basis,divergence,speculative_percentile_156,commercial_percentile_156,"
                                + "price_divergence,close,speculative_index_156,earlier,earlier_close,earlier_speculative_index_156");
    }

    private static int yenChange() {
        return yen(NEWEST) - yen(NEWEST - 1);
    }

    @Test
    void overviewHasEveryMarketAndShortLists() {
        JsonNode overview = json("/overview");

        assertThat(overview.at("/data_version").intValue()).isEqualTo(1);
        assertThat(overview.at("/markets").findValuesAsText("code")).containsExactly(PESO, POUND, YEN, EURO);
        JsonNode euro = overview.at("/markets/3");
        assertThat(euro.at("/report_type").textValue()).isEqualTo("tff");
        assertThat(euro.at("/speculative"))
                .isEqualTo(Flow.json(
                        """
                        {"group": "g3", "group_name": "Leveraged Funds", "net": 210, "net_change": 10, "index_156": 100.0,
                         "percentile_156": 99.7, "zscore_156": 9.0}"""
                                .replace("9.0", zscore())));
        assertThat(euro.at("/commercial/group").textValue()).isEqualTo("g1");
        assertThat(euro.at("/small/group").textValue()).isEqualTo("g5");
        assertThat(euro.at("/small/index_156_reason").textValue()).isEqualTo("flat");
        assertThat(euro.at("/sparkline")).hasSize(53);
        assertThat(euro.at("/sparkline/52").intValue()).isEqualTo(210);
        JsonNode peso = overview.at("/markets/0");
        assertThat(peso.at("/speculative/index_156_reason").textValue()).isEqualTo("insufficient_history");
        assertThat(peso.at("/speculative/index_156_weeks").intValue()).isEqualTo(15);
        assertThat(peso.at("/sparkline")).isEqualTo(Flow.json("[7, null, null, 2, 1, 0]"));
        assertThat(overview.at("/new_extremes/items").findValuesAsText("code")).containsExactly(EURO);
        assertThat(overview.at("/movers/items"))
                .isEqualTo(json("/movers?group=speculative").at("/items"));
        assertThat(overview.at("/flips/items"))
                .isEqualTo(json("/flips?group=speculative").at("/items"));
        assertThat(overview.at("/divergences/items"))
                .isEqualTo(json("/divergences").at("/items"));
        assertThat(overview.at("/moves/items").findValuesAsText("code")).containsExactly(YEN);
        assertThat(json("/overview?known_at=2026-06-11").at("/new_extremes/items"))
                .isEmpty();
    }

    /** The z-score over 156 weeks, computed from the nets. */
    private static String zscore() {
        double[] nets = IntStream.rangeClosed(WEEKS - 156, NEWEST)
                .mapToDouble(HighlightsTest::euro)
                .toArray();
        double mean = IntStream.range(0, 156).mapToDouble(week -> nets[week]).sum() / 156;
        double squares = IntStream.range(0, 156)
                .mapToDouble(week -> (nets[week] - mean) * (nets[week] - mean))
                .sum();
        return String.format(Locale.ROOT, "%.2f", (210 - mean) / Math.sqrt(squares / 156));
    }

    @Test
    void screenersAddColumnsOfMeasures() {
        JsonNode rows = json(
                "/screener/tff/fo?columns=percentile_156_g3,flip_g3,index_156_g3_net_oi&sort_by=percentile_156_g3");

        assertThat(rows.at("/items").findValuesAsText("code")).containsExactly(POUND, EURO, YEN, PESO);
        JsonNode euro = rows.at("/items/1");
        assertThat(euro.at("/percentile_156_g3").doubleValue()).isEqualTo(99.7);
        assertThat(euro.at("/flip_g3").isNull()).isTrue();
        assertThat(euro.has("flip_g3_reason")).isFalse();
        assertThat(euro.at("/index_156_g3_net_oi").doubleValue()).isEqualTo(100.0);
        JsonNode peso = rows.at("/items/3");
        assertThat(peso.at("/percentile_156_g3").isNull()).isTrue();
        assertThat(peso.at("/percentile_156_g3_reason").textValue()).isEqualTo("insufficient_history");
        assertThat(peso.at("/percentile_156_g3_weeks").intValue()).isEqualTo(15);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
            percentile_156_g3>=99 and weeks_behind=0   | 099741
            percentile_156_g3>=99                      | 096742 099741
            flip_g3=long                               | 097741
            flip_g3!=long and g3_net<=3                | 095741
            g3_net>100 and index_156_g1<1              | 096742 099741
            movement_g3_notable=true and g3_net<100    | 097741
            """)
    void screenersSelectRowsByACondition(String where, String codes) {
        JsonNode rows = json("/screener/tff/fo?where=" + URLEncoder.encode(where, StandardCharsets.UTF_8));

        assertThat(rows.at("/items").findValuesAsText("code"))
                .containsExactly(codes == null ? new String[0] : codes.split(" "));
        assertThat(rows.at("/items/0").has("percentile_156_g3")).isFalse();
    }

    @Test
    void screenersInPrimaryReportsHaveNullForGroupsThatAReportDoesNotHave() {
        JsonNode rows = json("/screener-v2?columns=bias_g5,index_156_g3&where="
                + URLEncoder.encode("bias_g5>=0", StandardCharsets.UTF_8));

        assertThat(rows.at("/items").findValuesAsText("primary_report"))
                .hasSize(4)
                .containsOnly("tff");
        assertThat(json("/screener-v2?known_at=2026-06-11&columns=flip_g3")
                        .at("/items")
                        .findValuesAsText("flip_g3"))
                .hasSize(4)
                .containsOnly("null");
        String csv =
                service.get("/screener-v2?columns=bias_g5,flip_g3&format=csv").body();
        assertThat(csv.lines().findFirst().orElseThrow()).endsWith(",bias_g5,flip_g3");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
            /screener/tff/fo?columns=moon_g1           | Parameter 'columns' is 'moon_g1', expected a column of measures such as index_156_g1,
            /screener/tff/fo?columns=index_156_g6      | Parameter 'columns' is 'index_156_g6', expected a column of measures
            /screener/tff/fo?columns=g1_net            | Parameter 'columns' is 'g1_net', expected a column of measures such as index_156_g1, zscore_52_g3_net_oi or flip_g1; the fields of the rows are always returned
            /screener/tff/fo?columns=signal_g1          | Parameter 'columns' is 'signal_g1', expected a column of measures such as index_156_g1, zscore_52_g3_net_oi or flip_g1; the fields of the rows are always returned
            /screener/legacy/fo?columns=index_156_g5   | Parameter 'columns' is 'index_156_g5', expected
            /screener/tff/fo?where=index_156_g1        | Parameter 'where' is 'index_156_g1', expected comparisons joined by and, such as index_156_g1>=90 and zscore_52_g3<-2
            /screener/tff/fo?where=moon>1              | Parameter 'where' is 'moon', expected a column of measures such as index_156_g1, zscore_52_g3_net_oi or flip_g1, or a field with numbers: open_interest,
            /screener/tff/fo?where=flip_g1>1           | Parameter 'where' is 'flip_g1>1', expected flip_g1= or flip_g1!= and one of long, short
            /screener/tff/fo?where=name=1              | Parameter 'where' is 'name', expected a column of measures
            /screener-v2?sort_by=moon                  | Parameter 'sort_by' is 'moon', expected a column of measures such as index_156_g1, zscore_52_g3_net_oi or flip_g1, or one of code,
            /extremes?group=g9                         | Parameter 'group' is 'g9', expected one of all, speculative, commercial, small, g1,
            /extremes?basis=oi                         | Parameter 'basis' is 'oi', expected one of net, net_oi,
            /flips?category=moon                       | Parameter 'category' is 'moon', expected one of
            /divergences?group=g1                      | Parameter 'group' is 'g1', expected only the parameters report_type,
            """)
    void rejectsABadParameterWithWhatWasFoundAndWhatIsAllowed(String path, String detail) {
        HttpResponse<String> answer = service.get(path.replace(">", "%3E"));

        assertThat(answer.statusCode()).isEqualTo(400);
        assertThat(Flow.json(answer.body()).get("detail").textValue()).startsWith(detail);
    }

    @Test
    void rejectsMoreThanSixtyColumns() {
        String sixty = String.join(
                ",",
                IntStream.rangeClosed(8, 67)
                        .mapToObj(window -> "index_" + window + "_g1")
                        .toList());
        assertThat(json("/screener/tff/fo?columns=" + sixty)
                        .at("/items/0/index_67_g1")
                        .isMissingNode())
                .isFalse();
        HttpResponse<String> answer = service.get("/screener/tff/fo?columns=" + sixty + "&sort_by=index_68_g1");
        assertThat(answer.statusCode()).isEqualTo(400);
        assertThat(answer.body()).contains("Parameter 'columns' is '61 columns', expected at most 60");
    }

    /** A walk over all markets computes all columns that are missing. */
    @Test
    void columnsAreComputedOnceForAllRequests() {
        service.caches("newest-columns").forEach(Cache::invalidateAll);
        json("/screener/tff/fo?columns=index_99_g1,index_98_g1&limit=1");
        long loads = RunningApplication.loads(service.caches("newest-columns"));

        json("/screener/tff/fo?columns=index_98_g1,index_99_g1&limit=2");

        assertThat(RunningApplication.loads(service.caches("newest-columns"))).isEqualTo(loads);
    }

    private JsonNode json(String path) {
        HttpResponse<String> answer = service.get(path);
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        return Flow.json(answer.body());
    }
}
