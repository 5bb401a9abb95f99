package cotinga.measure;

import static cotinga.measure.Examples.nets;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import cotinga.report.ReportType;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class ColumnSelectionTest {
    private static final Measures MEASURES = new Measures(ReportDateList.CALENDAR, 90);

    @ParameterizedTest
    @EnumSource
    void findsEveryColumnThatARequestCanHave(ReportType type) {
        MeasureRequest all = new MeasureRequest(
                type,
                MeasureTerm.list(String.join(",", MeasureTerm.names()) + ",change_4w.156,index.8"),
                type.groups(),
                Arrays.asList(Basis.values()),
                false);
        List<MeasureKey> keys = all.keys();

        assertThat(keys).hasSizeGreaterThan(800);
        assertThat(ColumnSelection.of(type, keys.stream().map(MeasureKey::key).toList())
                        .keys())
                .isEqualTo(keys);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "index",
                "index_156",
                "index_7_g1",
                "index_0156_g1",
                "index_156_g4",
                "index_156_g1_net",
                "index.156",
                "flip_156_g1",
                "flip_g1_weeks_net",
                "divergence_g1",
                "g1_net"
            })
    void rejectsOthers(String key) {
        assertThat(ColumnSelection.key(ReportType.LEGACY, key)).isEmpty();
        assertThatThrownBy(() -> ColumnSelection.of(ReportType.LEGACY, List.of(key)))
                .isInstanceOf(MeasureException.class)
                .hasMessageContaining("the key of a column of legacy");
    }

    @Test
    void computesTheSelectedColumnsInTheirOrder() {
        MarketWeeks market = nets(-1, 2, 4);
        ColumnSelection selection =
                ColumnSelection.of(ReportType.LEGACY, List.of("flip_g1", "change_1w_g1", "flip_g1_weeks", "flip_g1"));
        List<MeasureColumn> columns = MEASURES.columns(market, selection);

        assertThat(columns).extracting(MeasureColumn::key).containsExactly("flip_g1", "change_1w_g1", "flip_g1_weeks");
        assertThat(columns.get(0).text(1)).isEqualTo("long");
        assertThat(columns.get(1).text(2)).isEqualTo("2");
    }

    @Test
    void needsPricesForMeasuresOfPricesOnly() {
        assertThat(ColumnSelection.of(ReportType.LEGACY, List.of("index_156_g1", "divergence"))
                        .needsPrices())
                .isFalse();
        for (String key : List.of("signal_g1", "oi_price", "price_divergence", "liquidity_days_to_trade")) {
            assertThat(ColumnSelection.of(ReportType.LEGACY, List.of(key)).needsPrices())
                    .as(key)
                    .isTrue();
        }
    }
}
