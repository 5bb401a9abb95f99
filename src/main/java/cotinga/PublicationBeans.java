package cotinga;

import cotinga.analytics.CrowdedThresholds;
import cotinga.payload.Payloads;
import cotinga.progress.ProgressDisplay;
import cotinga.publication.PlannedChecks;
import cotinga.publication.PublicationFiles;
import cotinga.publication.PublicationLock;
import cotinga.publication.PublicationPlan;
import cotinga.publication.PublicationSteps;
import cotinga.publication.Publications;
import cotinga.publication.WithheldVariants;
import cotinga.settings.Settings;
import cotinga.snapshot.MarketPrices;
import cotinga.snapshot.Snapshots;
import java.time.Clock;

/** The publication of data versions, and the snapshot that readers see. */
record PublicationBeans(
        Snapshots snapshots,
        Payloads payloads,
        MarketPrices prices,
        PublicationLock lock,
        Publications publications,
        PublicationSteps steps) {

    static PublicationBeans of(
            Settings settings,
            DataFiles files,
            StoreBeans stores,
            MetricsBeans metrics,
            ProgressDisplay display,
            Clock clock) {
        Snapshots snapshots = new Snapshots(stores.publications(), files.categories());
        Payloads payloads = new Payloads(new CrowdedThresholds(
                settings.publication().crowded().buy(),
                settings.publication().crowded().sell()));
        MarketPrices prices = new MarketPrices(
                stores.prices(),
                files.tickers(),
                settings.prices().history(settings.cftc().years()));
        PublicationFiles exported = new PublicationFiles(stores.exportFolder());
        PublicationPlan plan = new PublicationPlan(
                stores.publications(),
                stores.variants(),
                new WithheldVariants(
                        stores.publications(),
                        stores.variants(),
                        settings.publication().maxShrink(),
                        clock),
                new PlannedChecks(
                        stores.quality(),
                        stores.publications(),
                        settings.publication().maxShrink(),
                        files.releases().reportDays()),
                exported,
                prices,
                files.fingerprint(),
                display,
                clock);
        PublicationLock lock = new PublicationLock();
        return new PublicationBeans(
                snapshots,
                payloads,
                prices,
                lock,
                new Publications(
                        plan,
                        stores.weeks(),
                        stores.publications(),
                        snapshots,
                        payloads,
                        prices,
                        exported,
                        lock,
                        metrics.exports()),
                new PublicationSteps(stores.runs(), stores.publications()));
    }

    void bind(NamedBeans beans) {
        beans.bind("snapshots", snapshots);
        beans.bind("publications", publications);
        beans.bind("publicationSteps", steps);
    }
}
