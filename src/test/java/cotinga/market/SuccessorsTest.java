package cotinga.market;

import static cotinga.report.ReportType.LEGACY;
import static cotinga.report.ReportType.TFF;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import cotinga.base.DataFileException;
import cotinga.report.Predecessor;
import java.io.StringReader;
import java.time.LocalDate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SuccessorsTest {
    private static final String HEADER = "code,report_type,successor,from,factor,reason,source\n";

    @Test
    void knowsThatEafeFuturesMovedToAnotherExchange() {
        assertThat(Successors.shipped().predecessorsOf(TFF, "244041"))
                .containsExactly(new Predecessor("244741", LocalDate.parse("2011-06-14"), 1));
    }

    @Test
    void continuesAMarketInOneReportTypeOnly() {
        assertThat(Successors.shipped().predecessorsOf(LEGACY, "244041")).isEmpty();
        assertThat(Successors.shipped().predecessorsOf(TFF, "244741")).isEmpty();
    }

    @Test
    void neverAddsLegsToAConsolidatedMarket() {
        assertThat(Successors.shipped().predecessorsOf(TFF, "13874+")).isEmpty();
        assertThatThrownBy(() -> load("13874A,tff,13874+,2020-01-07,1,merged,CFTC\n"))
                .isInstanceOf(DataFileException.class)
                .hasMessageContaining("the consolidated successor '13874+' of '13874A'");
    }

    @Test
    void multipliesTheFactorsOfSeveralSteps() {
        Successors successors = load(
                """
                222222,tff,333333,2020-06-02,4,smaller,CFTC
                111111,tff,222222,2015-06-02,0.5,larger,CFTC
                """);

        assertThat(successors.predecessorsOf(TFF, "333333"))
                .containsExactly(
                        new Predecessor("222222", LocalDate.parse("2020-06-02"), 4),
                        new Predecessor("111111", LocalDate.parse("2015-06-02"), 2));
        assertThat(successors.predecessorsOf(TFF, "222222"))
                .containsExactly(new Predecessor("111111", LocalDate.parse("2015-06-02"), 0.5));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
            11111,tff,222222,2015-06-02,1,moved,CFTC        | the contract code '11111'
            111111,fin,222222,2015-06-02,1,moved,CFTC       | the report type 'fin'
            111111,tff,2222,2015-06-02,1,moved,CFTC         | the contract code '2222'
            111111,tff,222222,2015-06-31,1,moved,CFTC       | the date '2015-06-31'
            111111,tff,222222,2015-06-02,0,moved,CFTC       | the factor '0'
            111111,tff,222222,2015-06-02,1000,moved,CFTC    | the factor '1000'
            111111,tff,222222,2015-06-02,-1,moved,CFTC      | the factor '-1'
            111111,tff,222222,2015-06-02,1,,CFTC            | an empty field
            111111,tff,222222,2015-06-02,1,moved,           | an empty field
            111111,tff,222222,2015-06-02,1,moved            | 111111,tff,222222
            111111,tff,111111,2015-06-02,1,moved,CFTC       | its predecessor '111111' from 2015-06-02
            """)
    void rejectsARowThatSaysNothingUseful(String row, String found) {
        assertThatThrownBy(() -> load(row + "\n"))
                .isInstanceOf(DataFileException.class)
                .hasMessageContaining("my-successors.csv")
                .hasMessageContaining(found);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
            222222,tff,111111,2020-06-02 | '222222' from 2015-06-02, and its predecessor '111111' from 2020-06-02
            222222,tff,333333,2015-06-02 | '333333' from 2015-06-02, and its predecessor '222222' from 2015-06-02
            111111,tff,333333,2020-06-02 | '111111' again
            333333,tff,222222,2020-06-02 | the successor '222222' again
            """)
    void rejectsCyclesMergersAndDatesOutOfOrder(String row, String found) {
        String first = "111111,tff,222222,2015-06-02,1,moved,CFTC\n";

        assertThatThrownBy(() -> load(first + row + ",1,moved,CFTC\n"))
                .isInstanceOf(DataFileException.class)
                .hasMessageContaining(found);
    }

    private static Successors load(String rows) {
        return Successors.load(new StringReader(HEADER + rows), "my-successors.csv");
    }
}
