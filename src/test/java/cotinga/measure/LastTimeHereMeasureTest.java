package cotinga.measure;

import static cotinga.measure.Examples.nets;
import static cotinga.measure.Examples.newest;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class LastTimeHereMeasureTest {
    private static final MarketWeeks MARKET = nets(1, 9, 5, 2, 3, 4, 5, 6, 7, 2, 10);

    @Test
    void isTheLastWeekAsFarFromTheMiddle() {
        assertThat(newest(MARKET, "last_time_here", "last_time_here_g1", 5))
                .containsExactly("insufficient_history 7", "2010-01-12", "2010-01-12", "2010-01-26", "");
        assertThat(newest(MARKET, "last_time_here", "last_time_here_g1_weeks", 4))
                .containsExactly("6", "7", "6", "");
    }

    @Test
    void saysWhichShareOfWhichHistoryIsBeyond() {
        assertThat(newest(MARKET, "last_time_here", "last_time_here_g1_share", 4))
                .containsExactly("12.5", "11.1", "10.0", "0.0");
        assertThat(newest(MARKET, "last_time_here", "last_time_here_g1_since", 1))
                .containsExactly("2010-01-05");
    }
}
