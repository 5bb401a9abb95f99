package cotinga.store.publications;

import cotinga.report.ReportVariant;
import cotinga.store.sql.TestDatabase;
import java.time.LocalDate;

/** Builds a variant that is withheld because it has shrunk; what the test does not name has a plausible value. */
public final class WithheldVariantBuilder {
    private final ReportVariant variant;
    private LocalDate newestReportDate = LocalDate.of(2026, 11, 17);
    private int newestMarkets = 1;
    private long lostWeeks;
    private int oddMarkets;

    private WithheldVariantBuilder(ReportVariant variant) {
        this.variant = variant;
    }

    public static WithheldVariantBuilder of(ReportVariant variant) {
        return new WithheldVariantBuilder(variant);
    }

    public WithheldVariantBuilder newestRelease(LocalDate reportDate, int markets) {
        newestReportDate = reportDate;
        newestMarkets = markets;
        return this;
    }

    public WithheldVariantBuilder lostWeeks(long weeks) {
        lostWeeks = weeks;
        return this;
    }

    public WithheldVariantBuilder oddMarkets(int markets) {
        oddMarkets = markets;
        return this;
    }

    public WithheldVariant build() {
        return new WithheldVariant(
                variant,
                1,
                TestDatabase.START,
                null,
                newestReportDate,
                newestMarkets,
                lostWeeks,
                WithholdingCause.SHRUNK,
                oddMarkets,
                "found little");
    }
}
