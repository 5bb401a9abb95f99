package cotinga.market;

import static cotinga.report.ReportType.DISAGG;
import static cotinga.report.ReportType.LEGACY;
import static cotinga.report.ReportType.TFF;

import cotinga.report.ReportType;
import java.util.List;
import java.util.Set;

/** The report that tells most about a market. */
public final class PrimaryReport {
    private PrimaryReport() {}

    /**
     * The primary report among those that a market has: for commodities the disaggregated one, for financials traders in
     * financial futures, else legacy; a market that has only the other kind's report has that one. A market that may be
     * either has the one of the two that the CFTC publishes for it; with both, nothing tells which, and legacy serves all.
     *
     * @throws IllegalArgumentException when a market without any report is asked for
     */
    public static ReportType of(MarketKind kind, Set<ReportType> available) {
        return preferences(kind, available).stream()
                .filter(available::contains)
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("A market with the reports " + available
                        + " has no primary one: expected at least one report"));
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
