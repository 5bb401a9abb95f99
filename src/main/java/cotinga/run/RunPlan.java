package cotinga.run;

import cotinga.cftc.Archive;
import cotinga.cftc.ArchivePlan;
import cotinga.report.ReportVariant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Set;

/**
 * The archives that a report run requests, in three rounds.
 *
 * @param scope which archives of these variants and years are requested
 * @param variants the reports that the run updates
 * @param firstYear the first year
 * @param lastYear the last year, inclusive
 * @param done the labels of the archives that the run completed before it was interrupted
 */
public record RunPlan(RunScope scope, Set<ReportVariant> variants, int firstYear, int lastYear, Set<String> done) {
    public RunPlan {
        variants = scope.of(variants);
        done = Set.copyOf(done);
    }

    /** The plan of a run that loads one archive from the inbox. */
    static RunPlan ofInbox(Archive archive) {
        return new RunPlan(
                RunScope.everything(), Set.of(archive.variant()), archive.firstYear(), archive.lastYear(), Set.of());
    }

    /** The first round: the weekly file of each variant. A resumed run requests it again, because a newer one may exist. */
    List<Archive> weekly() {
        return ArchivePlan.weekly(variants);
    }

    /** The second round: zips of variants and years, the newest year first. */
    List<Archive> yearly() {
        return left(scope.yearly(variants, firstYear, lastYear).stream()
                .sorted(Comparator.comparingInt(Archive::lastYear).reversed())
                .toList());
    }

    /** The last round: bundles with the old years whose own zip is missing or has only a part of the year. */
    List<Archive> bundles(Collection<Archive> missingYearly) {
        List<Archive> incomplete = new ArrayList<>(missingYearly);
        scope.yearly(variants, firstYear, lastYear).stream()
                .filter(Archive::isPartOfYear)
                .forEach(incomplete::add);
        return left(scope.bundles(incomplete, variants));
    }

    private List<Archive> left(List<Archive> archives) {
        return archives.stream()
                .filter(archive -> !done.contains(archive.label()))
                .toList();
    }
}
