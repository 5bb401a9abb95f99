package cotinga.publication;

import static org.assertj.core.api.Assertions.assertThat;

import cotinga.quality.ShrinkLimit;
import cotinga.report.ReportVariant;
import cotinga.store.publications.PublishedMarket;
import cotinga.store.publications.PublishedVariant;
import cotinga.store.publications.WithheldVariant;
import cotinga.store.publications.WithholdingCause;
import cotinga.store.weeks.OddMarkets;
import cotinga.store.weeks.ReleaseSize;
import cotinga.store.weeks.StoredVariant;
import java.time.Instant;
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

    private final Withholding withholding = new Withholding(new ShrinkLimit(0.2));

    @Test
    void aReleaseOfAboutTheSameSizeIsGivenToReaders() {
        assertThat(reason(stored(0, size(NEXT, 80), size(PUBLISHED, 100)), 100)).isEmpty();
    }

    @Test
    void aMuchSmallerReleaseIsHeldBack() {
        assertThat(reason(stored(0, size(NEXT, 79), size(PUBLISHED, 100)), 100))
                .contains(
                        "found 79 markets in its release of 2026-06-09, expected about 100, as in its release of 2026-06-02");
    }

    @Test
    void aReleaseIsComparedWithThePublishedOneAlsoWhenTheOneBeforeItIsSmall() {
        assertThat(reason(stored(0, size(NEXT, 30), size(NEXT.minusDays(3), 30)), 100))
                .contains(
                        "found 30 markets in its release of 2026-06-09, expected about 100, as in its release of 2026-06-02");
        assertThat(reason(stored(0, size(NEXT, 30), size(NEXT.minusDays(3), 100)), 30))
                .contains(
                        "found 30 markets in its release of 2026-06-09, expected about 100, as in its release of 2026-06-06");
    }

    @Test
    void aSmallReleaseThatReadersHaveAlreadyIsNoNews() {
        assertThat(reason(stored(0, size(PUBLISHED, 30), size(BEFORE, 100)), 30))
                .isEmpty();
        assertThat(reason(stored(0, size(PUBLISHED, 31), size(BEFORE, 100)), 30))
                .isEmpty();
        assertThat(reason(stored(0, size(PUBLISHED, 30), size(BEFORE, 100)), 100))
                .isPresent();
    }

    @Test
    void aVariantWhosePublishedWeeksAreGoneIsHeldBack() {
        assertThat(reason(stored(2_001, size(PUBLISHED, 100), size(BEFORE, 100)), 100))
                .contains("found that 2001 of its 10000 published weeks are gone, expected at most 20 %");
        assertThat(reason(stored(2_000, size(PUBLISHED, 100), size(BEFORE, 100)), 100))
                .isEmpty();
        assertThat(reason(stored(10_000), 100)).isPresent();
    }

    @Test
    void whatIsFoundSoAgainIsGivenToReaders() {
        WithheldVariant held = held(30, 0);

        assertThat(reason(stored(0, size(NEXT, 30), size(PUBLISHED, 100)), held, true))
                .isEmpty();
        assertThat(reason(stored(0, size(NEXT, 35), size(PUBLISHED, 100)), held, true))
                .isEmpty();
        assertThat(reason(stored(9_000), held(0, 9_000), true)).isEmpty();
    }

    @Test
    void whatNobodyHasLookedAtSinceStaysHeldBack() {
        assertThat(reason(stored(0, size(NEXT, 30), size(PUBLISHED, 100)), held(30, 0), false))
                .isPresent();
    }

    @Test
    void whatHasShrunkFurtherStaysHeldBack() {
        assertThat(reason(stored(0, size(NEXT, 29), size(PUBLISHED, 100)), held(30, 0), true))
                .isPresent();
        assertThat(reason(stored(3_001, size(NEXT, 30), size(PUBLISHED, 100)), held(30, 3_000), true))
                .isPresent();
        assertThat(reason(stored(9_000), held(1, 9_000), true)).isPresent();
    }

    @Test
    void whatIsWholeAgainIsGivenToReadersAlsoByARunThatDidNotLook() {
        assertThat(reason(stored(0, size(NEXT, 99), size(PUBLISHED, 100)), held(30, 0), false))
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
        return withholding
                .anomaly(stored, new Withholding.Published(published(), publishedMarkets), null, true)
                .map(Withholding.Anomaly::reason);
    }

    private Optional<String> reason(StoredVariant stored, @Nullable WithheldVariant held, boolean isSeenAgain) {
        return withholding
                .anomaly(stored, new Withholding.Published(published(), 100), held, isSeenAgain)
                .map(Withholding.Anomaly::reason);
    }

    private static PublishedVariant published() {
        return new PublishedVariant(VARIANT, 10_000, 120, 100, LocalDate.of(2024, 7, 2), PUBLISHED, 7);
    }

    private static PublishedMarket market(ReportVariant variant, String code, LocalDate newest) {
        return new PublishedMarket(variant, code, "NAME", "CMX", 3, BEFORE, newest);
    }

    private static StoredVariant stored(long lostWeeks, ReleaseSize... releases) {
        return new StoredVariant(VARIANT, Stream.of(releases).toList(), lostWeeks, new OddMarkets(10, 100));
    }

    private static ReleaseSize size(LocalDate date, int markets) {
        return new ReleaseSize(date, markets);
    }

    private static WithheldVariant held(int newestMarkets, long lostWeeks) {
        return new WithheldVariant(
                VARIANT,
                7,
                Instant.EPOCH,
                3L,
                NEXT,
                newestMarkets,
                lostWeeks,
                WithholdingCause.SHRUNK,
                10,
                "found little");
    }
}
