package cotinga.measure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import cotinga.report.ReportType;
import cotinga.report.TraderGroup;
import java.util.List;
import org.junit.jupiter.api.Test;

class MeasureRequestTest {
    private static final List<TraderGroup> GROUPS = ReportType.DISAGG.groups();

    @Test
    void namesColumnsByMeasureWindowGroupBasisAndPart() {
        assertThat(keys("index.156,zscore.52,flip", List.of(GROUPS.get(0), GROUPS.get(2)), Basis.NET))
                .containsExactly(
                        "index_156_g1",
                        "index_156_g3",
                        "zscore_52_g1",
                        "zscore_52_g3",
                        "flip_g1",
                        "flip_g1_before",
                        "flip_g1_weeks",
                        "flip_g3",
                        "flip_g3_before",
                        "flip_g3_weeks");
        assertThat(keys("percentile.156,movement", List.of(GROUPS.get(0)), Basis.NET_OI))
                .containsExactly("percentile_156_g1_net_oi", "movement_g1_net_oi", "movement_g1_net_oi_notable");
    }

    @Test
    void leavesOutTheGroupOfOpenInterestAndTheBasisOfMeasuresWithoutOne() {
        assertThat(keys(
                        "index.156,change_1w.156,willco,bias,divergence,oi_price,regime",
                        GROUPS.subList(0, 2),
                        Basis.OI))
                .containsExactly(
                        "index_156_oi",
                        "change_1w_156_oi",
                        "willco_g1",
                        "willco_g2",
                        "bias_g1",
                        "bias_g2",
                        "divergence_oi",
                        "oi_price",
                        "regime_g1_oi",
                        "regime_g2_oi");
    }

    @Test
    void takesEachColumnOnce() {
        assertThat(keys("index.13,index,bias", List.of(GROUPS.get(0)), Basis.NET, Basis.LONG, Basis.NET))
                .containsExactly(
                        "index_13_g1",
                        "index_13_g1_long",
                        "index_26_g1",
                        "index_26_g1_long",
                        "index_52_g1",
                        "index_52_g1_long",
                        "index_156_g1",
                        "index_156_g1_long",
                        "index_260_g1",
                        "index_260_g1_long",
                        "bias_g1");
    }

    @Test
    void everyKeyOfEveryMeasureIsDifferent() {
        List<String> keys = keys(String.join(",", MeasureTerm.names()), GROUPS, Basis.values());
        assertThat(keys).doesNotHaveDuplicates().allMatch(key -> key.matches("[a-z0-9_]+"));
    }

    @Test
    void rejectsAGroupOfAnotherReportType() {
        assertThatThrownBy(() -> keys("flip", ReportType.TFF.groups(), Basis.NET))
                .hasMessage(
                        "The report type 'disagg' has no trader group g1 'Dealer/Intermediary', expected its own groups");
    }

    private static List<String> keys(String measures, List<TraderGroup> groups, Basis... bases) {
        return new MeasureRequest(ReportType.DISAGG, MeasureTerm.list(measures), groups, List.of(bases), false)
                .keys().stream().map(MeasureKey::key).toList();
    }
}
