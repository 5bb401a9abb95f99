package cotinga;

import cotinga.analytics.CrowdedThresholds;
import cotinga.export.Publications;
import cotinga.payload.Editions;
import cotinga.payload.MarketPrices;
import cotinga.payload.Payloads;
import cotinga.progress.ProgressDisplay;
import cotinga.run.PublicationLock;
import cotinga.run.PublicationSteps;
import java.time.Clock;

/** The publication of data versions, and the snapshot that readers see. */
record PublicationBeans(
        Editions editions,
        Payloads payloads,
        MarketPrices prices,
        PublicationLock lock,
        Publications publications,
        PublicationSteps steps) {

    static PublicationBeans of(
            Settings settings, DataFiles files, StoreBeans stores, ProgressDisplay display, Clock clock) {
        Editions editions = new Editions(stores.publications(), files.categories());
        Payloads payloads = new Payloads(new CrowdedThresholds(
                settings.publication().crowded().buy(),
                settings.publication().crowded().sell()));
        MarketPrices prices = new MarketPrices(
                stores.prices(),
                files.tickers(),
                settings.prices().history(settings.cftc().years()));
        return new PublicationBeans(
                editions,
                payloads,
                prices,
                new PublicationLock(),
                new Publications(
                        stores.weeks(),
                        stores.publications(),
                        stores.variants(),
                        stores.quality(),
                        editions,
                        payloads,
                        prices,
                        stores.exportFolder(),
                        files.fingerprint(),
                        settings.publication().maxShrink(),
                        files.releases().reportDays(),
                        display,
                        clock),
                new PublicationSteps(stores.runs(), stores.publications()));
    }

    void bind(NamedBeans beans) {
        beans.bind("publications", publications);
        beans.bind("publicationSteps", steps);
    }
}
