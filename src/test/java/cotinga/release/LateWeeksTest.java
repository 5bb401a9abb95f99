package cotinga.release;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import cotinga.report.DataFileException;
import java.io.IOException;
import java.io.StringReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LateWeeksTest {
    private static final String HEADER = "report_date,published_date,basis,note\n";

    @Test
    void areReadFromAFileOfOnesOwn(@TempDir Path directory) throws IOException {
        Path file = Files.writeString(
                directory.resolve("late.csv"), "# mine\n" + HEADER + "2027-01-05,2027-01-20,known,announced\n");

        assertThat(LateWeeks.read(file).published())
                .isEqualTo(Map.of(LocalDate.of(2027, 1, 5), LocalDate.of(2027, 1, 20)));
        ReleaseCalendar calendar = ReleaseCalendar.load(file);
        assertThat(calendar.digest())
                .isEqualTo(ReleaseCalendar.load(file).digest())
                .isNotEqualTo(RuleAlone.calendar().digest());
        assertThat(calendar.publishedAt(LocalDate.of(2027, 1, 12)))
                .as("weeks are published in date order")
                .isEqualTo(calendar.publishedAt(LocalDate.of(2027, 1, 5)));
    }

    @Test
    void areNeverPublishedBeforeTheRuleHasIt() {
        ReleaseCalendar rule = RuleAlone.calendar();
        ReleaseCalendar shipped = ReleaseCalendar.shipped();

        assertThat(LateWeeks.shipped().published().keySet())
                .hasSizeGreaterThan(30)
                .allSatisfy(date -> assertThat(shipped.publishedAt(date)).isAfter(rule.publishedAt(date)));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "2027-01-05,tomorrow,known,x | found 'tomorrow', expected a date such as 2025-11-19",
                "2027-01-05,2027-01-05,known,x | found published 2027-01-05, expected a day after the report date",
                "2027-01-05,2027-01-20,maybe,x | found the basis 'maybe', expected known, secondhand or derived",
                "2027-01-05,2027-01-20,known | found '2027-01-05,2027-01-20,known', expected report_date"
            })
    void refuseARowThatIsNotAsItShouldBe(String row, String message) {
        assertThatThrownBy(() -> LateWeeks.read(new StringReader(HEADER + row + "\n"), "late.csv"))
                .isInstanceOf(DataFileException.class)
                .hasMessageStartingWith("late.csv line 2: " + message)
                .satisfies(e -> assertThat(((DataFileException) e).line()).isEqualTo(2))
                .satisfies(e -> assertThat(((DataFileException) e).file()).isEqualTo("late.csv"));
    }

    @Test
    void refuseAnotherOrder() {
        String rows = "2027-01-12,2027-01-22,known,x\n2027-01-05,2027-01-20,known,x\n";

        assertThatThrownBy(() -> LateWeeks.read(new StringReader(HEADER + rows), "late.csv"))
                .hasMessage(
                        "late.csv line 3: found 2027-01-05 after 2027-01-12, expected weeks in the order in which they"
                                + " were published, each once");
    }

    @Test
    void refuseAnotherHeader() {
        assertThatThrownBy(() -> LateWeeks.read(new StringReader("date,day\n"), "late.csv"))
                .hasMessage(
                        "late.csv line 1: found the header 'date,day', expected 'report_date,published_date,basis,note'");
    }

    @Test
    void refuseAFileThatIsNotThere(@TempDir Path directory) {
        assertThatThrownBy(() -> LateWeeks.read(directory.resolve("none.csv")))
                .isInstanceOf(DataFileException.class)
                .hasMessageContaining("none.csv: found what cannot be read");
    }
}
