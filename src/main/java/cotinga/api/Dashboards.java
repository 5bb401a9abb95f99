package cotinga.api;

import cotinga.market.MarketCategories;
import cotinga.payload.Edition;
import cotinga.payload.MarketMeta;
import cotinga.payload.MarketPrices;
import cotinga.payload.Payloads;
import cotinga.report.MarketHistory;
import cotinga.report.ReportType;
import cotinga.report.ReportVariant;
import cotinga.report.Subtype;
import cotinga.store.WeekStore;
import java.util.EnumSet;
import java.util.Objects;
import java.util.Set;

/** Returns the dashboard of a market. */
public final class Dashboards {
    private final PublishedData published;
    private final WeekStore weeks;
    private final Payloads payloads;
    private final MarketPrices prices;
    private final MarketCategories categories;
    private final AnswerCaches caches;

    public Dashboards(
            PublishedData published,
            WeekStore weeks,
            Payloads payloads,
            MarketPrices prices,
            MarketCategories categories,
            AnswerCaches caches) {
        this.published = published;
        this.weeks = weeks;
        this.payloads = payloads;
        this.prices = prices;
        this.categories = categories;
        this.caches = caches;
    }

    /** The dashboard in the requested report type, or in the primary one of the subtype (default: futures only). */
    public Answer of(Request request) {
        String code = request.segment(1);
        String reportType = request.parameter("report_type");
        Subtype wanted = Parameters.subtype(Objects.requireNonNullElse(request.parameter("subtype"), Subtype.FO.key()));
        Edition edition = reportType == null
                ? published.edition(wanted)
                : published.edition(ReportVariant.of(Parameters.reportType(reportType), wanted));
        Set<ReportType> inSubtype = edition.reportTypes(code, EnumSet.of(wanted));
        if (reportType == null && inSubtype.isEmpty()) {
            throw RequestException.notFound("No market has the code '" + code + "' in any report of subtype "
                    + wanted.key() + ". Known codes: " + Parameters.lists(edition, wanted));
        }
        ReportType type = reportType == null
                ? Primary.of(edition, code, EnumSet.of(wanted), categories)
                : Parameters.reportType(reportType);
        ReportVariant variant = ReportVariant.of(type, wanted);
        MarketMeta meta = Parameters.market(edition, variant, code);
        return caches.answer("dashboard", Keys.of(edition, variant, code), () -> answer(edition, variant, meta));
    }

    private Answer answer(Edition edition, ReportVariant variant, MarketMeta meta) {
        MarketHistory history = Markets.history(weeks, variant, meta.code(), edition);
        return Answer.of(payloads.dashboard(
                meta,
                Primary.of(edition, meta.code(), EnumSet.of(variant.subtype()), categories),
                edition.reportTypes(meta.code(), EnumSet.allOf(Subtype.class)),
                history,
                prices.of(meta.code(), edition).bars()));
    }
}
