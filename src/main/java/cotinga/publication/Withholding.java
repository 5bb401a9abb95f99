package cotinga.publication;

import cotinga.base.Counted;
import cotinga.quality.ShrinkLimit;
import cotinga.report.OpenInterestStep;
import cotinga.store.publications.PublishedMarket;
import cotinga.store.publications.PublishedVariant;
import cotinga.store.publications.WithheldVariant;
import cotinga.store.publications.WithholdingCause;
import cotinga.store.weeks.OddMarkets;
import cotinga.store.weeks.ReleaseSize;
import cotinga.store.weeks.StoredVariant;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Decides whether a variant is withheld from publication. It is withheld if its newest release has fewer markets than the previous one or
 * the newest published one, if published weeks are gone, if the open interest of most markets in its newest release is odd, or if that
 * release is dated after today. An anomaly that a later download confirms without getting worse is published; a future date never is.
 */
final class Withholding {
    private final ShrinkLimit limit;

    Withholding(ShrinkLimit limit) {
        this.limit = limit;
    }

    /** The published state of a variant. */
    record Published(PublishedVariant variant, int newestMarkets) {
        /** @param markets the directory; markets of other variants are ignored */
        static Published of(PublishedVariant variant, List<PublishedMarket> markets) {
            long newest = markets.stream()
                    .filter(market -> market.variant() == variant.variant())
                    .filter(market -> market.lastDate().equals(variant.lastDate()))
                    .count();
            return new Published(variant, (int) newest);
        }

        LocalDate newestReportDate() {
            return variant.lastDate();
        }
    }

    /** A reason to withhold a variant: its cause, and what was found and expected. */
    record Anomaly(WithholdingCause cause, String reason) {}

    /**
     * The anomaly that withholds a variant; empty if the variant can be published. An earlier anomaly that has not become worse no longer
     * withholds once a file of the variant was requested again.
     *
     * @param held how the variant is withheld already; null if it is not
     * @param isSeenAgain whether a file of the variant was requested since
     */
    Optional<Anomaly> anomaly(
            StoredVariant stored, Published published, @Nullable WithheldVariant held, boolean isSeenAgain) {
        return openInterest(stored)
                .or(() -> newestRelease(stored, published))
                .or(() -> weeks(stored, published))
                .filter(anomaly ->
                        held == null || !isSeenAgain || held.cause() != anomaly.cause() || isWorse(stored, held));
    }

    /** A release that is dated after today. No later download confirms it before that date. */
    static Optional<Anomaly> futureDate(LocalDate newestReportDate, LocalDate today) {
        return newestReportDate.isAfter(today)
                ? Optional.of(new Anomaly(
                        WithholdingCause.FUTURE_DATE,
                        "found a release of " + newestReportDate + ", expected none after " + today
                                + ", which is today in New York"))
                : Optional.empty();
    }

    private static Optional<Anomaly> openInterest(StoredVariant stored) {
        OddMarkets markets = stored.oddMarkets();
        return OpenInterestStep.isMost(markets.odd(), markets.markets())
                ? Optional.of(new Anomaly(
                        WithholdingCause.OPEN_INTEREST,
                        "found an open interest that is missing, not positive, or many times larger or smaller than before in "
                                + markets.odd() + " of " + markets.markets() + " markets of its release of "
                                + stored.newestReleases().get(0).reportDate()
                                + ", expected it in a few markets at most"))
                : Optional.empty();
    }

    private Optional<Anomaly> newestRelease(StoredVariant stored, Published published) {
        if (stored.newestReleases().isEmpty()) {
            return Optional.empty();
        }
        ReleaseSize newest = stored.newestReleases().get(0);
        ReleaseSize before = before(stored, published);
        int lost = before.markets() - newest.markets();
        return limit.isExceededBy(lost, before.markets())
                ? shrunk("found " + Counted.of(newest.markets(), "market") + " in its release of " + newest.reportDate()
                        + ", expected about " + before.markets() + ", as in its release of " + before.reportDate())
                : Optional.empty();
    }

    /** The release to compare the newest one with: the same release as published, or the larger of the two previous ones. */
    private static ReleaseSize before(StoredVariant stored, Published published) {
        ReleaseSize newestPublished = new ReleaseSize(published.newestReportDate(), published.newestMarkets());
        boolean isNewRelease = stored.newestReleases().get(0).reportDate().isAfter(newestPublished.reportDate());
        return stored.newestReleases().stream()
                .skip(1)
                .filter(before -> isNewRelease && before.markets() > newestPublished.markets())
                .findFirst()
                .orElse(newestPublished);
    }

    private Optional<Anomaly> weeks(StoredVariant stored, Published published) {
        return limit.isExceededBy(stored.lostWeeks(), published.variant().weeks())
                ? shrunk("found that " + stored.lostWeeks() + " of its "
                        + published.variant().weeks() + " published weeks are gone, expected at most "
                        + limit.percentage())
                : Optional.empty();
    }

    private static Optional<Anomaly> shrunk(String reason) {
        return Optional.of(new Anomaly(WithholdingCause.SHRUNK, reason));
    }

    private static boolean isWorse(StoredVariant stored, WithheldVariant held) {
        int newestMarkets = stored.newestReleases().stream()
                .findFirst()
                .map(ReleaseSize::markets)
                .orElse(0);
        return newestMarkets < held.newestMarkets()
                || stored.lostWeeks() > held.lostWeeks()
                || stored.oddMarkets().odd() > held.oddMarkets();
    }
}
