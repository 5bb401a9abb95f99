package cotinga.study;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class HorizonTest {
    @Test
    void readsSessionsAndWeeks() {
        assertThat(Horizon.of("20s"))
                .returns(20, Horizon::length)
                .returns(false, Horizon::isInWeeks)
                .returns("20s", Horizon::key);
        assertThat(Horizon.of("4w"))
                .returns(4, Horizon::length)
                .returns(true, Horizon::isInWeeks)
                .returns("4w", Horizon::key);
    }

    @Test
    void readsAListWithoutRepetitions() {
        assertThat(Horizon.list("1s,4w,1s,1300s,260w")).map(Horizon::key).containsExactly("1s", "4w", "1300s", "260w");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "0s", "0w", "04w", "-1s", "1301s", "261w", "9999s", "99999s", "4", "w", "4W", "4d", " 4w"})
    void rejectsOthers(String text) {
        assertThatThrownBy(() -> Horizon.list("1w," + text))
                .isInstanceOfSatisfying(
                        HorizonException.class, e -> assertThat(e.found()).isEqualTo(text))
                .hasMessage(
                        "The horizon '" + text
                                + "' is not allowed, expected a number of sessions from 1s to 1300s or of weeks from 1w to 260w, such as 20s or 4w");
    }
}
