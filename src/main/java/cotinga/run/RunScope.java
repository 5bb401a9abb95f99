package cotinga.run;

import cotinga.cftc.Archive;
import cotinga.cftc.ArchiveKind;
import cotinga.cftc.ArchivePlan;
import cotinga.report.ReportVariant;
import java.time.LocalDate;
import java.util.Collection;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * How much a report run asks for.
 *
 * @param kind the extent
 * @param variants for weekly files: of which variants
 * @param day for a sweep: the date at the CFTC
 * @param storedBundles for a sweep: the bundles of which weeks are stored
 */
public record RunScope(Kind kind, Set<ReportVariant> variants, LocalDate day, List<Archive> storedBundles) {
    private static final int NEWEST_YEARS = 5;
    private static final int PARTS = 5;

    /** The extents of a run. */
    public enum Kind {
        /** Every archive that the settings name. */
        EVERYTHING,
        /** The weekly files and the newest five years, and a fifth of what is older: after five working days all was asked for. */
        SWEEP,
        /** The weekly files of some variants. */
        WEEKLY_FILES;

        /** What people read: {@code weekly files}. */
        String words() {
            return name().toLowerCase(Locale.ROOT).replace('_', ' ');
        }
    }

    public RunScope {
        variants = Set.copyOf(variants);
        storedBundles = List.copyOf(storedBundles);
    }

    static RunScope everything() {
        return new RunScope(Kind.EVERYTHING, EnumSet.allOf(ReportVariant.class), LocalDate.EPOCH, List.of());
    }

    static RunScope sweep(LocalDate day, List<Archive> storedBundles) {
        return new RunScope(Kind.SWEEP, EnumSet.allOf(ReportVariant.class), day, storedBundles);
    }

    static RunScope weeklyFiles(Set<ReportVariant> variants) {
        return new RunScope(Kind.WEEKLY_FILES, variants, LocalDate.EPOCH, List.of());
    }

    /** Which of the wanted variants it is about. */
    Set<ReportVariant> of(Collection<ReportVariant> wanted) {
        Set<ReportVariant> its = EnumSet.noneOf(ReportVariant.class);
        its.addAll(wanted);
        its.retainAll(variants);
        return its;
    }

    /** The yearly archives of these variants and years that it asks for. */
    List<Archive> yearly(Collection<ReportVariant> wanted, int firstYear, int lastYear) {
        return switch (kind) {
            case EVERYTHING -> ArchivePlan.yearly(wanted, firstYear, lastYear);
            case SWEEP ->
                ArchivePlan.yearly(wanted, firstYear, lastYear).stream()
                        .filter(archive -> archive.lastYear() > lastYear - NEWEST_YEARS
                                || (isTurnOf(archive.lastYear()) && !isBundled(archive)))
                        .toList();
            case WEEKLY_FILES -> List.of();
        };
    }

    /**
     * The bundles that it asks for: those that take the place of missing archives, where all were asked for, else those whose turn
     * it is of the stored ones.
     */
    List<Archive> bundles(Collection<Archive> missingYearly, Collection<ReportVariant> wanted) {
        return switch (kind) {
            case EVERYTHING -> ArchivePlan.bundles(missingYearly);
            case SWEEP ->
                storedBundles.stream()
                        .filter(bundle -> wanted.contains(bundle.variant()))
                        .filter(bundle -> isTurnOf(bundle.lastYear()))
                        .toList();
            case WEEKLY_FILES -> List.of();
        };
    }

    private boolean isTurnOf(int number) {
        return number % PARTS == day.getDayOfWeek().getValue() % PARTS;
    }

    /** Whether the year of a yearly archive is in a stored bundle. */
    boolean isBundled(Archive yearly) {
        return storedBundles.stream()
                .filter(bundle -> bundle.kind() == ArchiveKind.BUNDLE && bundle.variant() == yearly.variant())
                .anyMatch(bundle -> bundle.firstYear() <= yearly.firstYear() && yearly.lastYear() <= bundle.lastYear());
    }
}
