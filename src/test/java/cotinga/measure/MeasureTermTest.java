package cotinga.measure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class MeasureTermTest {
    @Test
    void readsANameAndAWindow() {
        assertThat(MeasureTerm.of("index.156").windows()).containsExactly(156);
        assertThat(MeasureTerm.of("change_1w").windows()).containsExactly(Windows.NONE);
        assertThat(MeasureTerm.of("change_1w.156").windows()).containsExactly(156);
        assertThat(MeasureTerm.of("flip").windows()).containsExactly(Windows.NONE);
    }

    @Test
    void takesTheCommonWindowsIfThereIsNone() {
        assertThat(MeasureTerm.of("zscore").windows()).containsExactly(13, 26, 52, 156, 260);
        assertThat(MeasureTerm.of("seasonal").windows()).containsExactly(5, 10, 15);
    }

    @Test
    void readsAListWithoutRepetitions() {
        assertThat(MeasureTerm.list("flip,index.52,flip"))
                .map(MeasureTerm::toString)
                .containsExactly("flip", "index.52");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "index.7 | index or index.N with a number of weeks from 8 to 520",
                "index.521 | index or index.N with a number of weeks from 8 to 520",
                "index.013 | index or index.N with a number of weeks from 8 to 520",
                "index. | index or index.N with a number of weeks from 8 to 520",
                "index.13.26 | index or index.N with a number of weeks from 8 to 520",
                "seasonal.7 | seasonal or seasonal.N with a number of years, one of 5, 10, 15",
                "flip.52 | flip, which has no window",
            })
    void rejectsAWindowThatIsNotAllowed(String text, String expected) {
        assertThatThrownBy(() -> MeasureTerm.of(text))
                .isInstanceOfSatisfying(MeasureException.class, e -> {
                    assertThat(e.found()).isEqualTo(text);
                    assertThat(e.expected()).isEqualTo(expected);
                })
                .hasMessage("The measure '" + text + "' is not allowed, expected " + expected);
    }

    @ParameterizedTest
    @ValueSource(strings = {"indexes", "", "INDEX.13", " flip", ".13"})
    void rejectsAMeasureThatDoesNotExist(String text) {
        assertThatThrownBy(() -> MeasureTerm.list("flip," + text)).isInstanceOfSatisfying(MeasureException.class, e -> {
            assertThat(e.found()).isEqualTo(text);
            assertThat(e.expected())
                    .startsWith("one of index, percentile, zscore, willco, ")
                    .endsWith(", liquidity");
        });
    }
}
