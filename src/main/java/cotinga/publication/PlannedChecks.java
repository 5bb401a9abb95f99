package cotinga.publication;

import cotinga.quality.KnownMarket;
import cotinga.quality.ShrinkLimit;
import cotinga.quality.VariantChecks;
import cotinga.report.ReportDays;
import cotinga.report.ReportVariant;
import cotinga.store.publications.PublicationStore;
import cotinga.store.publications.PublishedMarket;
import cotinga.store.publications.QualityStore;
import cotinga.store.publications.StoredCheck;
import java.time.LocalDate;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** The quality checks of a publication. */
public final class PlannedChecks {
    private final QualityStore quality;
    private final PublicationStore store;
    private final ShrinkLimit maxShrink;
    private final ReportDays reportDays;

    /**
     * @param maxShrink how much a variant may shrink without a warning
     * @param reportDays the expected report dates
     */
    public PlannedChecks(QualityStore quality, PublicationStore store, ShrinkLimit maxShrink, ReportDays reportDays) {
        this.quality = quality;
        this.store = store;
        this.maxShrink = maxShrink;
        this.reportDays = reportDays;
    }

    /** The checks of each variant that has changed or was never checked. A withheld variant is checked when it is published. */
    Map<ReportVariant, VariantChecks> of(
            Set<ReportVariant> changed, Set<ReportVariant> held, Map<ReportVariant, LocalDate> newest) {
        Set<ReportVariant> checked = EnumSet.noneOf(ReportVariant.class);
        quality.checks().stream().map(StoredCheck::variant).forEach(checked::add);
        List<PublishedMarket> markets = store.markets();
        Map<ReportVariant, VariantChecks> checks = new EnumMap<>(ReportVariant.class);
        newest.forEach((variant, newestReportDate) -> {
            if (!held.contains(variant) && (changed.contains(variant) || !checked.contains(variant))) {
                Map<String, KnownMarket> known = markets.stream()
                        .filter(market -> market.variant() == variant)
                        .collect(Collectors.toMap(PublishedMarket::code, PlannedChecks::known));
                checks.put(variant, new VariantChecks(variant, newestReportDate, known, maxShrink, reportDays));
            }
        });
        return checks;
    }

    private static KnownMarket known(PublishedMarket market) {
        return new KnownMarket(market.name(), market.exchange(), market.weeks(), market.lastDate());
    }
}
