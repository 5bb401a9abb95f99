package cotinga.cftc;

import cotinga.report.ReportVariant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.IntSummaryStatistics;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Lists the archives to download. */
public final class ArchivePlan {
    private ArchivePlan() {}

    /**
     * The yearly archives of every variant, from its {@link Archive#dataBegin}. They are ordered by year and then by variant, so that
     * neighbours are of different variants.
     */
    public static List<Archive> yearly(Collection<ReportVariant> variants, int firstYear, int lastYear) {
        List<Archive> plan = new ArrayList<>();
        for (int year = firstYear; year <= lastYear; year++) {
            for (ReportVariant variant : inOrder(variants)) {
                if (year >= Archive.dataBegin(variant)) {
                    plan.add(Archive.yearly(variant, year));
                }
            }
        }
        return List.copyOf(plan);
    }

    /**
     * The bundles that complete yearly archives up to {@link Archive#LAST_BUNDLED_YEAR}, which are missing or have only a part of their
     * year: one for each variant, from the earliest to the latest such year. Later years have no bundle.
     */
    public static List<Archive> bundles(Collection<Archive> incompleteYearly) {
        Map<ReportVariant, IntSummaryStatistics> incomplete = new EnumMap<>(ReportVariant.class);
        for (Archive archive : incompleteYearly) {
            if (archive.kind() == ArchiveKind.YEARLY && isBundled(archive)) {
                incomplete
                        .computeIfAbsent(archive.variant(), variant -> new IntSummaryStatistics())
                        .accept(archive.firstYear());
            }
        }
        return incomplete.entrySet().stream()
                .map(entry -> Archive.bundle(
                        entry.getKey(),
                        entry.getValue().getMin(),
                        entry.getValue().getMax()))
                .toList();
    }

    /** The weekly file of every variant. */
    public static List<Archive> weekly(Collection<ReportVariant> variants) {
        return inOrder(variants).stream().map(Archive::weekly).toList();
    }

    private static boolean isBundled(Archive archive) {
        return archive.firstYear() >= Archive.dataBegin(archive.variant())
                && archive.firstYear() <= Archive.LAST_BUNDLED_YEAR;
    }

    private static Set<ReportVariant> inOrder(Collection<ReportVariant> variants) {
        Set<ReportVariant> ordered = EnumSet.noneOf(ReportVariant.class);
        ordered.addAll(variants);
        return ordered;
    }
}
