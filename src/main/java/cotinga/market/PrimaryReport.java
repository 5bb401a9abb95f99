package cotinga.market;

import static cotinga.report.ReportType.DISAGG;
import static cotinga.report.ReportType.LEGACY;
import static cotinga.report.ReportType.TFF;

import cotinga.report.ReportType;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Chooses the most detailed suitable report of a market. */
public final class PrimaryReport {
    /** The report types that can be the primary one. */
    public static final List<ReportType> TYPES = List.of(LEGACY, DISAGG, TFF);

    private PrimaryReport() {}

    /**
     * Returns the primary report among those of a market: the disaggregated one for commodities, traders in financial futures for
     * financials, otherwise legacy. A market that has only the other kind's report gets that one. A market of either kind gets the one that
     * the CFTC publishes for it, or legacy if the CFTC publishes both. The supplemental report is never the primary one, so a market
     * without another report has none.
     */
    public static Optional<ReportType> of(MarketKind kind, Set<ReportType> available) {
        return preferences(kind, available).stream().filter(available::contains).findFirst();
    }

    private static List<ReportType> preferences(MarketKind kind, Set<ReportType> available) {
        return switch (kind) {
            case COMMODITIES -> List.of(DISAGG, LEGACY, TFF);
            case FINANCIALS -> List.of(TFF, LEGACY, DISAGG);
            case EITHER -> hasBothKinds(available) ? List.of(LEGACY, DISAGG) : List.of(DISAGG, TFF, LEGACY);
        };
    }

    private static boolean hasBothKinds(Set<ReportType> available) {
        return available.contains(DISAGG) && available.contains(TFF);
    }
}
