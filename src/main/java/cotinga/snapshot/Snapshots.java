package cotinga.snapshot;

import cotinga.market.MarketCategories;
import cotinga.report.MarketHistory;
import cotinga.report.ReportVariant;
import cotinga.store.publications.Publication;
import cotinga.store.publications.PublicationStore;
import cotinga.store.publications.PublishedMarket;
import cotinga.store.publications.PublishedVariant;
import java.time.LocalDate;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Supplier;
import java.util.stream.Stream;

/** Provides the current snapshot. A request gets it once and uses it until the response. */
public final class Snapshots implements Supplier<Snapshot> {
    private final PublicationStore publications;
    private final MarketCategories categories;
    private final AtomicBoolean followed = new AtomicBoolean();
    private volatile Newest newest = new Newest(Snapshot.NONE, Snapshot.NONE);

    /** The newest two snapshots. */
    private record Newest(Snapshot current, Snapshot previous) {}

    /** Starts without a publication; {@link #renew()} reads the newest one. */
    public Snapshots(PublicationStore publications, MarketCategories categories) {
        this.publications = publications;
        this.categories = categories;
    }

    @Override
    public Snapshot get() {
        return newest.current;
    }

    /** The data version of the current snapshot. */
    public long dataVersion() {
        return get().dataVersion();
    }

    /** The snapshot of a data version, if it is one of the newest two. */
    public Optional<Snapshot> at(long dataVersion) {
        Newest known = newest;
        return Stream.of(known.current, known.previous)
                .filter(snapshot -> snapshot.dataVersion() == dataVersion)
                .findFirst();
    }

    /** Replaces the snapshot by that of the newest publication, if that is newer; returns whether it is. */
    public synchronized boolean renew() {
        Snapshot read = read();
        if (read.dataVersion() <= newest.current.dataVersion()) {
            return false;
        }
        newest = new Newest(read, newest.current);
        return true;
    }

    /** Renews the snapshot, if that of a newer version is published: by another instance, or because publishing has just committed. */
    public synchronized void follow(long publishedVersion) {
        if (publishedVersion > dataVersion() && renew()) {
            followed.set(true);
        }
    }

    /** Whether the snapshot has followed a publication since the last call. */
    public boolean takeFollowed() {
        return followed.getAndSet(false);
    }

    /** The name and category of a history's market, with its lag behind the variant's newest report date. */
    public MarketMeta meta(MarketHistory history, LocalDate newestOfVariant) {
        return MarketMeta.of(history, categories.categoryOf(history.code(), history.name()), newestOfVariant);
    }

    private Snapshot read() {
        Optional<PublicationStore.Published> latest = publications.latestWithMarkets();
        if (latest.isEmpty()) {
            return Snapshot.NONE;
        }
        Publication publication = latest.get().publication();
        Map<ReportVariant, Snapshot.VariantFigures> variants = new EnumMap<>(ReportVariant.class);
        for (PublishedVariant variant : publication.variants()) {
            variants.put(
                    variant.variant(),
                    new Snapshot.VariantFigures(
                            variant.weeks(),
                            variant.markets(),
                            variant.reportDates(),
                            variant.firstDate(),
                            variant.lastDate(),
                            variant.asOf()));
        }
        Map<ReportVariant, Map<String, MarketMeta>> markets = new EnumMap<>(ReportVariant.class);
        for (PublishedMarket market : latest.get().markets()) {
            Snapshot.VariantFigures ofVariant = variants.get(market.variant());
            if (ofVariant != null) {
                markets.computeIfAbsent(market.variant(), variant -> new TreeMap<>())
                        .put(market.code(), meta(market, ofVariant.lastDate()));
            }
        }
        return new Snapshot(
                publication.version(), publication.createdAt(), publication.reportDates(), variants, markets);
    }

    private MarketMeta meta(PublishedMarket market, LocalDate newestOfVariant) {
        return new MarketMeta(
                market.variant(),
                market.code(),
                market.name(),
                market.exchange(),
                categories.categoryOf(market.code(), market.name()),
                MarketMeta.weeksBehind(market.lastDate(), newestOfVariant));
    }
}
