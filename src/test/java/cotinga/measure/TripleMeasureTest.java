package cotinga.measure;

import static cotinga.measure.Examples.nets;
import static cotinga.measure.Examples.newest;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class TripleMeasureTest {
    @Test
    void hasPercentilesAndScoresSideBySide() {
        MarketWeeks market = nets(IntStream.range(0, 270).toArray());
        assertThat(Stream.of(
                                "percentile_52",
                                "percentile_156",
                                "percentile_260",
                                "zscore_52",
                                "zscore_156",
                                "zscore_260",
                                "aligned")
                        .map(part ->
                                newest(market, "triple", "triple_g1_" + part, 1).get(0)))
                .containsExactly("99.0", "99.7", "99.8", "1.70", "1.72", "1.73", "true");
    }

    @Test
    void isAlignedOnlyIfAllPercentilesAreAtOneExtreme() {
        int[] nets = IntStream.range(0, 270).toArray();
        nets[269] = 200;
        assertThat(newest(nets(nets), "triple", "triple_g1_aligned", 1)).containsExactly("false");
    }

    @Test
    void isNullIfOnePercentileIs() {
        MarketWeeks market = nets(IntStream.range(0, 200).toArray());
        assertThat(newest(market, "triple", "triple_g1_percentile_156", 1)).containsExactly("99.7");
        assertThat(newest(market, "triple", "triple_g1_aligned", 1)).containsExactly("insufficient_history 200");
    }
}
