package cotinga.release;

import static cotinga.report.ReportVariant.LEGACY_FO;
import static cotinga.report.ReportVariant.TFF_CO;
import static cotinga.report.ReportVariant.TFF_FO;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import cotinga.base.DataFileException;
import java.io.IOException;
import java.io.StringReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.Map;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LateWeeksTest {
    private static final String HEADER = "report_date,published_date,variants,basis,note\n";

    @Test
    void areReadFromACustomFile(@TempDir Path directory) throws IOException {
        Path file = Files.writeString(
                directory.resolve("late.csv"), "# mine\n" + HEADER + "2027-01-05,2027-01-20,all,announcement,stated\n");

        assertThat(LateWeeks.read(file).published(LEGACY_FO))
                .isEqualTo(Map.of(LocalDate.of(2027, 1, 5), LocalDate.of(2027, 1, 20)));
        ReleaseCalendar calendar = ReleaseCalendar.load(file);
        assertThat(calendar.digest())
                .isEqualTo(ReleaseCalendar.load(file).digest())
                .isNotEqualTo(RuleAlone.calendar().digest());
        assertThat(calendar.publishedAt(LEGACY_FO, LocalDate.of(2027, 1, 12)))
                .as("weeks are published in date order")
                .isEqualTo(calendar.publishedAt(LEGACY_FO, LocalDate.of(2027, 1, 5)));
    }

    @Test
    void canConcernSomeVariantsOnly(@TempDir Path directory) throws IOException {
        Path file = Files.writeString(
                directory.resolve("late.csv"),
                HEADER + "2027-01-05,2027-01-11,tff/co  tff/fo,announcement,stated\n"
                        + "2027-01-05,2027-01-12,legacy/fo,announcement,stated\n");
        LocalDate week = LocalDate.of(2027, 1, 5);

        LateWeeks read = LateWeeks.read(file);
        assertThat(read.published(TFF_FO)).isEqualTo(Map.of(week, LocalDate.of(2027, 1, 11)));
        assertThat(read.published(TFF_CO)).isEqualTo(read.published(TFF_FO));
        assertThat(read.published(LEGACY_FO)).isEqualTo(Map.of(week, LocalDate.of(2027, 1, 12)));
        assertThat(read.reportDates()).containsExactly(week);
    }

    @Test
    void areTheDaysOfTheRuleWhereOnlyAHolidayDelayedThem() {
        TreeSet<String> others = new TreeSet<>();
        LateWeeks.shipped().published(LEGACY_FO).forEach((reportDate, day) -> {
            if (!RuleAlone.calendar()
                    .publishedAt(LEGACY_FO, reportDate)
                    .equals(ReleaseCalendar.shipped().publishedAt(LEGACY_FO, reportDate))) {
                others.add(reportDate + " " + day);
            }
        });

        assertThat(others)
                .as("days of mourning, days off by order, a mistake, shutdowns and an outage")
                .contains("2004-06-08 2004-06-14", "2009-11-09 2009-11-13", "2014-07-01 2014-07-04")
                .contains("2014-12-23 2014-12-30", "2025-01-07 2025-01-13", "2025-12-16 2025-12-23")
                .hasSize(40);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "2027-01-05,tomorrow,all,both,x | found 'tomorrow', expected a date such as 2025-11-19",
                "2027-01-05,2027-01-05,all,both,x | found published 2027-01-05, expected a day after the report date",
                "2027-01-05,2027-01-20,all,known,x | found the basis 'known', expected calendar, announcement, both or unsure",
                "2027-01-05,2027-01-20,both,x | found 4 fields in '2027-01-05,2027-01-20,both,x', expected report_date",
                "2027-01-05,2027-01-20,tff,both,x | found the variant 'tff', expected 'all', or some of legacy/fo, legacy/co",
                "2027-01-05,2027-01-20,,both,x | found the variant '', expected 'all', or some of",
                "2027-01-05,2027-01-20,all tff/co,both,x | found the variant 'all', expected 'all', or some of"
            })
    void rejectAnInvalidRow(String row, String message) {
        assertThatThrownBy(() -> LateWeeks.read(new StringReader(HEADER + row + "\n"), "late.csv"))
                .isInstanceOf(DataFileException.class)
                .hasMessageStartingWith("late.csv line 2: " + message)
                .satisfies(e ->
                        assertThat(((DataFileException) e).finding().place()).isEqualTo("late.csv line 2"));
    }

    @Test
    void rejectAnotherOrder() {
        String rows = "2027-01-12,2027-01-22,all,both,x\n2027-01-05,2027-01-20,tff/co,both,x\n";

        assertThatThrownBy(() -> LateWeeks.read(new StringReader(HEADER + rows), "late.csv"))
                .hasMessage(
                        "late.csv line 3: found 2027-01-05 published 2027-01-20 after 2027-01-12 published 2027-01-22,"
                                + " for tff/co, expected the weeks of a variant in the order of their release, each once");
    }

    @Test
    void rejectADuplicateWeekOfAVariant() {
        String rows = "2027-01-05,2027-01-20,all,both,x\n2027-01-05,2027-01-20,tff/co,both,x\n";

        assertThatThrownBy(() -> LateWeeks.read(new StringReader(HEADER + rows), "late.csv"))
                .hasMessageContaining("late.csv line 3: ")
                .hasMessageContaining("each once");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {"date,day", "report_date,published_date,basis,note"})
    void rejectAnotherHeader(String header) {
        assertThatThrownBy(() -> LateWeeks.read(new StringReader(header + "\n"), "late.csv"))
                .hasMessage("late.csv line 1: found the header '" + header
                        + "', expected 'report_date,published_date,variants,basis,note'");
    }

    @Test
    void rejectAMissingFile(@TempDir Path directory) {
        assertThatThrownBy(() -> LateWeeks.read(directory.resolve("none.csv")))
                .isInstanceOf(DataFileException.class)
                .hasMessageContaining("none.csv: found an unreadable file");
    }
}
