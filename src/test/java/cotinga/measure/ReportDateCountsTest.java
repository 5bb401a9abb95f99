package cotinga.measure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.List;
import org.junit.jupiter.api.Test;

class ReportDateCountsTest {
    private static final Path LIST = Path.of("..", "shared", "data", "calendar", "report-days-not-tuesday.csv");

    private final ReportDateCounts counts = new ReportDateCounts(ReportDateList.CALENDAR);

    @Test
    void countsBothEnds() {
        assertThat(between("2026-11-17", "2026-11-24")).isEqualTo(2);
        assertThat(between("2026-11-18", "2026-11-23")).isZero();
    }

    @Test
    void countsTwoReportsAMonthFromTheFirst() {
        assertThat(between("1986-01-15", "1986-12-31")).isEqualTo(24);
        assertThat(between("1992-09-01", "1992-10-06")).isEqualTo(3);
    }

    @Test
    void countsAMondayBeforeAHolidayOnce() {
        assertThat(between("2018-12-24", "2018-12-25")).isEqualTo(1);
        assertThat(between("2028-07-03", "2028-07-04")).isEqualTo(1);
    }

    @Test
    void countsWhatIsNotATuesdayInTheListOfTheCftc() throws IOException {
        assumeTrue(Files.exists(LIST), () -> "the list is not available: " + LIST);
        List<LocalDate> listed = Files.readAllLines(LIST).stream()
                .filter(line -> line.matches("\\d.*"))
                .map(line -> LocalDate.parse(line.substring(0, 10)))
                .toList();
        assertThat(listed).hasSizeGreaterThan(100).allSatisfy(day -> assertThat(between(day.toString(), day.toString()))
                .isEqualTo(1));
        assertThat(between("1992-10-06", "2025-12-30"))
                .isEqualTo(
                        (int) ChronoUnit.WEEKS.between(LocalDate.of(1992, 10, 6), LocalDate.of(2025, 12, 30)) + 1 + 2);
    }

    private int between(String first, String last) {
        return counts.between((int) LocalDate.parse(first).toEpochDay(), (int)
                LocalDate.parse(last).toEpochDay());
    }
}
