package cotinga.payload;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import cotinga.analytics.CrowdedThresholds;
import cotinga.analytics.HistoryBuilder;
import cotinga.analytics.MarketAnalysis;
import cotinga.report.MarketCategory;
import cotinga.report.MarketHistory;
import cotinga.report.ReportType;
import cotinga.report.ReportVariant;
import cotinga.report.Subtype;
import cotinga.report.WeekColumn;
import cotinga.snapshot.MarketMeta;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class ScreenerTest {
    private static final MarketCategory METALS = new MarketCategory("metals", "Metals");
    private static final MarketCategory GRAINS = new MarketCategory("grains", "Grains");

    private final Payloads payloads = new Payloads(CrowdedThresholds.DEFAULT);

    @Test
    void ordersByCodeByDefault() {
        List<ScreenerRow> rows = List.of(row("C", METALS, 1), row("A", METALS, 2), row("B", METALS, 3));
        assertThat(codes(rows, new ScreenerQuery(ScreenerFilter.NONE, null, true, 10, 0)))
                .containsExactly("A", "B", "C");
        assertThat(codes(rows, new ScreenerQuery(ScreenerFilter.NONE, null, false, 10, 0)))
                .containsExactly("A", "B", "C");
    }

    @Test
    void ordersByANumberWithNullsLastAndTiesByCodeInEitherDirection() {
        List<ScreenerRow> rows = List.of(
                row("E", METALS, WeekColumn.MISSING),
                row("D", METALS, 5),
                row("C", METALS, -7),
                row("B", METALS, 5),
                row("A", METALS, WeekColumn.MISSING));
        assertThat(codes(rows, new ScreenerQuery(ScreenerFilter.NONE, "open_interest", true, 10, 0)))
                .containsExactly("B", "D", "C", "A", "E");
        assertThat(codes(rows, new ScreenerQuery(ScreenerFilter.NONE, "open_interest", false, 10, 0)))
                .containsExactly("C", "B", "D", "A", "E");
    }

    @Test
    void ordersByATextWithNullsLastAndTiesByCodeInEitherDirection() {
        List<ScreenerRow> rows = List.of(
                crowded("D", 100),
                crowded("C", 100),
                crowded("B", 0),
                row("A", METALS, 1)); // one week: no index, no signal
        assertThat(codes(rows, new ScreenerQuery(ScreenerFilter.NONE, "signal_g1", true, 10, 0)))
                .containsExactly("C", "D", "B", "A");
        assertThat(codes(rows, new ScreenerQuery(ScreenerFilter.NONE, "signal_g1", false, 10, 0)))
                .containsExactly("B", "C", "D", "A");
        assertThat(codes(rows, new ScreenerQuery(ScreenerFilter.NONE, "code", true, 10, 0)))
                .containsExactly("D", "C", "B", "A");
    }

    @Test
    void returnsAPageOfTheMatchingRows() {
        List<ScreenerRow> rows = List.of(
                row("A", METALS, 1),
                row("B", GRAINS, 2),
                row("C", METALS, 3),
                row("D", METALS, 4),
                row("E", METALS, 5));
        JsonNode page = page(
                rows,
                new ScreenerQuery(
                        new ScreenerFilter("metals", ScreenerFilter.ANY_LAG, 1), "open_interest", true, 2, 1));
        assertThat(page.get("items").findValuesAsText("code")).containsExactly("D", "C");
        assertThat(page.get("total").intValue()).isEqualTo(4);
        assertThat(page.get("limit").intValue()).isEqualTo(2);
        assertThat(page.get("offset").intValue()).isEqualTo(1);
    }

    @Test
    void pagesAfterTheLastRowAreEmpty() {
        List<ScreenerRow> rows = List.of(row("A", METALS, 1));
        JsonNode page =
                page(rows, new ScreenerQuery(ScreenerFilter.NONE, null, true, Integer.MAX_VALUE, Integer.MAX_VALUE));
        assertThat(page.get("items")).isEmpty();
        assertThat(page.get("total").intValue()).isEqualTo(1);
        assertThat(page(
                                rows,
                                new ScreenerQuery(
                                        new ScreenerFilter("none", ScreenerFilter.ANY_LAG, 1), null, true, 5, 0))
                        .get("total")
                        .intValue())
                .isZero();
    }

    @ParameterizedTest
    @CsvSource({"0, 0", "-1, 0", "1, -1"})
    void rejectsAnInvalidPage(int limit, int offset) {
        assertThatThrownBy(() -> new ScreenerQuery(ScreenerFilter.NONE, null, true, limit, offset))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("The page has limit " + limit + " and offset " + offset
                        + ", expected a limit of 1 or more and an offset of 0 or more");
    }

    @Test
    void rejectsAnUnknownSortField() {
        assertThatThrownBy(() -> page(List.of(), new ScreenerQuery(ScreenerFilter.NONE, "colour", true, 5, 0)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("'colour' is not a field of a screener row, expected one of [code, name,");
    }

    @ParameterizedTest
    @EnumSource
    void sortableFieldsAreThoseThatARowHas(ReportType type) {
        ReportVariant variant = ReportVariant.of(type, Subtype.CO);
        ScreenerRow row = randomRow(variant, "A", new Random(1));
        List<String> keys = new ArrayList<>();
        page(List.of(row), new ScreenerQuery(ScreenerFilter.NONE, null, true, 1, 0))
                .at("/items/0")
                .fieldNames()
                .forEachRemaining(keys::add);
        assertThat(ScreenerFields.of(type)).containsExactlyInAnyOrderElementsOf(keys);
    }

    @Test
    void rowsInTheirPrimaryReportsCanBeSortedByWhatAnyOfThemHas() {
        List<String> keys = new ArrayList<>();
        Goldens.parse(payloads.primaryScreenerPage(
                        List.of(randomRow(ReportVariant.TFF_FO, "A", new Random(1))),
                        RowColumns.NONE,
                        new ScreenerQuery(ScreenerFilter.NONE, null, true, 1, 0)))
                .at("/items/0")
                .fieldNames()
                .forEachRemaining(keys::add);
        assertThat(ScreenerFields.ofPrimaryReports()).containsExactlyInAnyOrderElementsOf(keys);
    }

    @Test
    void sortsByTheValueThatTheJsonShowsForEveryField() {
        Random random = new Random(20_261_120);
        List<ScreenerRow> rows = new ArrayList<>();
        List<ReportVariant> variants = List.of(ReportVariant.values());
        for (int row = 0; row < 60; row++) {
            ReportVariant variant = variants.get(row % variants.size());
            rows.add(randomRow(variant, "M" + (row + 10), random));
        }
        for (String field : ScreenerFields.ofPrimaryReports()) {
            for (boolean descending : List.of(true, false)) {
                JsonNode items = Goldens.parse(payloads.primaryScreenerPage(
                                rows,
                                RowColumns.NONE,
                                new ScreenerQuery(ScreenerFilter.NONE, field, descending, rows.size(), 0)))
                        .get("items");
                List<JsonNode> expected = new ArrayList<>();
                items.forEach(expected::add);
                expected.sort(byJson(field, descending));
                assertThat(items).as(field).containsExactlyElementsOf(expected);
            }
        }
    }

    private static Comparator<JsonNode> byJson(String field, boolean descending) {
        Comparator<JsonNode> byValue = (one, other) -> {
            JsonNode left = one.path(field);
            JsonNode right = other.path(field);
            if (left.isArray()) {
                return Integer.compare(left.size(), right.size());
            }
            return left.isNumber()
                    ? Double.compare(left.doubleValue(), right.doubleValue())
                    : left.textValue().compareTo(right.textValue());
        };
        return Comparator.comparing((JsonNode item) ->
                        item.path(field).isNull() || item.path(field).isMissingNode())
                .thenComparing((one, other) -> isNull(one, field) && isNull(other, field)
                        ? 0
                        : (descending ? byValue.reversed() : byValue).compare(one, other))
                .thenComparing(item -> item.get("code").textValue());
    }

    private static boolean isNull(JsonNode item, String field) {
        return item.path(field).isNull() || item.path(field).isMissingNode();
    }

    private JsonNode page(List<ScreenerRow> rows, ScreenerQuery query) {
        return Goldens.parse(payloads.screenerPage(rows, RowColumns.NONE, query));
    }

    private List<String> codes(List<ScreenerRow> rows, ScreenerQuery query) {
        return page(rows, query).get("items").findValuesAsText("code");
    }

    private ScreenerRow row(String code, MarketCategory category, int openInterest) {
        return row(
                new HistoryBuilder(ReportVariant.LEGACY_FO)
                        .market(code, code)
                        .week("2026-11-10")
                        .openInterest(openInterest, 0)
                        .build(),
                category,
                0);
    }

    /** A row whose newest week has this index of the first group's net, 0 to 100. */
    private ScreenerRow crowded(String code, int index) {
        HistoryBuilder history = new HistoryBuilder(ReportVariant.LEGACY_FO).market(code, code);
        int[] nets = {0, 100, index};
        for (int week = 0; week < nets.length; week++) {
            history.week("2026-11-0" + (week + 1)).positions(0, nets[week], 0);
        }
        return row(history.build(), METALS, 0);
    }

    private ScreenerRow randomRow(ReportVariant variant, String code, Random random) {
        HistoryBuilder history = new HistoryBuilder(variant).market(code, "N" + random.nextInt(9));
        String month = "2026-0" + (1 + random.nextInt(9));
        int weeks = 1 + random.nextInt(4);
        for (int week = 0; week < weeks; week++) {
            history.week(month + "-0" + (week + 1)).openInterest(count(random), count(random));
            for (int group = 0; group < variant.type().groups().size(); group++) {
                history.positions(group, count(random), count(random)).changes(group, count(random), count(random));
            }
        }
        return row(history.build(), random.nextBoolean() ? METALS : GRAINS, random.nextInt(3));
    }

    private static int count(Random random) {
        return random.nextInt(5) == 0 ? WeekColumn.MISSING : random.nextInt(20);
    }

    private ScreenerRow row(MarketHistory history, MarketCategory category, int weeksBehind) {
        return payloads.screenerRow(MarketMeta.of(history, category, weeksBehind), MarketAnalysis.of(history));
    }
}
