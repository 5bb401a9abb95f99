package cotinga.publication;

import cotinga.progress.Progress;
import cotinga.progress.ProgressDisplay;
import cotinga.report.ReportVariant;
import cotinga.snapshot.MarketPrices;
import cotinga.snapshot.SymbolPrices;
import cotinga.store.publications.Publication;
import cotinga.store.publications.PublicationStore;
import cotinga.store.publications.PublishedVariant;
import cotinga.store.publications.WithheldVariant;
import cotinga.store.weeks.VariantStore;
import java.time.Clock;
import java.time.LocalDate;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Plans the next data version: whether it is due, which variants are withheld, and what is checked. */
public final class PublicationPlan {
    private final PublicationStore store;
    private final VariantStore variants;
    private final WithheldVariants withheld;
    private final PlannedChecks checks;
    private final PublicationFiles files;
    private final MarketPrices prices;
    private final String fingerprint;
    private final ProgressDisplay display;
    private final Clock clock;

    /** @param fingerprint the build and the settings that affect payloads; a change makes a publication due */
    public PublicationPlan(
            PublicationStore store,
            VariantStore variants,
            WithheldVariants withheld,
            PlannedChecks checks,
            PublicationFiles files,
            MarketPrices prices,
            String fingerprint,
            ProgressDisplay display,
            Clock clock) {
        this.store = store;
        this.variants = variants;
        this.withheld = withheld;
        this.checks = checks;
        this.files = files;
        this.prices = prices;
        this.fingerprint = fingerprint;
        this.display = display;
        this.clock = clock;
    }

    /** Prepares the data version after the published one. */
    PendingPublication prepare(PublishingRun run) {
        Map<ReportVariant, LocalDate> newest = variants.newestReportDates();
        Set<ReportVariant> changed = variants.unpublishedVariants();
        Map<ReportVariant, WithheldVariant> held = run.isStopped() ? Map.of() : withheld.of(run, changed, newest);
        boolean due = !run.isStopped() && !newest.isEmpty() && (run.isForced() || isDue(changed, held.keySet()));
        if (!due && !run.isStopped()) {
            withheld.record(held);
        }
        Progress progress = new Progress("publication", display, clock);
        if (due) {
            progress.plan(variants.countMarkets());
        }
        long version = store.publishedVersion() + 1;
        Map<String, SymbolPrices> bars =
                due && files.areExported() ? prices.bySymbol(version, clock.instant()) : Map.of();
        return new PendingPublication(
                version,
                run,
                due,
                fingerprint,
                newest,
                bars,
                versions(held),
                held,
                due ? checks.of(changed, held.keySet(), newest) : Map.of(),
                progress);
    }

    private static Map<ReportVariant, Long> versions(Map<ReportVariant, WithheldVariant> held) {
        Map<ReportVariant, Long> versions = new EnumMap<>(ReportVariant.class);
        held.forEach((variant, its) -> versions.put(variant, its.asOf()));
        return versions;
    }

    /** The published data version, whose files are to be written here; empty if they are complete or nothing is published. */
    Optional<PendingPublication> withoutFiles(Publication published) {
        if (!files.areIncomplete(published.version())) {
            return Optional.empty();
        }
        Map<ReportVariant, LocalDate> newest = new EnumMap<>(ReportVariant.class);
        Map<ReportVariant, Long> versions = new EnumMap<>(ReportVariant.class);
        for (PublishedVariant its : published.variants()) {
            newest.put(its.variant(), its.lastDate());
            versions.put(its.variant(), its.asOf());
        }
        Progress progress = new Progress("files", display, clock);
        progress.plan(published.variants().stream()
                .mapToInt(PublishedVariant::markets)
                .sum());
        return Optional.of(new PendingPublication(
                published.version(),
                RunOfAnother.RUN,
                true,
                published.fingerprint(),
                newest,
                prices.bySymbol(published.version(), published.createdAt()),
                versions,
                Map.of(),
                Map.of(),
                progress));
    }

    /** The run of another instance, which has published. */
    private enum RunOfAnother implements PublishingRun {
        RUN;

        @Override
        public long id() {
            return 0;
        }

        @Override
        public boolean isStopped() {
            return false;
        }

        @Override
        public boolean isForced() {
            return false;
        }

        @Override
        public boolean isPublishingWithheld() {
            return false;
        }

        @Override
        public Set<ReportVariant> seenVariants() {
            return Set.of();
        }

        @Override
        public void requireActive() {}
    }

    /** Whether the stored data, the fingerprint or the files differ from the published ones. Withheld variants do not count. */
    boolean isDue() {
        return isDue(variants.unpublishedVariants(), withheld.published());
    }

    private boolean isDue(Set<ReportVariant> changed, Set<ReportVariant> held) {
        Optional<Publication> latest = store.latest();
        return latest.isEmpty()
                || !held.containsAll(changed)
                || prices.areUnpublished()
                || !latest.get().fingerprint().equals(fingerprint)
                || files.areIncomplete(latest.get().version());
    }
}
