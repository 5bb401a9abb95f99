package cotinga.measure;

import static cotinga.measure.Examples.DOT;
import static cotinga.measure.Examples.nets;
import static cotinga.measure.Truth.FALSE;
import static cotinga.measure.Truth.TRUE;
import static cotinga.measure.Truth.UNDEFINED;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import cotinga.report.ReportType;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ConditionTest {
    private static final Measures MEASURES = new Measures(ReportDateList.CALENDAR, 90);

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
            index_156_g1>=90                         | index_156_g1>=90
            ' index_156_g1  >= 90 and  flip_g1=long' | index_156_g1>=90 and flip_g1=long
            zscore_52_g3<-2                          | zscore_52_g3<-2
            bias_g1!=50.25                           | bias_g1!=50.25
            bias_g1>1 and bias_g1>1                  | bias_g1>1
            """)
    void isReadAndWrittenWithoutNeedlessSpaces(String text, String written) {
        assertThat(Condition.parse(text)).hasToString(written);
        assertThat(Condition.parse(written)).isEqualTo(Condition.parse(text));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "index_156_g1",
                "index_156_g1 >= ",
                ">= 90",
                "index_156_g1 => 90",
                "index_156_g1 >= 9x",
                "index_156_g1 >= 90 or flip_g1 = long",
                "index_156_g1 >= 90 and",
                "index_156_g1 >= 90 and and flip_g1 = long",
                "index_156_g1 >= 90, flip_g1 = long",
                "Index_156_g1 >= 90",
                "index_156_g1 >= NaN",
                "index_156_g1 >= 1e3"
            })
    void rejectsAnythingElse(String text) {
        assertThatThrownBy(() -> Condition.parse(text))
                .isInstanceOf(ConditionException.class)
                .hasMessageContaining("such as index_156_g1>=90");
    }

    @Test
    void rejectsMoreThanTwentyComparisons() {
        String twenty = "bias_g1>0" + " and bias_g1>0".repeat(19);
        assertThat(Condition.parse(twenty).comparisons()).hasSize(1);
        assertThatThrownBy(() -> Condition.parse(twenty + " and bias_g1>0"))
                .isInstanceOf(ConditionException.class)
                .hasMessageContaining("'21 comparisons'");
    }

    @Test
    void comparesUnroundedNumbers() {
        // 100·1000300/2000300 is 50.00749…, which is shown as 50.0
        assertThat(truths("bias_g1>50", nets(300))).containsExactly(TRUE);
        assertThat(truths("bias_g1=50", nets(300))).containsExactly(FALSE);
        assertThat(truths("bias_g1=50", nets(0))).containsExactly(TRUE);
        assertThat(truths("change_1w_g1>=-3 and change_1w_g1<=-3", nets(5, 2, 1)))
                .containsExactly(UNDEFINED, TRUE, FALSE);
    }

    @Test
    void isUndefinedOnlyIfAnAbsentValueDecides() {
        assertThat(truths("change_1w_g1>0", nets(5, DOT, 7, 8))).containsExactly(UNDEFINED, UNDEFINED, UNDEFINED, TRUE);
        assertThat(truths("change_1w_g1>0 and bias_g1>50", nets(-5, 5)))
                .as("the second comparison is false in the first week")
                .containsExactly(FALSE, TRUE);
    }

    @Test
    void comparesWordsAndFlags() {
        assertThat(truths("flip_g1=long", nets(-5, 5, 6, -7))).containsExactly(FALSE, TRUE, FALSE, FALSE);
        assertThat(truths("flip_g1!=long", nets(-5, 5, 6, -7))).containsExactly(TRUE, FALSE, TRUE, TRUE);
        assertThat(truths("velocity_g1_turning=true", nets(1, 2, 4, 5)))
                .containsExactly(UNDEFINED, UNDEFINED, FALSE, TRUE);
        assertThat(truths("flip_g1_weeks>3", nets(-5, 5)))
                .as("there was no flip before")
                .containsExactly(FALSE, FALSE);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
            flip_g1>long                | flip_g1= or flip_g1!= and one of long, short
            flip_g1=up                  | flip_g1= or flip_g1!= and one of long, short
            flip_g1=1                   | flip_g1= or flip_g1!= and one of long, short
            velocity_g1_turning=yes     | velocity_g1_turning= or velocity_g1_turning!= and one of false, true
            bias_g1=long                | a number behind bias_g1=
            flip_g1_before=20200101     | a column of numbers or words; flip_g1_before is a date
            """)
    void rejectsValuesThatAColumnCannotHave(String text, String expected) {
        assertThatThrownBy(() -> truths(text, nets(1, 2)))
                .isInstanceOf(ConditionException.class)
                .hasMessage("The condition '" + text + "' is not allowed, expected " + expected);
    }

    private static List<Truth> truths(String text, MarketWeeks market) {
        Condition condition = Condition.parse(text);
        return condition.test(MEASURES.columns(market, ColumnSelection.of(ReportType.LEGACY, condition.keys())));
    }
}
