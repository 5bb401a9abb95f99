package cotinga.analytics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import cotinga.report.MarketHistory;
import cotinga.report.ReportType;
import cotinga.report.ReportVariant;
import cotinga.report.WeekColumn;
import java.time.LocalDate;
import org.junit.jupiter.api.Test;

class MarketAnalysisTest {
    private static final int DOT = WeekColumn.MISSING;

    @Test
    void netsAreLongMinusShortEvenBeyondAnInt() {
        MarketAnalysis analysis = MarketAnalysis.of(new HistoryBuilder(ReportVariant.LEGACY_FO)
                .week("2026-11-03")
                .openInterest(1, 0)
                .positions(0, Integer.MAX_VALUE, -Integer.MAX_VALUE)
                .week("2026-11-10")
                .openInterest(1, 0)
                .positions(0, -Integer.MAX_VALUE, Integer.MAX_VALUE)
                .build());
        GroupAnalysis group = analysis.groups().get(0);
        assertThat(group.net()).containsExactly(4_294_967_294L, -4_294_967_294L);
        assertThat(group.netPercent()).containsExactly(4_294_967_294_000L, -4_294_967_294_000L);
        assertThat(group.threeMonths().values()).containsExactly(Tenths.MISSING, 0);
    }

    @Test
    void netsAreMissingWhenASideIsMissing() {
        MarketAnalysis analysis = MarketAnalysis.of(new HistoryBuilder(ReportVariant.LEGACY_FO)
                .week("2026-10-27")
                .openInterest(100, 1)
                .positions(1, DOT, 5)
                .week("2026-11-03")
                .openInterest(100, 1)
                .positions(1, 5, DOT)
                .week("2026-11-10")
                .openInterest(100, 1)
                .positions(1, 5, 7)
                .build());
        GroupAnalysis group = analysis.groups().get(1);
        assertThat(group.net()).containsExactly(Tenths.MISSING, Tenths.MISSING, -2);
        assertThat(group.netPercent()).containsExactly(Tenths.MISSING, Tenths.MISSING, -20);
        assertThat(group.oneYear().values()).containsOnly(Tenths.MISSING);
        assertThat(group.oneYear().weeks()).containsExactly(0, 0, 1);
    }

    @Test
    void changesAreThePublishedOnesNotDifferencesOfNets() {
        MarketAnalysis analysis = MarketAnalysis.of(new HistoryBuilder(ReportVariant.LEGACY_FO)
                .week("2026-11-03")
                .positions(0, 10, 4)
                .changes(0, 3, DOT)
                .week("2026-11-10")
                .positions(0, 50, 4)
                .changes(0, 2, 9)
                .build());
        assertThat(analysis.groups().get(0).change()).containsExactly(Tenths.MISSING, -7);
    }

    @Test
    void percentagesNeedOpenInterest() {
        MarketAnalysis analysis = MarketAnalysis.of(new HistoryBuilder(ReportVariant.LEGACY_FO)
                .week("2026-10-20")
                .openInterest(0, -5)
                .positions(0, 1, 2)
                .week("2026-10-27")
                .openInterest(DOT, 4)
                .positions(0, 1, 2)
                .week("2026-11-03")
                .openInterest(8, DOT)
                .positions(0, 1, 2)
                .week("2026-11-10")
                .openInterest(8, 1)
                .positions(0, 1, 2)
                .build());
        assertThat(analysis.openInterestChangePercent())
                .containsExactly(Tenths.MISSING, Tenths.MISSING, Tenths.MISSING, 125);
        assertThat(analysis.groups().get(0).netPercent()).containsExactly(Tenths.MISSING, Tenths.MISSING, -125, -125);
    }

    @Test
    void everyGroupOfTheReportTypeIsAnalysedOverItsWindows() {
        HistoryBuilder history = new HistoryBuilder(ReportVariant.TFF_CO);
        for (int week = 0; week < 200; week++) {
            history.week(LocalDate.of(2020, 1, 7).plusWeeks(week).toString()).openInterest(1_000, 0);
            for (int group = 0; group < 5; group++) {
                history.positions(group, week, group);
            }
        }
        MarketAnalysis analysis = MarketAnalysis.of(history.build());
        assertThat(analysis.groups())
                .extracting(GroupAnalysis::group)
                .containsExactlyElementsOf(ReportType.TFF.groups());
        for (GroupAnalysis group : analysis.groups()) {
            assertThat(group.threeMonths().weeks()[analysis.newest()]).isEqualTo(13);
            assertThat(group.sixMonths().weeks()[analysis.newest()]).isEqualTo(26);
            assertThat(group.oneYear().weeks()[analysis.newest()]).isEqualTo(52);
            assertThat(group.threeYears().weeks()[analysis.newest()]).isEqualTo(156);
            assertThat(group.threeYears().values()[analysis.newest()]).isEqualTo(1_000);
        }
    }

    @Test
    void rejectsAHistoryWithoutWeeks() {
        MarketHistory empty = new HistoryBuilder(ReportVariant.DISAGG_FO).build();
        assertThatThrownBy(() -> MarketAnalysis.of(empty))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("The history of market '088691' in disagg/fo has no weeks, expected at least one:"
                        + " leave such a market out");
    }
}
