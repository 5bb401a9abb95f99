package cotinga.market;

import static cotinga.report.ReportType.CIT;
import static cotinga.report.ReportType.LEGACY;
import static org.assertj.core.api.Assertions.assertThat;

import cotinga.report.ReportType;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PrimaryReportTest {
    @ParameterizedTest
    @CsvSource({
        "COMMODITIES, LEGACY DISAGG, DISAGG",
        "COMMODITIES, LEGACY DISAGG TFF, DISAGG",
        "COMMODITIES, LEGACY TFF, LEGACY",
        "COMMODITIES, DISAGG TFF, DISAGG",
        "COMMODITIES, LEGACY, LEGACY",
        "COMMODITIES, DISAGG, DISAGG",
        "COMMODITIES, TFF, TFF",
        "FINANCIALS, LEGACY TFF, TFF",
        "FINANCIALS, LEGACY DISAGG TFF, TFF",
        "FINANCIALS, LEGACY DISAGG, LEGACY",
        "FINANCIALS, DISAGG TFF, TFF",
        "FINANCIALS, LEGACY, LEGACY",
        "FINANCIALS, TFF, TFF",
        "FINANCIALS, DISAGG, DISAGG",
        "EITHER, LEGACY DISAGG, DISAGG",
        "EITHER, LEGACY TFF, TFF",
        "EITHER, LEGACY DISAGG TFF, LEGACY",
        "EITHER, DISAGG TFF, DISAGG",
        "EITHER, LEGACY, LEGACY",
        "EITHER, DISAGG, DISAGG",
        "EITHER, TFF, TFF",
        "COMMODITIES, LEGACY DISAGG CIT, DISAGG",
        "COMMODITIES, LEGACY CIT, LEGACY",
        "EITHER, LEGACY CIT, LEGACY",
    })
    void isTheDetailedReportOfTheKindWhereTheMarketHasIt(MarketKind kind, String available, ReportType primary) {
        Set<ReportType> types = EnumSet.noneOf(ReportType.class);
        Arrays.stream(available.split(" ")).map(ReportType::valueOf).forEach(types::add);

        assertThat(PrimaryReport.of(kind, types)).contains(primary);
    }

    @Test
    void isLegacyForAMarketThatHasNothingElse() {
        for (MarketKind kind : MarketKind.values()) {
            assertThat(PrimaryReport.of(kind, Set.of(LEGACY))).contains(LEGACY);
        }
    }

    @Test
    void isNeverTheSupplementalReport() {
        for (MarketKind kind : MarketKind.values()) {
            assertThat(PrimaryReport.of(kind, Set.of(CIT))).isEmpty();
        }
    }
}
