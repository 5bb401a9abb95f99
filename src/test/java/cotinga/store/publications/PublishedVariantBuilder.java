package cotinga.store.publications;

import cotinga.report.ReportVariant;
import java.time.LocalDate;

/** Builds a variant of a publication; what the test does not name has a plausible value. */
public final class PublishedVariantBuilder {
    private final ReportVariant variant;
    private long weeks = 1;
    private int markets = 1;
    private int reportDates = 1;
    private LocalDate firstDate = LocalDate.of(2026, 11, 17);
    private LocalDate lastDate = LocalDate.of(2026, 11, 17);

    private PublishedVariantBuilder(ReportVariant variant) {
        this.variant = variant;
    }

    public static PublishedVariantBuilder of(ReportVariant variant) {
        return new PublishedVariantBuilder(variant);
    }

    public PublishedVariantBuilder weeks(long number) {
        weeks = number;
        return this;
    }

    public PublishedVariantBuilder markets(int number) {
        markets = number;
        return this;
    }

    public PublishedVariantBuilder reportDates(int number, LocalDate first, LocalDate last) {
        reportDates = number;
        firstDate = first;
        lastDate = last;
        return this;
    }

    public PublishedVariant build() {
        return new PublishedVariant(variant, weeks, markets, reportDates, firstDate, lastDate, 1);
    }
}
