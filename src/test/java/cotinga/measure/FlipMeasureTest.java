package cotinga.measure;

import static cotinga.measure.Examples.DOT;
import static cotinga.measure.Examples.nets;
import static cotinga.measure.Examples.newest;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class FlipMeasureTest {
    @Test
    void comparesTheSignWithTheLastWeekThatHasOne() {
        MarketWeeks market = nets(-5, 0, 5, 0, 5, DOT, -1, -2);
        assertThat(newest(market, "flip", "flip_g1", 8))
                .containsExactly("", "", "long", "", "", "missing", "short", "");
        assertThat(newest(market, "flip", "flip_g1_before", 8))
                .containsExactly("", "", "", "", "", "missing", "2010-01-19", "");
        assertThat(newest(market, "flip", "flip_g1_weeks", 8)).containsExactly("", "", "", "", "", "missing", "4", "");
    }
}
