package cotinga.api;

import cotinga.analytics.MarketAnalysis;
import cotinga.market.MarketCategories;
import cotinga.payload.Edition;
import cotinga.payload.Payloads;
import cotinga.payload.ScreenerFields;
import cotinga.payload.ScreenerFilter;
import cotinga.payload.ScreenerQuery;
import cotinga.payload.ScreenerRow;
import cotinga.payload.Tables;
import cotinga.report.ReportVariant;
import cotinga.report.Subtype;
import cotinga.store.WeekStore;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/** Returns pages of screener rows: of one variant, or of every market in its primary report. */
public final class Screeners {
    private static final String CACHE = "screener";
    private static final int MOST_ROWS = 1_000;
    private static final int DEFAULT_ROWS = 100;

    private final PublishedData published;
    private final WeekStore weeks;
    private final Payloads payloads;
    private final MarketCategories categories;
    private final KnownMarkets knownMarkets;
    private final AnswerCaches caches;
    private final Tables tables = new Tables();

    public Screeners(
            PublishedData published,
            WeekStore weeks,
            Payloads payloads,
            MarketCategories categories,
            AnswerCaches caches) {
        this.published = published;
        this.weeks = weeks;
        this.payloads = payloads;
        this.categories = categories;
        this.knownMarkets = new KnownMarkets(weeks, categories, caches);
        this.caches = caches;
    }

    /** All rows of a variant; computed once per data version. */
    private record Rows(List<ScreenerRow> list) implements AnswerCaches.Weighed {
        private static final int BYTES_PER_ROW = 2_560;

        @Override
        public int weight() {
            return list.size() * BYTES_PER_ROW;
        }
    }

    /** A page of the rows of a variant, current or as known at a time. */
    public Answer page(Request request) {
        ReportVariant variant = Parameters.variant(request.segment(1), request.segment(2));
        Edition edition = published.edition(variant);
        Optional<Instant> knownAt = Parameters.knownAt(request, edition);
        ScreenerQuery query = query(request, ScreenerFields.of(variant.type()), DEFAULT_ROWS);
        return page(edition, variant, query, knownAt, Format.of(request));
    }

    /** A page of rows, one per market with a report in the subtype, in its primary report among those. */
    public Answer primaryPage(Request request) {
        Subtype subtype =
                Parameters.subtype(Objects.requireNonNullElse(request.parameter("subtype"), Subtype.FO.key()));
        return primaryPage(subtype, query(request, ScreenerFields.ofPrimaryReports(), MOST_ROWS), Format.of(request));
    }

    /** Caches all rows of variants, which are computed once per data version. */
    public void take(long dataVersion, Map<ReportVariant, List<ScreenerRow>> rows) {
        rows.forEach(
                (variant, list) -> caches.get(CACHE, rowsKey(dataVersion, variant), () -> new Rows(List.copyOf(list))));
    }

    /** Computes the pages that clients usually request first. */
    public void warm() {
        Edition edition = published.latest();
        List<ReportVariant> variants = edition.variantsWithData();
        variants.forEach(variant -> page(edition, variant, everything(DEFAULT_ROWS), Optional.empty(), Format.JSON));
        variants.stream()
                .map(ReportVariant::subtype)
                .distinct()
                .forEach(subtype -> primaryPage(subtype, everything(MOST_ROWS), Format.JSON));
    }

    private Answer page(
            Edition edition, ReportVariant variant, ScreenerQuery query, Optional<Instant> knownAt, Format format) {
        String key = key(query, format)
                + knownAt.map(moment -> "&known_at=" + moment).orElse("");
        return answer(Keys.of(edition, variant, key), () -> {
            List<ScreenerRow> rows = knownAt.map(moment -> rowsThen(edition, variant, moment))
                    .orElseGet(() -> rows(edition, variant))
                    .list();
            return () -> Answer.of(
                    payloads.screenerPage(rows, query),
                    format,
                    "screener_" + variant.key(),
                    (page, table) -> tables.rows(page, ScreenerFields.of(variant.type()), table));
        });
    }

    private Answer primaryPage(Subtype subtype, ScreenerQuery query, Format format) {
        Edition edition = published.edition(subtype);
        return answer(Keys.of(edition.dataVersion(), subtype.key() + "/" + key(query, format)), () -> {
            Collection<ScreenerRow> rows = primaryRows(edition, subtype);
            return () -> Answer.of(
                    payloads.primaryScreenerPage(rows, query),
                    format,
                    "screener-v2_" + subtype.key(),
                    (page, table) -> tables.rows(page, ScreenerFields.ofPrimaryReports(), table));
        });
    }

    private static String key(ScreenerQuery query, Format format) {
        return query.key() + format.distinction().map(text -> "&" + text).orElse("");
    }

    private static ScreenerQuery everything(int limit) {
        return new ScreenerQuery(ScreenerFilter.NONE, null, true, limit, 0);
    }

    /** The page under a key. The rows are loaded before the page is computed: a loader must not use its own cache. */
    private Answer answer(String key, Supplier<Supplier<Answer>> page) {
        Optional<Answer> present = caches.present(CACHE, key);
        return present.orElseGet(() -> caches.answer(CACHE, key, page.get()));
    }

    private ScreenerQuery query(Request request, Set<String> fields, int defaultLimit) {
        return new ScreenerQuery(
                new ScreenerFilter(
                        Parameters.category(request, categories),
                        Parameters.wholeNumber(request.parameter("max_weeks_behind"), ScreenerFilter.ANY_LAG),
                        Parameters.wholeNumber(request.parameter("min_weeks"), 1)),
                Parameters.oneOf("sort_by", request.parameter("sort_by"), fields),
                !"asc".equals(request.parameter("sort_dir")),
                Parameters.wholeNumber(request.parameter("limit"), defaultLimit),
                Parameters.wholeNumber(request.parameter("offset"), 0));
    }

    private Rows rows(Edition edition, ReportVariant variant) {
        return caches.get(CACHE, rowsKey(edition.dataVersion(), variant), () -> {
            List<ScreenerRow> rows = new ArrayList<>();
            weeks.forEachMarketWithNewestWeeks(
                    variant,
                    edition.asOf(variant),
                    Payloads.WEEKS_OF_A_SCREENER_ROW,
                    history -> rows.add(payloads.screenerRow(
                            edition.market(variant, history.code()).orElseThrow(), MarketAnalysis.of(history))));
            return new Rows(List.copyOf(rows));
        });
    }

    private Rows rowsThen(Edition edition, ReportVariant variant, Instant knownAt) {
        KnownMarkets.Then then = knownMarkets.at(edition, variant, knownAt);
        return caches.get(CACHE, rowsKey(edition.dataVersion(), variant) + "?known_at=" + knownAt, () -> {
            List<ScreenerRow> rows = new ArrayList<>();
            then.forEach((meta, analysis) -> rows.add(payloads.screenerRow(meta, analysis)));
            return new Rows(List.copyOf(rows));
        });
    }

    private static String rowsKey(long dataVersion, ReportVariant variant) {
        return Keys.of(dataVersion, variant.path() + "/rows");
    }

    private Collection<ScreenerRow> primaryRows(Edition edition, Subtype subtype) {
        Map<ReportVariant, Map<String, ScreenerRow>> ofVariant = new HashMap<>();
        for (ReportVariant variant : edition.variantsWithData()) {
            if (variant.subtype() == subtype) {
                ofVariant.put(
                        variant,
                        rows(edition, variant).list().stream()
                                .collect(Collectors.toMap(row -> row.meta().code(), row -> row)));
            }
        }
        List<ScreenerRow> rows = new ArrayList<>();
        for (String code : edition.codes(subtype)) {
            ReportVariant primary =
                    ReportVariant.of(Primary.of(edition, code, EnumSet.of(subtype), categories), subtype);
            rows.add(Objects.requireNonNull(ofVariant.get(primary)).get(code));
        }
        return rows;
    }
}
