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
     * financial futures, else legacy; a market that has only the other kind's report has that one.
     *
     * @throws IllegalArgumentException when a market without any report is asked for
     */
    public static ReportType of(MarketKind kind, Set<ReportType> available) {
        return preferences(kind).stream()
                .filter(available::contains)
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException(
                        "A market without any report has no primary one: expected at least one of "
                                + preferences(kind)));
    }

    private static List<ReportType> preferences(MarketKind kind) {
        return switch (kind) {
            case COMMODITIES -> List.of(DISAGG, LEGACY, TFF);
            case FINANCIALS -> List.of(TFF, LEGACY, DISAGG);
            case EITHER -> List.of(DISAGG, TFF, LEGACY);
        };
    }
}
