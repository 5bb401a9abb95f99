package cotinga.export;

import cotinga.quality.ShrinkLimit;
import cotinga.store.HeldVariant;
import cotinga.store.PublishedMarket;
import cotinga.store.PublishedVariant;
import cotinga.store.ReleaseSize;
import cotinga.store.StoredVariant;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Whether a variant is given to readers as it is stored. It is not when it has shrunk: its newest release against the release before and
 * the newest published one, or the weeks that readers see against those that are stored still. What the CFTC still says when it is
 * looked at again is taken for true, unless it has shrunk further.
 */
final class HoldBack {
    private final ShrinkLimit limit;

    HoldBack(ShrinkLimit limit) {
        this.limit = limit;
    }

    /** What readers see of a variant. */
    record Published(PublishedVariant variant, int newestMarkets) {
        /** @param markets the directory; those of other variants are left aside */
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

    /**
     * What is wrong with what is stored of a variant; empty when readers may have it.
     *
     * @param held how it is held back already; null when it is not
     * @param lookedAt whether a file of the variant was looked at since
     */
    Optional<String> reason(StoredVariant stored, Published published, @Nullable HeldVariant held, boolean lookedAt) {
        Optional<String> shrinkage = newestRelease(stored, published).or(() -> weeks(stored, published));
        boolean isConfirmed = held != null && lookedAt && !isSmaller(stored, held);
        return isConfirmed ? Optional.empty() : shrinkage;
    }

    private Optional<String> newestRelease(StoredVariant stored, Published published) {
        if (stored.newestReleases().isEmpty()) {
            return Optional.empty();
        }
        ReleaseSize newest = stored.newestReleases().get(0);
        ReleaseSize before = before(stored, published);
        int lost = before.markets() - newest.markets();
        return limit.isExceededBy(lost, before.markets())
                ? Optional.of("found " + newest.markets() + " markets in its release of " + newest.reportDate()
                        + ", expected about " + before.markets() + ", as in that of " + before.reportDate())
                : Optional.empty();
    }

    /** The release that the newest is compared with: the same one as published, or the larger of the two before it. */
    private static ReleaseSize before(StoredVariant stored, Published published) {
        ReleaseSize newestPublished = new ReleaseSize(published.newestReportDate(), published.newestMarkets());
        boolean isNewRelease = stored.newestReleases().get(0).reportDate().isAfter(newestPublished.reportDate());
        return stored.newestReleases().stream()
                .skip(1)
                .filter(before -> isNewRelease && before.markets() > newestPublished.markets())
                .findFirst()
                .orElse(newestPublished);
    }

    private Optional<String> weeks(StoredVariant stored, Published published) {
        return limit.isExceededBy(stored.lostWeeks(), published.variant().weeks())
                ? Optional.of("found that " + stored.lostWeeks() + " of its "
                        + published.variant().weeks() + " published weeks are gone, expected at most "
                        + limit.percentage())
                : Optional.empty();
    }

    private static boolean isSmaller(StoredVariant stored, HeldVariant held) {
        int newestMarkets = stored.newestReleases().stream()
                .findFirst()
                .map(ReleaseSize::markets)
                .orElse(0);
        return newestMarkets < held.newestMarkets() || stored.lostWeeks() > held.lostWeeks();
    }
}
