package cotinga.export;

import cotinga.analytics.MarketAnalysis;
import cotinga.payload.Editions;
import cotinga.payload.MarketMeta;
import cotinga.payload.Payloads;
import cotinga.payload.ScreenerRow;
import cotinga.report.MarketHistory;
import cotinga.report.ReportType;
import cotinga.report.ReportVariant;
import cotinga.store.Publication;
import cotinga.store.PublicationStore;
import cotinga.store.PublishedVariant;
import cotinga.store.WeekStore;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** Makes data versions: reads each variant once, writes its files, and gives both to readers. */
public final class Publications {
    private final WeekStore weeks;
    private final PublicationStore store;
    private final Editions editions;
    private final Payloads payloads;
    private final Optional<ExportFolder> folder;
    private final String fingerprint;

    /**
     * @param folder where files are written; empty when there are to be none
     * @param fingerprint the build and the settings that shape payloads; another one makes a publication due
     */
    public Publications(
            WeekStore weeks,
            PublicationStore store,
            Editions editions,
            Payloads payloads,
            Optional<ExportFolder> folder,
            String fingerprint) {
        this.weeks = weeks;
        this.store = store;
        this.editions = editions;
        this.payloads = payloads;
        this.folder = folder;
        this.fingerprint = fingerprint;
    }

    /** Begins the data version that follows the published one, and finds out whether it is due. */
    public PendingPublication prepare(long runId) {
        Map<ReportVariant, java.time.LocalDate> newest = store.newestReportDates();
        return new PendingPublication(store.publishedVersion() + 1, runId, !newest.isEmpty() && isDue(), newest);
    }

    /** Whether what is stored, the fingerprint or the files differ from what was published. */
    public boolean isDue() {
        Optional<Publication> latest = store.latest();
        return latest.isEmpty()
                || store.hasUnpublishedWeeks()
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
            writeMarket(publication, history, meta, analysis);
        });
        publication.add(variant, rows);
        write(publication, "markets_" + variant.key() + ".json", payloads.markets(metas));
        write(publication, "screener_" + variant.key() + ".json", payloads.screener(rows));
    }

    /** Gives readers the version: the store first, then the manifest, which makes the files one whole. */
    public void complete(PendingPublication publication) {
        Set<ReportType> types =
                publication.variants().stream().map(ReportVariant::type).collect(Collectors.toSet());
        types.forEach(type -> write(publication, "groups_" + type.key() + ".json", payloads.groups(type)));
        Publication published =
                store.publish(publication.version(), fingerprint, publication.runId(), publication.draft());
        folder.ifPresent(place -> finishFiles(place, publication, published));
        editions.renew();
        publication.completed();
    }

    private void writeMarket(
            PendingPublication publication, MarketHistory history, MarketMeta meta, MarketAnalysis analysis) {
        if (folder.isPresent()) {
            String name = "market_" + history.code() + "_" + history.variant().key() + ".json";
            publication.add(folder.get().write(name, payloads.market(meta, analysis, List.of())));
        }
    }

    private void write(PendingPublication publication, String name, byte[] content) {
        folder.ifPresent(place -> publication.add(place.write(name, content)));
    }

    private static void finishFiles(ExportFolder folder, PendingPublication publication, Publication published) {
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
