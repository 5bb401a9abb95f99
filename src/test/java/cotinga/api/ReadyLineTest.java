package cotinga.api;

import static cotinga.report.ReportVariant.DISAGG_FO;
import static cotinga.report.ReportVariant.LEGACY_FO;
import static cotinga.report.ReportVariant.TFF_FO;
import static org.assertj.core.api.Assertions.assertThat;

import cotinga.snapshot.Snapshot;
import cotinga.snapshot.Snapshot.VariantFigures;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ReadyLineTest {
    @Test
    void namesTheReportsOfEachNewestReportDate() {
        Snapshot snapshot = new Snapshot(
                1,
                Instant.EPOCH,
                0,
                Map.of(
                        LEGACY_FO, newest("2026-06-09"),
                        DISAGG_FO, newest("2026-06-02"),
                        TFF_FO, newest("2026-06-09")),
                Map.of());

        assertThat(new ReadyLine(() -> snapshot, Optional.of("http://localhost/")).text())
                .contains("Newest report date: 2026-06-09 (legacy/fo, tff/fo), 2026-06-02 (disagg/fo). Try");
    }

    private static VariantFigures newest(String reportDate) {
        LocalDate date = LocalDate.parse(reportDate);
        return new VariantFigures(1, 1, 1, date, date, 1);
    }
}
