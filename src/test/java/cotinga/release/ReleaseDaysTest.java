package cotinga.release;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import cotinga.base.DataFile;
import cotinga.base.NewYork;
import cotinga.report.ReportDays;
import cotinga.report.ReportVariant;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.DayOfWeek;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Checks the calendar against the CFTC's calendars and announcements. Skipped if they are not available. */
class ReleaseDaysTest {
    private static final Path FACTS = Path.of("..", "shared", "data", "calendar");
    private static final LocalDate LAST_TWICE_MONTHLY = LocalDate.of(1992, 9, 30);

    private final ReleaseCalendar calendar = ReleaseCalendar.shipped();

    @Test
    void differOnNoDay() {
        Set<String> differences = new TreeSet<>();
        List<DataFile.Row> rows = rows("release-days.csv");
        for (DataFile.Row row : rows) {
            LocalDate reportDate = LocalDate.parse(row.field(0));
            for (ReportVariant variant : variants(row)) {
                if (hasBegun(variant, reportDate)
                        && !publishedOn(variant, reportDate).equals(LocalDate.parse(row.field(1)))) {
                    differences.add(variant.path() + " " + row.text());
                }
            }
        }
        assertThat(rows).hasSizeGreaterThan(100);
        assertThat(differences).isEmpty();
    }

    @Test
    void areFridaysInTheOtherWeeksOfTheCoveredYears() {
        Map<LocalDate, Set<ReportVariant>> listed = new HashMap<>();
        rows("release-days.csv").forEach(row -> listed.computeIfAbsent(
                        LocalDate.parse(row.field(0)), date -> EnumSet.noneOf(ReportVariant.class))
                .addAll(variants(row)));
        List<LocalDate> reportDates = Stream.concat(
                        LocalDate.of(2003, 11, 25).datesUntil(LocalDate.of(2007, 12, 25)),
                        LocalDate.of(2009, 12, 1).datesUntil(LocalDate.of(2026, 12, 23)))
                .filter(calendar.reportDays()::isReportDay)
                .toList();
        for (LocalDate reportDate : reportDates) {
            for (ReportVariant variant : ReportVariant.values()) {
                if (hasBegun(variant, reportDate)
                        && !listed.getOrDefault(reportDate, Set.of()).contains(variant)) {
                    assertThat(publishedOn(variant, reportDate))
                            .as("%s %s", variant.path(), reportDate)
                            .isEqualTo(reportDate.with(DayOfWeek.FRIDAY));
                }
            }
        }
        assertThat(reportDates).hasSizeGreaterThan(1_000);
    }

    @Test
    void areInTheShippedFileWithTheirBasis() {
        List<DataFile.Row> shipped = shipped();

        assertThat(facts(shipped)).containsExactlyElementsOf(facts(rows("release-days.csv")));
        assertThat(shipped.stream().filter(row -> row.field(3).equals("unsure")))
                .isNotEmpty()
                .allSatisfy(row -> assertThat(row.field(4)).contains("taken"));
    }

    @Test
    void everyReportDateSince1986IsKnownAndNoOther() {
        Set<LocalDate> notTuesday = rows("report-days-not-tuesday.csv").stream()
                .map(row -> LocalDate.parse(row.field(0)))
                .collect(Collectors.toCollection(TreeSet::new));
        Set<LocalDate> replaced = new HashSet<>();
        notTuesday.stream()
                .filter(day -> day.isAfter(LAST_TWICE_MONTHLY))
                .filter(day -> !Set.of("1997-12-19", "2003-02-14").contains(day.toString()))
                .forEach(day -> replaced.add(
                        Set.of("2001-12-21", "2001-12-28").contains(day.toString())
                                ? day.plusDays(4)
                                : day.with(DayOfWeek.TUESDAY)));
        ReportDays days = calendar.reportDays();

        for (LocalDate day :
                LocalDate.of(1986, 1, 1).datesUntil(LocalDate.of(2026, 1, 1)).toList()) {
            assertThat(days.isReportDay(day))
                    .as(day.toString())
                    .isEqualTo(notTuesday.contains(day) || (isReportTuesday(day) && !replaced.contains(day)));
        }
    }

    private static boolean isReportTuesday(LocalDate day) {
        return day.getDayOfWeek() == DayOfWeek.TUESDAY
                && (day.isAfter(LAST_TWICE_MONTHLY)
                        || day.getDayOfMonth() == 15
                        || day.getDayOfMonth() == day.lengthOfMonth());
    }

    private LocalDate publishedOn(ReportVariant variant, LocalDate reportDate) {
        return LocalDate.ofInstant(calendar.publishedAt(variant, reportDate), NewYork.ZONE);
    }

    /** Whether reports of a variant were weekly at a report date. */
    private static boolean hasBegun(ReportVariant variant, LocalDate reportDate) {
        return FirstReleases.shipped()
                .publishedOn(variant.type().key(), reportDate)
                .isEmpty();
    }

    private static List<String> facts(List<DataFile.Row> rows) {
        return rows.stream()
                .map(row -> String.join(",", row.fields().subList(0, 4)))
                .toList();
    }

    private static Set<ReportVariant> variants(DataFile.Row row) {
        return row.field(2).equals("all")
                ? EnumSet.allOf(ReportVariant.class)
                : Arrays.stream(row.field(2).split(" ", -1))
                        .map(path -> ReportVariant.ofPath(path).orElseThrow())
                        .collect(Collectors.toCollection(() -> EnumSet.noneOf(ReportVariant.class)));
    }

    private static List<DataFile.Row> shipped() {
        return withoutHeader(DataFile.readShipped(LateWeeks.class, "late-weeks.csv"));
    }

    private static List<DataFile.Row> rows(String name) {
        Path file = FACTS.resolve(name);
        assumeTrue(Files.isRegularFile(file), () -> "the facts are not at hand: " + file);
        return withoutHeader(DataFile.read(file));
    }

    private static List<DataFile.Row> withoutHeader(DataFile file) {
        return file.rows().subList(1, file.rows().size());
    }
}
