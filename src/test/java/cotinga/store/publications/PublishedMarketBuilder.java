package cotinga.store.publications;

import cotinga.report.ReportVariant;
import java.time.LocalDate;

/** Builds a market of a publication; what the test does not name has a plausible value. */
public final class PublishedMarketBuilder {
    private final ReportVariant variant;
    private final String code;
    private int weeks = 1;
    private LocalDate firstDate = LocalDate.of(2026, 11, 17);
    private LocalDate lastDate = LocalDate.of(2026, 11, 17);

    private PublishedMarketBuilder(ReportVariant variant, String code) {
        this.variant = variant;
        this.code = code;
    }

    public static PublishedMarketBuilder of(ReportVariant variant, String code) {
        return new PublishedMarketBuilder(variant, code);
    }

    public PublishedMarketBuilder weeks(int number, LocalDate first, LocalDate last) {
        weeks = number;
        firstDate = first;
        lastDate = last;
        return this;
    }

    public PublishedMarket build() {
        return new PublishedMarket(variant, code, "NAME " + code, "CMX", weeks, firstDate, lastDate);
    }
}
