package cotinga.intake;

import cotinga.cftc.Archive;
import cotinga.cftc.ArchiveKind;
import cotinga.report.ReportVariant;
import cotinga.run.ArchiveOutcome;
import cotinga.run.ReportRun;
import cotinga.store.weeks.WeekStore;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;

/** Which weeks a run requests from the fallback. */
final class FallbackPlan {
    private final WeekStore weeks;

    FallbackPlan(WeekStore weeks) {
        this.weeks = weeks;
    }

    /**
     * What to request: the years whose files a run did not get and of which nothing is stored, and the weeks after the newest stored week.
     * Empty after a local failure, because the responses could not be stored either.
     */
    List<Archive> missing(ReportRun run) {
        if (run.isStopped() || run.hasLocalFailure()) {
            return List.of();
        }
        List<Archive> undelivered = undelivered(run);
        List<Archive> missing = new ArrayList<>();
        for (ReportVariant variant : EnumSet.copyOf(run.plan().variants())) {
            List<Archive> ofVariant = undelivered.stream()
                    .filter(archive -> archive.variant() == variant)
                    .toList();
            if (!ofVariant.isEmpty()) {
                missing.addAll(missing(variant, ofVariant, run));
            }
        }
        return List.copyOf(missing);
    }

    /** The archives that failed, and those that were not requested because the CFTC was unreachable. */
    private static List<Archive> undelivered(ReportRun run) {
        Map<Archive, ArchiveOutcome.Kind> kinds = new HashMap<>();
        run.outcomes().forEach(outcome -> kinds.put(outcome.archive(), outcome.kind()));
        Set<ArchiveOutcome.Kind> undeliveredKinds =
                EnumSet.of(ArchiveOutcome.Kind.UNREACHABLE, ArchiveOutcome.Kind.FAILED);
        Stream<Archive> unrequested = run.isContinuing()
                ? Stream.of()
                : Stream.concat(run.weeklyArchives().stream(), run.yearlyArchives().stream())
                        .filter(archive -> !kinds.containsKey(archive));
        return Stream.concat(
                        unrequested,
                        kinds.keySet().stream().filter(archive -> undeliveredKinds.contains(kinds.get(archive))))
                .toList();
    }

    private List<Archive> missing(ReportVariant variant, List<Archive> undelivered, ReportRun run) {
        NavigableMap<LocalDate, Integer> stored = weeks.weeksByDate(variant);
        int first = Math.max(run.plan().firstYear(), Archive.dataBegin(variant));
        if (stored.isEmpty()) {
            return first > run.plan().lastYear()
                    ? List.of()
                    : List.of(Archive.fallback(variant, first, run.plan().lastYear()));
        }
        int newest = stored.lastKey().getYear();
        List<Archive> missing = new ArrayList<>(gaps(variant, undelivered, stored, newest));
        boolean newestIsUndelivered = undelivered.stream()
                .anyMatch(archive -> archive.kind() == ArchiveKind.WEEKLY
                        || archive.lastYear() == run.plan().lastYear());
        if (newestIsUndelivered && newest <= run.plan().lastYear()) {
            missing.add(Archive.fallback(variant, newest, run.plan().lastYear()));
        }
        return missing;
    }

    /** The years without stored weeks before the year of the newest week; adjacent years are combined. */
    private static List<Archive> gaps(
            ReportVariant variant, List<Archive> undelivered, NavigableMap<LocalDate, Integer> stored, int newest) {
        Set<Integer> years = new TreeSet<>();
        for (Archive archive : undelivered) {
            for (int year = archive.firstYear();
                    archive.kind() != ArchiveKind.WEEKLY && year <= archive.lastYear();
                    year++) {
                if (year < newest && year >= Archive.dataBegin(variant) && !isStored(year, stored)) {
                    years.add(year);
                }
            }
        }
        List<Archive> gaps = new ArrayList<>();
        for (int year : years) {
            int last = gaps.size() - 1;
            if (last >= 0 && gaps.get(last).lastYear() == year - 1) {
                gaps.set(last, Archive.fallback(variant, gaps.get(last).firstYear(), year));
            } else {
                gaps.add(Archive.fallback(variant, year, year));
            }
        }
        return gaps;
    }

    /** Whether more than a single week of a year is stored. */
    static boolean isStored(int year, NavigableMap<LocalDate, Integer> stored) {
        return stored.subMap(LocalDate.of(year, 1, 1), LocalDate.of(year + 1, 1, 1))
                        .size()
                > 1;
    }
}
