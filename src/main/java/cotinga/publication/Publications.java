package cotinga.publication;

import cotinga.analytics.MarketAnalysis;
import cotinga.payload.Payloads;
import cotinga.payload.ScreenerRow;
import cotinga.quality.VariantChecks;
import cotinga.report.ReportVariant;
import cotinga.snapshot.MarketMeta;
import cotinga.snapshot.MarketPrices;
import cotinga.snapshot.Snapshots;
import cotinga.store.publications.Publication;
import cotinga.store.publications.PublicationStore;
import cotinga.store.weeks.WeekStore;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Publishes data versions: reads each variant once, writes its files, and makes the version visible. */
public final class Publications {
    private static final Logger LOG = LoggerFactory.getLogger(Publications.class);

    private final PublicationPlan plan;
    private final WeekStore weeks;
    private final PublicationStore store;
    private final Snapshots snapshots;
    private final Payloads payloads;
    private final MarketPrices prices;
    private final PublicationFiles files;
    private final PublicationLock lock;
    private final PublicationListener listener;

    /** The newest version whose files are not to be written again. */
    private volatile long exported = -1;

    /** @param listener is notified of each publication */
    public Publications(
            PublicationPlan plan,
            WeekStore weeks,
            PublicationStore store,
            Snapshots snapshots,
            Payloads payloads,
            MarketPrices prices,
            PublicationFiles files,
            PublicationLock lock,
            PublicationListener listener) {
        this.plan = plan;
        this.weeks = weeks;
        this.store = store;
        this.snapshots = snapshots;
        this.payloads = payloads;
        this.prices = prices;
        this.files = files;
        this.lock = lock;
        this.listener = listener;
    }

    /** Whether the stored data, the fingerprint or the files differ from the published ones. Withheld variants do not count. */
    public boolean isDue() {
        return plan.isDue();
    }

    /** Prepares the data version after the published one: whether it is due, and which variants are withheld. */
    public PendingPublication prepare(PublishingRun run) {
        return plan.prepare(run);
    }

    /** Reads a variant once, and writes the files of its markets, its lists and its part of the directory. */
    public void export(PendingPublication publication, ReportVariant variant) {
        List<MarketMeta> metas = new ArrayList<>();
        List<ScreenerRow> rows = new ArrayList<>();
        Optional<VariantChecks> checks = publication.checks(variant);
        weeks.forEachMarket(variant, publication.versionOf(variant), history -> {
            publication.check().run();
            checks.ifPresent(all -> all.add(history));
            MarketMeta meta = snapshots.meta(history, publication.newestReportDate(variant));
            MarketAnalysis analysis = MarketAnalysis.of(history);
            metas.add(meta);
            rows.add(payloads.screenerRow(meta, analysis));
            publication.draft().add(history);
            files.write(
                    publication,
                    "market_" + history.code() + "_" + variant.key() + ".json",
                    () -> payloads.market(meta, analysis, prices.among(publication.prices(), history.code())));
            publication.progress().stepDone(variant.path() + " " + history.code());
        });
        publication.add(variant, rows);
        checks.ifPresent(all -> publication.checked(variant, all.results()));
        files.write(publication, "markets_" + variant.key() + ".json", () -> payloads.markets(metas));
        files.write(publication, "screener_" + variant.key() + ".json", () -> payloads.screener(rows));
    }

    /** Publishes the version, then writes the manifest as the last file. */
    public void complete(PendingPublication publication) {
        Publication published = store.publish(
                publication.version(),
                publication.fingerprint(),
                publication.runId(),
                publication.draft(),
                publication.check());
        snapshots.renew();
        publication.completed();
        String checks = publication.quality();
        if (checks != null) {
            LOG.info(checks);
        }
        finishFiles(publication, published);
        publication.progress().finished();
        publication.report(listener);
    }

    private void finishFiles(PendingPublication publication, Publication published) {
        publication.variants().stream()
                .map(ReportVariant::type)
                .distinct()
                .forEach(type ->
                        files.write(publication, "groups_" + type.key() + ".json", () -> payloads.groups(type)));
        files.finish(publication, published);
    }

    /**
     * Writes the files of the published version to the folder of this instance, if they are incomplete there: another instance has
     * published. Does nothing while a run stores or publishes here. After a failure, the next version is tried.
     */
    public void exportPublished() {
        if (snapshots.dataVersion() == exported || !lock.tryAcquire(this)) {
            return;
        }
        try {
            Optional<Publication> published = store.latest();
            published.flatMap(plan::withoutFiles).ifPresent(files -> exportFiles(files, published.get()));
            exported = published.map(Publication::version).orElse(0L);
        } finally {
            lock.release(this);
        }
    }

    private void exportFiles(PendingPublication publication, Publication published) {
        for (ReportVariant variant : publication.variants()) {
            if (publication.fileFailure() == null) {
                export(publication, variant);
            }
        }
        finishFiles(publication, published);
        publication.progress().finished();
        if (publication.fileFailure() == null) {
            LOG.info("Exported data version {}, which another instance has published", publication.version());
        }
    }
}
