package cotinga.api;

import cotinga.market.MarketCategories;
import cotinga.payload.Payloads;
import cotinga.report.MarketHistory;
import cotinga.report.ReportType;
import cotinga.report.ReportVariant;
import cotinga.report.Subtype;
import cotinga.snapshot.MarketPrices;
import cotinga.snapshot.Snapshot;
import cotinga.store.weeks.WeekStore;
import java.util.EnumSet;
import java.util.Set;

/** The dashboards of single markets: the content of the cache {@code dashboard}. */
public final class Dashboards {
    private final PublishedData published;
    private final WeekStore weeks;
    private final Payloads payloads;
    private final MarketPrices prices;
    private final MarketCategories categories;

    public Dashboards(
            PublishedData published,
            WeekStore weeks,
            Payloads payloads,
            MarketPrices prices,
            MarketCategories categories) {
        this.published = published;
        this.weeks = weeks;
        this.payloads = payloads;
        this.prices = prices;
        this.categories = categories;
    }

    /** The key of the dashboard in the requested report type, or in the primary one of the subtype (default: futures only). */
    public String of(Request request) {
        String code = request.required(Parameters.CODE);
        String reportType = request.parameter(Parameters.REPORT_TYPE);
        Subtype subtype = Parameters.subtypeOrDefault(request);
        if (reportType == null) {
            Snapshot snapshot = published.snapshot(subtype);
            return key(snapshot, ReportVariant.of(primary(snapshot, code, subtype), subtype), code);
        }
        ReportVariant variant = Parameters.variant(reportType, subtype.key());
        return key(published.snapshot(variant), variant, code);
    }

    private static String key(Snapshot snapshot, ReportVariant variant, String code) {
        Parameters.market(snapshot, variant, code);
        return CacheKey.of(snapshot, variant, code).text();
    }

    private ReportType primary(Snapshot snapshot, String code, Subtype subtype) {
        Set<Subtype> wanted = EnumSet.of(subtype);
        if (snapshot.reportTypes(code, wanted).isEmpty()) {
            throw RequestException.notFound("No market has the code '" + code + "' in any report of subtype "
                    + subtype.key() + ". Known codes: " + Parameters.lists(snapshot, subtype));
        }
        return Primary.of(snapshot, code, wanted, categories)
                .orElseThrow(() -> RequestException.notFound("The market '" + code
                        + "' has no primary report of subtype " + subtype.key() + ", only the supplemental report: add "
                        + Parameters.REPORT_TYPE + "=" + ReportType.CIT.key()));
    }

    /** Computes the dashboard of a key. */
    public Answer load(CacheKey key) {
        Snapshot snapshot = published.of(key);
        ReportVariant variant = key.variant();
        String code = key.path().get(2);
        MarketHistory history = MarketDetails.history(weeks, variant, code, snapshot);
        return Answer.of(payloads.dashboard(
                Parameters.market(snapshot, variant, code),
                Primary.of(snapshot, code, EnumSet.of(variant.subtype()), categories)
                        .orElse(null),
                snapshot.reportTypes(code, EnumSet.allOf(Subtype.class)),
                history,
                prices.of(code, snapshot).bars()));
    }
}
