package cotinga.run;

import cotinga.cftc.Archive;
import cotinga.cftc.ArchiveKind;
import cotinga.cftc.ArchivePlan;
import cotinga.report.ReportVariant;
import cotinga.store.runs.RunStore;
import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.Collection;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * The archives that a report run requests.
 *
 * @param kind the kind of scope
 * @param variants for weekly files: their variants
 * @param day for a full check: the date at the CFTC
 * @param storedBundles for a full check: the bundles whose weeks are stored
 */
public record RunScope(Kind kind, Set<ReportVariant> variants, LocalDate day, List<Archive> storedBundles) {
    private static final int NEWEST_YEARS = 5;
    private static final int PARTS = 5;
    private static final String RECORDED_FULL_CHECK = "full check ";
    private static final String RECORDED_WEEKLY = "weekly ";

    /** The kinds of scope. */
    public enum Kind {
        /** Every archive of the settings. */
        EVERYTHING,
        /** The weekly files, the newest five years and a fifth of the older ones, so that five working days cover all. */
        FULL_CHECK,
        /** The weekly files of some variants. */
        WEEKLY_FILES;

        /** The kind as text, such as {@code weekly files}. */
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

    public static RunScope fullCheck(LocalDate day, List<Archive> storedBundles) {
        return new RunScope(Kind.FULL_CHECK, EnumSet.allOf(ReportVariant.class), day, storedBundles);
    }

    public static RunScope weeklyFiles(Set<ReportVariant> variants) {
        return new RunScope(Kind.WEEKLY_FILES, variants, LocalDate.EPOCH, List.of());
    }

    /**
     * Parses the scope of a run's record.
     *
     * @param storedBundles the bundles whose weeks are stored now
     * @return empty if no run can begin with this scope: it is that of an inbox file, or unknown to this build
     */
    static Optional<RunScope> of(String text, List<Archive> storedBundles) {
        if (text.equals(RunStore.EVERYTHING)) {
            return Optional.of(everything());
        }
        if (text.startsWith(RECORDED_FULL_CHECK)) {
            return date(text.substring(RECORDED_FULL_CHECK.length())).map(day -> fullCheck(day, storedBundles));
        }
        if (text.startsWith(RECORDED_WEEKLY)) {
            return variants(text.substring(RECORDED_WEEKLY.length())).map(RunScope::weeklyFiles);
        }
        return Optional.empty();
    }

    private static Optional<LocalDate> date(String text) {
        try {
            return Optional.of(LocalDate.parse(text));
        } catch (DateTimeParseException unknown) {
            return Optional.empty();
        }
    }

    private static Optional<Set<ReportVariant>> variants(String paths) {
        Set<ReportVariant> variants = EnumSet.noneOf(ReportVariant.class);
        for (String path : paths.split(",", -1)) {
            Optional<ReportVariant> variant = ReportVariant.ofPath(path);
            if (variant.isEmpty()) {
                return Optional.empty();
            }
            variants.add(variant.get());
        }
        return Optional.of(variants);
    }

    /** The scope of an inbox file, as recorded. */
    static String inbox(Archive archive) {
        return "inbox " + archive.label();
    }

    /** The scope as recorded: {@code everything}, {@code full check 2026-06-15} or {@code weekly legacy/fo,tff/fo}. */
    String text() {
        return switch (kind) {
            case EVERYTHING -> RunStore.EVERYTHING;
            case FULL_CHECK -> RECORDED_FULL_CHECK + day;
            case WEEKLY_FILES ->
                variants.stream()
                        .sorted()
                        .map(ReportVariant::path)
                        .collect(Collectors.joining(",", RECORDED_WEEKLY, ""));
        };
    }

    /** Whether this scope includes another one. A later full check includes an earlier one. */
    boolean covers(RunScope other) {
        return switch (kind) {
            case EVERYTHING -> true;
            case FULL_CHECK ->
                switch (other.kind) {
                    case EVERYTHING -> false;
                    case FULL_CHECK -> !day.isBefore(other.day);
                    case WEEKLY_FILES -> true;
                };
            case WEEKLY_FILES -> other.kind == Kind.WEEKLY_FILES && variants.containsAll(other.variants);
        };
    }

    /** Those of the wanted variants that are in this scope. */
    public Set<ReportVariant> of(Collection<ReportVariant> wanted) {
        Set<ReportVariant> its = EnumSet.noneOf(ReportVariant.class);
        its.addAll(wanted);
        its.retainAll(variants);
        return its;
    }

    /** The yearly archives of these variants and years that are in this scope. */
    public List<Archive> yearly(Collection<ReportVariant> wanted, int firstYear, int lastYear) {
        return switch (kind) {
            case EVERYTHING -> ArchivePlan.yearly(wanted, firstYear, lastYear);
            case FULL_CHECK ->
                ArchivePlan.yearly(wanted, firstYear, lastYear).stream()
                        .filter(archive -> archive.lastYear() > lastYear - NEWEST_YEARS
                                || (isDue(archive.lastYear()) && (archive.isPartOfYear() || !isBundled(archive))))
                        .toList();
            case WEEKLY_FILES -> List.of();
        };
    }

    /**
     * The bundles in this scope: for everything, those that complete the yearly archives; for a full check, the stored bundles that are
     * due on its day.
     */
    public List<Archive> bundles(Collection<Archive> incompleteYearly, Collection<ReportVariant> wanted) {
        return switch (kind) {
            case EVERYTHING -> ArchivePlan.bundles(incompleteYearly);
            case FULL_CHECK ->
                storedBundles.stream()
                        .filter(bundle -> wanted.contains(bundle.variant()))
                        .filter(bundle -> isDue(bundle.lastYear()))
                        .toList();
            case WEEKLY_FILES -> List.of();
        };
    }

    private boolean isDue(int number) {
        return number % PARTS == day.getDayOfWeek().getValue() % PARTS;
    }

    /** Whether the year of a yearly archive is in a stored bundle. */
    boolean isBundled(Archive yearly) {
        return storedBundles.stream()
                .filter(bundle -> bundle.kind() == ArchiveKind.BUNDLE && bundle.variant() == yearly.variant())
                .anyMatch(bundle -> bundle.firstYear() <= yearly.firstYear() && yearly.lastYear() <= bundle.lastYear());
    }
}
