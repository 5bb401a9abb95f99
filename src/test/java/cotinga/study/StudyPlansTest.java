package cotinga.study;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import cotinga.base.DataFileException;
import cotinga.report.ReportType;
import java.io.StringReader;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class StudyPlansTest {
    private static final String HEADER = "key,condition,horizons,name\n";

    @Test
    void readsStudiesInTheOrderOfTheFile() {
        List<StudyPlan> plans =
                plans("# one\nlong,bias_{speculative}>50,\"4w,5s\",More longs\nflip,flip_{commercial}=long,1w,Turn\n");

        assertThat(plans).extracting(StudyPlan::key).containsExactly("long", "flip");
        assertThat(plans.get(0).name()).isEqualTo("More longs");
        assertThat(plans.get(0).horizons()).extracting(Horizon::key).containsExactly("4w", "5s");
    }

    @Test
    void namesTheGroupsOfEachReport() {
        StudyPlan plan =
                plans("a,bias_{speculative}>50 and bias_{commercial}<50,1w,A\n").get(0);

        assertThat(plan.condition(ReportType.LEGACY).condition()).hasToString("bias_g1>50 and bias_g2<50");
        assertThat(plan.condition(ReportType.DISAGG).condition()).hasToString("bias_g3>50 and bias_g1<50");
        assertThat(plan.condition(ReportType.TFF).condition()).hasToString("bias_g3>50 and bias_g1<50");
    }

    @Test
    void shipsStudies() {
        assertThat(StudyPlans.shipped().all()).hasSizeGreaterThan(9).allSatisfy(plan -> assertThat(plan.horizons())
                .isNotEmpty());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
            A,flip_g1=long,1w,Turn                     | mine.csv line 2: found the key 'A', expected 1 to 40 of a-z
            a,flip_g1=long,1w                          | mine.csv line 2: found 3 fields in
            a,flip_g1=long,1w,                         | mine.csv line 2: found no name of 'a', expected key,condition
            a,flip_g1,1w,Turn                          | mine.csv line 2: found the condition 'flip_g1', expected a key, one of
            a,flip_g1>1,1w,Turn                        | mine.csv line 2: found the condition 'flip_g1>1', expected flip_g1= or
            a,flip_g5=long,1w,Turn                     | mine.csv line 2: found the column 'flip_g5', expected the key of a column of legacy
            a,flip_{small}=long,1w,Turn                | mine.csv line 2: found the condition 'flip_{small}=long'
            a,flip_g1=long,1y,Turn                     | mine.csv line 2: found the horizon '1y', expected a number of sessions
            """)
    void rejectsAnInvalidRow(String row, String message) {
        assertThatThrownBy(() -> plans(row + "\n"))
                .isInstanceOf(DataFileException.class)
                .hasMessageStartingWith(message);
    }

    @Test
    void rejectsAKeyThatIsRepeated() {
        assertThatThrownBy(() -> plans("a,flip_g1=long,1w,Turn\na,flip_g1=short,1w,Turn\n"))
                .hasMessageStartingWith("mine.csv line 3: found 'a' again");
    }

    @Test
    void rejectsAFileWithoutItsHeader() {
        assertThatThrownBy(() -> StudyPlans.load(new StringReader("a,flip_g1=long,1w,Turn\n"), "mine.csv"))
                .hasMessageContaining("expected the header 'key,condition,horizons,name' above the rows");
    }

    private static List<StudyPlan> plans(String rows) {
        return StudyPlans.load(new StringReader(HEADER + rows), "mine.csv").all();
    }
}
