package cotinga.publication;

import static org.assertj.core.api.Assertions.assertThat;

import cotinga.quality.ShrinkLimit;
import cotinga.report.ReportVariant;
import cotinga.store.publications.PublishedMarket;
import cotinga.store.publications.PublishedMarketBuilder;
import cotinga.store.publications.PublishedVariant;
import cotinga.store.publications.PublishedVariantBuilder;
import cotinga.store.publications.WithheldVariant;
import cotinga.store.publications.WithheldVariantBuilder;
import cotinga.store.weeks.OddMarkets;
import cotinga.store.weeks.ReleaseSize;
import cotinga.store.weeks.StoredVariant;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class WithholdingTest {
    private static final ReportVariant VARIANT = ReportVariant.LEGACY_FO;
    private static final LocalDate BEFORE = LocalDate.of(2026, 5, 26);
    private static final LocalDate PUBLISHED = LocalDate.of(2026, 6, 2);
    private static final LocalDate NEXT = LocalDate.of(2026, 6, 9);

    /** The markets with an odd open interest, too few to withhold a variant. */
    private static final int ODD = 10;

    private final Withholding withholding = new Withholding(new ShrinkLimit(0.2));

    @Test
    void publishesAReleaseOfAboutTheSameSize() {
        assertThat(reason(stored(release(NEXT, 80), release(PUBLISHED, 100)), 100))
                .isEmpty();
    }

    @Test
    void withholdsAMuchSmallerRelease() {
        assertThat(reason(stored(release(NEXT, 79), release(PUBLISHED, 100)), 100))
                .contains(
                        "found 79 markets in its release of 2026-06-09, expected about 100, as in its release of 2026-06-02");
    }

    @Test
    void comparesAReleaseWithThePublishedOneAlsoWhenThePreviousOneIsSmall() {
        assertThat(reason(stored(release(NEXT, 30), release(NEXT.minusDays(3), 30)), 100))
                .contains(
                        "found 30 markets in its release of 2026-06-09, expected about 100, as in its release of 2026-06-02");
        assertThat(reason(stored(release(NEXT, 30), release(NEXT.minusDays(3), 100)), 30))
                .contains(
                        "found 30 markets in its release of 2026-06-09, expected about 100, as in its release of 2026-06-06");
    }

    @Test
    void doesNotWithholdASmallReleaseThatIsPublished() {
        assertThat(reason(stored(release(PUBLISHED, 30), release(BEFORE, 100)), 30))
                .isEmpty();
        assertThat(reason(stored(release(PUBLISHED, 31), release(BEFORE, 100)), 30))
                .isEmpty();
        assertThat(reason(stored(release(PUBLISHED, 30), release(BEFORE, 100)), 100))
                .isPresent();
    }

    @Test
    void withholdsAVariantWhosePublishedWeeksAreGone() {
        assertThat(reason(storedWithout(2_001, release(PUBLISHED, 100), release(BEFORE, 100)), 100))
                .contains("found that 2001 of its 10000 published weeks are gone, expected at most 20 %");
        assertThat(reason(storedWithout(2_000, release(PUBLISHED, 100), release(BEFORE, 100)), 100))
                .isEmpty();
        assertThat(reason(storedWithout(10_000), 100)).isPresent();
    }

    @Test
    void publishesAnAnomalyThatALaterDownloadConfirms() {
        WithheldVariant withheld = withheld(release(NEXT, 30));

        assertThat(reasonAfterADownload(stored(release(NEXT, 30), release(PUBLISHED, 100)), withheld))
                .isEmpty();
        assertThat(reasonAfterADownload(stored(release(NEXT, 35), release(PUBLISHED, 100)), withheld))
                .isEmpty();
        assertThat(reasonAfterADownload(storedWithout(9_000), withheldWithout(9_000, release(NEXT, 0))))
                .isEmpty();
    }

    @Test
    void withholdsAnAnomalyThatNoDownloadHasConfirmed() {
        assertThat(reasonWithoutADownload(
                        stored(release(NEXT, 30), release(PUBLISHED, 100)), withheld(release(NEXT, 30))))
                .isPresent();
    }

    @Test
    void withholdsAVariantThatHasShrunkFurther() {
        assertThat(reasonAfterADownload(
                        stored(release(NEXT, 29), release(PUBLISHED, 100)), withheld(release(NEXT, 30))))
                .isPresent();
        assertThat(reasonAfterADownload(
                        storedWithout(3_001, release(NEXT, 30), release(PUBLISHED, 100)),
                        withheldWithout(3_000, release(NEXT, 30))))
                .isPresent();
        assertThat(reasonAfterADownload(storedWithout(9_000), withheldWithout(9_000, release(NEXT, 1))))
                .isPresent();
    }

    @Test
    void publishesACompleteVariantWithoutAnotherDownload() {
        assertThat(reasonWithoutADownload(
                        stored(release(NEXT, 99), release(PUBLISHED, 100)), withheld(release(NEXT, 30))))
                .isEmpty();
    }

    @Test
    void theSizeOfTheNewestPublishedReleaseIsThatOfItsMarketsInTheDirectory() {
        Withholding.Published published = Withholding.Published.of(
                published(),
                List.of(
                        market(VARIANT, "1", PUBLISHED),
                        market(VARIANT, "2", PUBLISHED),
                        market(VARIANT, "3", BEFORE),
                        market(ReportVariant.TFF_FO, "1", PUBLISHED)));

        assertThat(published.newestMarkets()).isEqualTo(2);
        assertThat(published.newestReportDate()).isEqualTo(PUBLISHED);
    }

    private Optional<String> reason(StoredVariant stored, int publishedMarkets) {
        return reason(stored, publishedMarkets, null, true);
    }

    /** The reason, after a file of the withheld variant was requested again. */
    private Optional<String> reasonAfterADownload(StoredVariant stored, WithheldVariant withheld) {
        return reason(stored, 100, withheld, true);
    }

    private Optional<String> reasonWithoutADownload(StoredVariant stored, WithheldVariant withheld) {
        return reason(stored, 100, withheld, false);
    }

    private Optional<String> reason(
            StoredVariant stored, int publishedMarkets, @Nullable WithheldVariant withheld, boolean isSeenAgain) {
        return withholding
                .anomaly(stored, new Withholding.Published(published(), publishedMarkets), withheld, isSeenAgain)
                .map(Withholding.Anomaly::reason);
    }

    private static PublishedVariant published() {
        return PublishedVariantBuilder.of(VARIANT)
                .weeks(10_000)
                .reportDates(100, LocalDate.of(2024, 7, 2), PUBLISHED)
                .build();
    }

    private static PublishedMarket market(ReportVariant variant, String code, LocalDate newest) {
        return PublishedMarketBuilder.of(variant, code).weeks(3, BEFORE, newest).build();
    }

    private static StoredVariant stored(ReleaseSize... releases) {
        return storedWithout(0, releases);
    }

    private static StoredVariant storedWithout(long lostWeeks, ReleaseSize... releases) {
        return new StoredVariant(VARIANT, Stream.of(releases).toList(), lostWeeks, new OddMarkets(ODD, 100));
    }

    private static ReleaseSize release(LocalDate date, int markets) {
        return new ReleaseSize(date, markets);
    }

    private static WithheldVariant withheld(ReleaseSize newest) {
        return withheldWithout(0, newest);
    }

    private static WithheldVariant withheldWithout(long lostWeeks, ReleaseSize newest) {
        return WithheldVariantBuilder.of(VARIANT)
                .newestRelease(newest.reportDate(), newest.markets())
                .lostWeeks(lostWeeks)
                .oddMarkets(ODD)
                .build();
    }
}
