package cotinga.export;

import cotinga.analytics.MarketAnalysis;
import cotinga.payload.Editions;
import cotinga.payload.MarketMeta;
import cotinga.payload.MarketPrices;
import cotinga.payload.Payloads;
import cotinga.payload.ScreenerRow;
import cotinga.progress.Progress;
import cotinga.progress.ProgressDisplay;
import cotinga.report.PriceBar;
import cotinga.report.ReportVariant;
import cotinga.store.Publication;
import cotinga.store.PublicationStore;
import cotinga.store.PublishedVariant;
import cotinga.store.WeekStore;
import java.io.UncheckedIOException;
import java.time.Clock;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Makes data versions: reads each variant once, writes its files, and gives both to readers. */
public final class Publications {
    private static final Logger LOG = LoggerFactory.getLogger(Publications.class);

    private final WeekStore weeks;
    private final PublicationStore store;
    private final Editions editions;
    private final Payloads payloads;
    private final MarketPrices prices;
    private final Optional<ExportFolder> folder;
    private final String fingerprint;
    private final ProgressDisplay display;
    private final Clock clock;

    /**
     * @param folder where files are written; empty when there are to be none
     * @param fingerprint the build and the settings that shape payloads; another one makes a publication due
     */
    public Publications(
            WeekStore weeks,
            PublicationStore store,
            Editions editions,
            Payloads payloads,
            MarketPrices prices,
            Optional<ExportFolder> folder,
            String fingerprint,
            ProgressDisplay display,
            Clock clock) {
        this.weeks = weeks;
        this.store = store;
        this.editions = editions;
        this.payloads = payloads;
        this.prices = prices;
        this.folder = folder;
        this.fingerprint = fingerprint;
        this.display = display;
        this.clock = clock;
    }

    /**
     * Begins the data version that follows the published one, and finds out whether it is due.
     *
     * @param stopped whether nothing new is to be begun
     * @param forced whether it is due even if readers lack nothing
     */
    public PendingPublication prepare(long runId, boolean stopped, boolean forced) {
        Map<ReportVariant, LocalDate> newest = store.newestReportDates();
        boolean due = !stopped && !newest.isEmpty() && (forced || isDue());
        Progress progress = new Progress("publication", display, clock);
        if (due) {
            progress.plan(store.countMarkets());
        }
        long version = store.publishedVersion() + 1;
        Map<String, List<PriceBar>> bars =
                due && folder.isPresent() ? prices.bySymbol(version, clock.instant()) : Map.of();
        return new PendingPublication(version, runId, due, newest, bars, progress);
    }

    /** Whether what is stored, the fingerprint or the files differ from what was published. */
    public boolean isDue() {
        Optional<Publication> latest = store.latest();
        return latest.isEmpty()
                || store.hasUnpublishedWeeks()
                || prices.areUnpublished()
                || !latest.get().fingerprint().equals(fingerprint)
                || (folder.isPresent() && !isComplete(folder.get(), latest.get().version()));
    }

    private static boolean isComplete(ExportFolder folder, long version) {
        return Manifest.parse(folder.read(Manifest.FILE))
                .filter(manifest -> manifest.dataVersion() == version)
                .filter(manifest -> manifest.files().stream().allMatch(folder::holds))
                .isPresent();
    }

    /** Reads a variant once: its markets' files, its lists and what the directory says of it. */
    public void export(PendingPublication publication, ReportVariant variant) {
        List<MarketMeta> metas = new ArrayList<>();
        List<ScreenerRow> rows = new ArrayList<>();
        weeks.forEachMarket(variant, publication.version(), history -> {
            MarketMeta meta = editions.meta(history, publication.newestReportDate(variant));
            MarketAnalysis analysis = MarketAnalysis.of(history);
            metas.add(meta);
            rows.add(payloads.screenerRow(meta, analysis));
            publication.draft().add(history);
            write(
                    publication,
                    "market_" + history.code() + "_" + variant.key() + ".json",
                    () -> payloads.market(meta, analysis, prices.among(publication.prices(), history.code())));
            publication.progress().stepDone(variant.path() + " " + history.code());
        });
        publication.add(variant, rows);
        write(publication, "markets_" + variant.key() + ".json", () -> payloads.markets(metas));
        write(publication, "screener_" + variant.key() + ".json", () -> payloads.screener(rows));
    }

    /** Gives readers the version; the manifest, written last, makes the files one whole. */
    public void complete(PendingPublication publication) {
        Publication published =
                store.publish(publication.version(), fingerprint, publication.runId(), publication.draft());
        editions.renew();
        publication.completed();
        publication.variants().stream()
                .map(ReportVariant::type)
                .distinct()
                .forEach(type -> write(publication, "groups_" + type.key() + ".json", () -> payloads.groups(type)));
        folder.ifPresent(place -> attempt(publication, () -> finishFiles(place, publication, published)));
        publication.progress().finished();
    }

    /** Writes a file, unless there are to be none or one could not be written before. */
    private void write(PendingPublication publication, String name, Supplier<byte[]> content) {
        if (folder.isPresent() && publication.fileFailure() == null) {
            byte[] bytes = content.get();
            attempt(publication, () -> publication.add(folder.get().write(name, bytes)));
        }
    }

    /** What fails with the files is a flaw of the run; readers of REST get the version all the same. */
    private static void attempt(PendingPublication publication, Runnable writing) {
        try {
            writing.run();
        } catch (UncheckedIOException e) {
            String reason = e.getMessage() + ": " + e.getCause();
            LOG.error("The files of data version {} are not complete: {}", publication.version(), reason, e);
            publication.filesFailed(reason);
        }
    }

    private static void finishFiles(ExportFolder folder, PendingPublication publication, Publication published) {
        if (publication.fileFailure() != null) {
            return;
        }
        List<ExportFolder.Written> files = publication.files().stream()
                .sorted(Comparator.comparing(ExportFolder.Written::name))
                .toList();
        folder.keepOnly(files.stream().map(ExportFolder.Written::name).collect(Collectors.toSet()));
        Map<String, String> newest = new TreeMap<>();
        for (PublishedVariant variant : published.variants()) {
            newest.put(variant.variant().key(), variant.lastDate().toString());
        }
        Manifest manifest =
                new Manifest(published.version(), published.createdAt().toString(), newest, files);
        folder.write(Manifest.FILE, manifest.toJson());
    }
}
