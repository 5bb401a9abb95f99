package cotinga.api;

import cotinga.market.MarketCategories;
import cotinga.payload.Payloads;
import cotinga.report.ReportType;
import cotinga.report.ReportVariant;
import cotinga.snapshot.MarketMeta;
import cotinga.snapshot.Snapshot;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Lists of markets, and the trader groups of report types: the content of the cache {@code markets}. */
public final class MarketLists {
    private static final String ALL = "all";
    private static final String GROUPS = "groups";

    private final PublishedData published;
    private final Payloads payloads;
    private final MarketCategories categories;

    public MarketLists(PublishedData published, Payloads payloads, MarketCategories categories) {
        this.published = published;
        this.payloads = payloads;
        this.categories = categories;
    }

    /** The key of the list of a variant's markets. */
    public String ofVariant(Request request) {
        ReportVariant variant = Parameters.variant(request);
        return CacheKey.of(published.snapshot(variant), variant).text();
    }

    /** The key of the list of the markets of all variants that have the requested words and category. */
    public String search(Request request) {
        Map<String, String> parameters = new LinkedHashMap<>();
        List<String> words = Parameters.search(request);
        if (!words.isEmpty()) {
            parameters.put(Parameters.SEARCH, String.join(" ", words));
        }
        String category = Parameters.category(request, categories);
        if (category != null) {
            parameters.put(Parameters.CATEGORY, category);
        }
        return CacheKey.of(published.snapshot(), ALL).with(parameters).text();
    }

    /** The key of the list of a report type's trader groups. */
    public String groups(Request request) {
        ReportType type = Parameters.reportType(request.required(Parameters.REPORT_TYPE));
        return CacheKey.of(published.latest(), GROUPS, type.key()).text();
    }

    /** The keys of the lists that clients usually request first. */
    public List<String> usual() {
        Snapshot snapshot = published.latest();
        return snapshot.variantsWithData().stream()
                .map(variant -> CacheKey.of(snapshot, variant).text())
                .toList();
    }

    /** Computes the list of a key. */
    public Answer load(CacheKey key) {
        return switch (key.path().get(0)) {
            case GROUPS ->
                Answer.of(payloads.groups(Parameters.reportType(key.path().get(1))));
            case ALL -> {
                Snapshot snapshot = published.of(key);
                yield Answer.of(
                        payloads.foundMarkets(found(key, snapshot), meta -> Primary.is(meta, snapshot, categories)));
            }
            default ->
                Answer.of(payloads.markets(
                        published.of(key).marketsOf(key.variant()).values()));
        };
    }

    private List<MarketMeta> found(CacheKey key, Snapshot snapshot) {
        List<String> words = Parameters.search(key);
        String category = Parameters.category(key, categories);
        return snapshot.markets().values().stream()
                .flatMap(ofVariant -> ofVariant.values().stream())
                .filter(meta ->
                        category == null || category.equals(meta.category().key()))
                .filter(meta -> words.stream().allMatch(meta::mentions))
                .toList();
    }
}
