package cotinga.publication;

import cotinga.base.NewYork;
import cotinga.quality.ShrinkLimit;
import cotinga.report.ReportVariant;
import cotinga.store.publications.Publication;
import cotinga.store.publications.PublicationStore;
import cotinga.store.publications.PublishedMarket;
import cotinga.store.publications.PublishedVariant;
import cotinga.store.publications.WithheldVariant;
import cotinga.store.weeks.ReleaseSize;
import cotinga.store.weeks.StoredVariant;
import cotinga.store.weeks.VariantStore;
import java.time.Clock;
import java.time.LocalDate;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The variants of a publication that are withheld, and what is recorded of them. */
public final class WithheldVariants {
    private static final Logger LOG = LoggerFactory.getLogger(WithheldVariants.class);

    private final PublicationStore store;
    private final VariantStore variants;
    private final Withholding withholding;
    private final Clock clock;

    /** @param maxShrink how much a variant may shrink before it is withheld */
    public WithheldVariants(PublicationStore store, VariantStore variants, ShrinkLimit maxShrink, Clock clock) {
        this.store = store;
        this.variants = variants;
        this.withholding = new Withholding(maxShrink);
        this.clock = clock;
    }

    /** Those of the last publication. */
    Set<ReportVariant> published() {
        return store.withheldVariants().keySet();
    }

    /** Records the withheld variants without a publication. */
    void record(Map<ReportVariant, WithheldVariant> held) {
        store.withhold(held.values());
    }

    /**
     * The changed variants that are withheld; their newest report date becomes the published one. In a run that publishes withheld
     * variants, only a future date withholds.
     */
    Map<ReportVariant, WithheldVariant> of(
            PublishingRun run, Set<ReportVariant> changed, Map<ReportVariant, LocalDate> newest) {
        LocalDate today = LocalDate.ofInstant(clock.instant(), NewYork.ZONE);
        Map<ReportVariant, WithheldVariant> earlier = store.withheldVariants();
        Map<ReportVariant, WithheldVariant> held = new EnumMap<>(ReportVariant.class);
        List<PublishedMarket> markets = changed.isEmpty() ? List.of() : store.markets();
        for (PublishedVariant variant :
                store.latest().map(Publication::variants).orElse(List.of())) {
            if (!changed.contains(variant.variant())) {
                continue;
            }
            Withholding.Published published = Withholding.Published.of(variant, markets);
            StoredVariant stored = variants.stored(variant.variant(), variant.lastDate());
            WithheldVariant before = earlier.get(variant.variant());
            boolean isSeenSince = run.seenVariants().contains(variant.variant())
                    && !(before != null && Long.valueOf(run.id()).equals(before.runId()));
            Optional<LocalDate> newestStored = Optional.ofNullable(newest.get(variant.variant()));
            newestStored
                    .flatMap(date -> Withholding.futureDate(date, today))
                    .or(() -> run.isPublishingWithheld()
                            ? Optional.empty()
                            : withholding.anomaly(stored, published, before, isSeenSince))
                    .ifPresent(anomaly -> {
                        held.put(variant.variant(), held(stored, published, before, anomaly, run.id()));
                        newest.put(variant.variant(), variant.lastDate());
                    });
        }
        withholdUnpublished(run.id(), changed, newest, today, earlier, held);
        held.values().stream()
                .filter(variant -> !earlier.containsKey(variant.variant()))
                .forEach(variant ->
                        LOG.warn("{} is withheld: {}", variant.variant().path(), variant.reason()));
        return held;
    }

    /** A variant that was never published is withheld only if it is dated after today. */
    private void withholdUnpublished(
            long runId,
            Set<ReportVariant> changed,
            Map<ReportVariant, LocalDate> newest,
            LocalDate today,
            Map<ReportVariant, WithheldVariant> earlier,
            Map<ReportVariant, WithheldVariant> held) {
        Set<ReportVariant> unpublished = EnumSet.copyOf(List.of(ReportVariant.values()));
        unpublished.retainAll(changed);
        store.latest().map(Publication::variants).orElse(List.of()).forEach(seen -> unpublished.remove(seen.variant()));
        for (ReportVariant variant : unpublished) {
            Optional.ofNullable(newest.get(variant))
                    .flatMap(date -> Withholding.futureDate(date, today))
                    .ifPresent(anomaly -> {
                        WithheldVariant before = earlier.get(variant);
                        held.put(
                                variant,
                                new WithheldVariant(
                                        variant,
                                        0,
                                        before == null ? clock.instant() : before.withheldAt(),
                                        before == null ? Long.valueOf(runId) : before.runId(),
                                        Objects.requireNonNull(newest.remove(variant)),
                                        0,
                                        0,
                                        anomaly.cause(),
                                        0,
                                        anomaly.reason()));
                    });
        }
    }

    private WithheldVariant held(
            StoredVariant stored,
            Withholding.Published published,
            @Nullable WithheldVariant before,
            Withholding.Anomaly anomaly,
            long runId) {
        ReleaseSize newest =
                stored.newestReleases().stream().findFirst().orElse(new ReleaseSize(published.newestReportDate(), 0));
        return new WithheldVariant(
                stored.variant(),
                published.variant().asOf(),
                before == null ? clock.instant() : before.withheldAt(),
                before == null ? Long.valueOf(runId) : before.runId(),
                newest.reportDate(),
                newest.markets(),
                stored.lostWeeks(),
                anomaly.cause(),
                stored.oddMarkets().odd(),
                anomaly.reason());
    }
}
