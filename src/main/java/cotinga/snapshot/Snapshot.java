package cotinga.snapshot;

import cotinga.report.ReportType;
import cotinga.report.ReportVariant;
import cotinga.report.Subtype;
import java.time.Instant;
import java.time.LocalDate;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * The snapshot that readers see at one moment: a data version and the directory of its markets.
 *
 * @param dataVersion grows with each publication; 0 before the first
 * @param createdAt the time of its publication
 * @param reportDates the number of distinct report dates over all variants
 * @param variants the figures of each variant with data
 * @param markets every market of every variant, by variant and code
 */
public record Snapshot(
        long dataVersion,
        Instant createdAt,
        int reportDates,
        Map<ReportVariant, VariantFigures> variants,
        Map<ReportVariant, Map<String, MarketMeta>> markets) {
    /** The snapshot before the first publication. */
    public static final Snapshot NONE = new Snapshot(0, Instant.EPOCH, 0, Map.of(), Map.of());

    /**
     * The figures of a variant.
     *
     * @param weeks the number of rows
     * @param reportDates the number of distinct report dates
     * @param asOf the data version at which its weeks are read: that of the snapshot, or an earlier one while it is withheld
     */
    public record VariantFigures(
            long weeks, int markets, int reportDates, LocalDate firstDate, LocalDate lastDate, long asOf) {}

    /** The data version at which a variant's weeks are read. */
    public long asOf(ReportVariant variant) {
        VariantFigures figures = variants.get(variant);
        return figures == null ? dataVersion : figures.asOf();
    }

    /** The markets of a variant; none if it has no data. */
    public Map<String, MarketMeta> marketsOf(ReportVariant variant) {
        return markets.getOrDefault(variant, Map.of());
    }

    public Optional<MarketMeta> market(ReportVariant variant, String code) {
        return Optional.ofNullable(marketsOf(variant).get(code));
    }

    /** The report types in which a market is published, within these subtypes. */
    public Set<ReportType> reportTypes(String code, Set<Subtype> subtypes) {
        Set<ReportType> types = EnumSet.noneOf(ReportType.class);
        markets.forEach((variant, ofVariant) -> {
            if (subtypes.contains(variant.subtype()) && ofVariant.containsKey(code)) {
                types.add(variant.type());
            }
        });
        return types;
    }

    /** Every code that has a report, in order. */
    public Set<String> codes() {
        Set<String> codes = new TreeSet<>();
        markets.values().forEach(ofVariant -> codes.addAll(ofVariant.keySet()));
        return codes;
    }

    /** The subtypes that have data. */
    public List<Subtype> subtypesWithData() {
        return variantsWithData().stream()
                .map(ReportVariant::subtype)
                .distinct()
                .toList();
    }

    /** The variants that have data. */
    public List<ReportVariant> variantsWithData() {
        return variants.keySet().stream().sorted().toList();
    }
}
