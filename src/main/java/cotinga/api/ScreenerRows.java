package cotinga.api;

import com.github.benmanes.caffeine.cache.LoadingCache;
import cotinga.analytics.MarketAnalysis;
import cotinga.market.MarketCategories;
import cotinga.market.PrimaryReport;
import cotinga.payload.Payloads;
import cotinga.payload.ScreenerRow;
import cotinga.report.ReportType;
import cotinga.report.ReportVariant;
import cotinga.report.Subtype;
import cotinga.snapshot.Snapshot;
import cotinga.store.weeks.WeekStore;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** The rows of screeners, from which pages are made: all rows of a variant at once, computed once per data version. */
public final class ScreenerRows {
    private final PublishedData published;
    private final WeekStore weeks;
    private final Payloads payloads;
    private final MarketCategories categories;
    private final KnownMarkets knownMarkets;
    private final LoadingCache<String, Rows> cache;

    public ScreenerRows(
            PublishedData published,
            WeekStore weeks,
            Payloads payloads,
            MarketCategories categories,
            KnownMarkets knownMarkets,
            AnswerCaches caches) {
        this.published = published;
        this.weeks = weeks;
        this.payloads = payloads;
        this.categories = categories;
        this.knownMarkets = knownMarkets;
        this.cache = caches.add("screener-rows", "screener", this::load);
    }

    /** All rows of a variant. */
    private record Rows(List<ScreenerRow> list) implements AnswerCaches.Weighed {
        private static final int BYTES_PER_ROW = 2_560;

        @Override
        public int weight() {
            return list.size() * BYTES_PER_ROW;
        }
    }

    /** Caches the rows of a publication, which computed them for its files. */
    public void take(long dataVersion, Map<ReportVariant, List<ScreenerRow>> rows) {
        rows.forEach(
                (variant, list) -> cache.put(CacheKey.of(dataVersion, variant).text(), new Rows(List.copyOf(list))));
    }

    /** The rows of a variant, current or as known at a time. */
    List<ScreenerRow> of(Snapshot snapshot, ReportVariant variant, Optional<Instant> knownAt) {
        Map<String, String> parameters = new LinkedHashMap<>();
        Parameters.addKnownAt(parameters, knownAt);
        return cache.get(CacheKey.of(snapshot, variant).with(parameters).text()).list();
    }

    private Rows load(CacheKey key) {
        Snapshot snapshot = published.of(key);
        ReportVariant variant = key.variant();
        List<ScreenerRow> rows = new ArrayList<>();
        Optional<Instant> knownAt = Parameters.knownAt(key, snapshot);
        if (knownAt.isPresent()) {
            knownMarkets
                    .at(snapshot, variant, knownAt.get())
                    .forEachWithNewestWeeks(
                            Payloads.WEEKS_OF_A_SCREENER_ROW,
                            (meta, analysis) -> rows.add(payloads.screenerRow(meta, analysis)));
        } else {
            weeks.forEachMarketWithNewestWeeks(
                    variant,
                    snapshot.asOf(variant),
                    Payloads.WEEKS_OF_A_SCREENER_ROW,
                    history -> rows.add(payloads.screenerRow(
                            snapshot.market(variant, history.code()).orElseThrow(), MarketAnalysis.of(history))));
        }
        return new Rows(List.copyOf(rows));
    }

    /** The variants of a subtype with data whose reports can be primary ones. */
    static List<ReportVariant> primaryVariants(Snapshot snapshot, Subtype subtype) {
        return snapshot.variantsWithData().stream()
                .filter(variant -> variant.subtype() == subtype && PrimaryReport.TYPES.contains(variant.type()))
                .toList();
    }

    /** The rows of a subtype, current or as known at a time: of each market that in its primary report, if it has one, by code. */
    Collection<ScreenerRow> primary(Snapshot snapshot, Subtype subtype, Optional<Instant> knownAt) {
        Map<String, Map<ReportType, ScreenerRow>> ofMarket = new TreeMap<>();
        for (ReportVariant variant : primaryVariants(snapshot, subtype)) {
            of(snapshot, variant, knownAt)
                    .forEach(row -> ofMarket.computeIfAbsent(row.meta().code(), code -> new EnumMap<>(ReportType.class))
                            .put(variant.type(), row));
        }
        return ofMarket.values().stream()
                .flatMap(ofTypes -> categories
                        .primaryReport(ofTypes.values().iterator().next().meta().category(), ofTypes.keySet())
                        .map(ofTypes::get)
                        .stream())
                .toList();
    }
}
