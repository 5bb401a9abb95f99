package cotinga.cftc;

import static org.assertj.core.api.Assertions.assertThat;

import cotinga.base.NewYork;
import cotinga.release.ReleaseCalendar;
import cotinga.report.ReportVariant;
import cotinga.report.Week;
import cotinga.report.WeekColumn;
import java.io.IOException;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** Checks the reader against files of the RealArchives.FOLDER. Skipped if the files are not available. */
class RealArchivesTest {
    private static final long LIMIT = 1L << 30;

    /** The day after the newest report date of these files. */
    private static final LocalDate LATEST = LocalDate.of(2026, 5, 20);

    @TestFactory
    Stream<DynamicTest> parsesEveryLineOfEveryRealFile() throws IOException {
        return RealArchives.files(RealArchives.FOLDER).stream()
                .filter(file -> RealArchives.archiveOf(file).isPresent())
                .map(file -> DynamicTest.dynamicTest(
                        RealArchives.FOLDER.relativize(file).toString(), () -> {
                            Reading reading = read(file);
                            assertThat(reading.malformed()).isEmpty();
                            assertThat(reading.tally().weeks()).isPositive();
                            assertThat(reading.weeks()).allSatisfy(RealArchivesTest::addsUp);
                        }));
    }

    @Test
    void readsTheNumbersOfWeeksMarketsAndDatesOfTheReference() throws IOException {
        Map<ReportVariant, Set<String>> weeks = new EnumMap<>(ReportVariant.class);
        Map<ReportVariant, Set<String>> markets = new EnumMap<>(ReportVariant.class);
        List<Path> files = new ArrayList<>(RealArchives.files(RealArchives.FOLDER.resolve("history")));
        files.addAll(RealArchives.files(RealArchives.FOLDER.resolve("newcot").resolve("2026-05-19")));
        for (Path file : files) {
            Archive archive = RealArchives.archiveOf(file).orElseThrow();
            for (Week week : read(file).weeks()) {
                weeks.computeIfAbsent(archive.variant(), variant -> new HashSet<>())
                        .add(week.code() + " " + week.reportDate());
                markets.computeIfAbsent(archive.variant(), variant -> new HashSet<>())
                        .add(week.code().value());
            }
        }
        assertThat(sizes(weeks))
                .containsOnly(
                        Map.entry(ReportVariant.LEGACY_FO, 16_872),
                        Map.entry(ReportVariant.DISAGG_FO, 98_891),
                        Map.entry(ReportVariant.TFF_FO, 20_071),
                        Map.entry(ReportVariant.TFF_CO, 5_651));
        assertThat(sizes(markets))
                .containsOnly(
                        Map.entry(ReportVariant.LEGACY_FO, 453),
                        Map.entry(ReportVariant.DISAGG_FO, 539),
                        Map.entry(ReportVariant.TFF_FO, 113),
                        Map.entry(ReportVariant.TFF_CO, 43));
    }

    @Test
    void readsEveryWeekOfTheSupplementalReport() throws IOException {
        Reading reading = read(RealArchives.files(RealArchives.FOLDER.resolve("editions")).stream()
                .filter(file -> file.endsWith(Path.of("2024-07-23", "dea_cit_txt_2024.zip")))
                .findFirst()
                .orElseThrow());

        assertThat(reading.tally()).isEqualTo(new ReportReader.Tally(390, 390, 0, 0));
        assertThat(reading.weeks().stream().map(Week::code).distinct()).hasSize(13);
        assertThat(reading.weeks().stream().map(Week::reportDate).distinct()).hasSize(30);
        assertThat(reading.weeks()).allSatisfy(week -> addsUp(week, 2));
    }

    @Test
    void everyReportDateIsKnownAndReleasedNoEarlierThanItCanHaveBeen() throws IOException {
        ReleaseCalendar calendar = ReleaseCalendar.shipped();
        Map<ReportVariant, Set<LocalDate>> reportDates = new EnumMap<>(ReportVariant.class);
        for (Path file : RealArchives.files(RealArchives.FOLDER)) {
            if (RealArchives.archiveOf(file).isPresent()) {
                Set<LocalDate> ofVariant = reportDates.computeIfAbsent(
                        RealArchives.archiveOf(file).get().variant(), variant -> new HashSet<>());
                read(file).weeks().forEach(week -> ofVariant.add(LocalDate.ofEpochDay(week.reportDate())));
            }
        }
        assertThat(reportDates).isNotEmpty();
        reportDates.forEach((variant, dates) -> assertThat(dates).allSatisfy(date -> {
            assertThat(calendar.reportDays().isReportDay(date)).isTrue();
            assertThat(LocalDate.ofInstant(calendar.publishedAt(variant, date), NewYork.ZONE))
                    .as("%s %s", variant.path(), date)
                    .isAfterOrEqualTo(date.plusDays(3))
                    .isAfterOrEqualTo(beginOf(variant));
        }));
    }

    /** The first release of a variant. */
    private static LocalDate beginOf(ReportVariant variant) {
        return switch (variant) {
            case LEGACY_FO, LEGACY_CO -> LocalDate.of(1986, 2, 1);
            case DISAGG_FO, DISAGG_CO -> LocalDate.of(2009, 12, 4);
            case TFF_FO, TFF_CO -> LocalDate.of(2010, 7, 23);
            case CIT_CO -> LocalDate.of(2007, 1, 5);
        };
    }

    private static Map<ReportVariant, Integer> sizes(Map<ReportVariant, Set<String>> sets) {
        Map<ReportVariant, Integer> sizes = new EnumMap<>(ReportVariant.class);
        sets.forEach((variant, set) -> sizes.put(variant, set.size()));
        return sizes;
    }

    /** All longs and spreads add up to the open interest, and so do all shorts and spreads, except for rounding. */
    private static void addsUp(Week week) {
        addsUp(week, 4);
    }

    private static void addsUp(Week week, int tolerance) {
        int[] counts = week.counts();
        long longs = 0;
        long shorts = 0;
        for (int group = 0; group < WeekColumn.MAX_GROUPS; group++) {
            int spread = zeroIfMissing(counts[WeekColumn.group(group, WeekColumn.SPREAD)]);
            longs += zeroIfMissing(counts[WeekColumn.group(group, WeekColumn.LONG)]) + spread;
            shorts += zeroIfMissing(counts[WeekColumn.group(group, WeekColumn.SHORT)]) + spread;
        }
        long openInterest = counts[WeekColumn.OPEN_INTEREST];
        assertThat(longs).isBetween(openInterest - tolerance, openInterest + tolerance);
        assertThat(shorts).isBetween(openInterest - tolerance, openInterest + tolerance);
    }

    private static int zeroIfMissing(int count) {
        return count == WeekColumn.MISSING ? 0 : count;
    }

    private record Reading(ReportReader.Tally tally, List<Week> weeks, List<MalformedLine> malformed) {}

    private static Reading read(Path file) throws IOException {
        Archive archive = RealArchives.archiveOf(file).orElseThrow();
        List<Week> weeks = new ArrayList<>();
        List<MalformedLine> malformed = new ArrayList<>();
        ReportReader.Tally tally = new ReportReader(
                        archive.variant(), archive.hasHeader(), archive.fileName(), LATEST, ReportDates.ANY)
                .read(() -> ArchiveFile.open(file, archive, LIMIT), weeks::add, malformed::add);
        return new Reading(tally, weeks, malformed);
    }
}
