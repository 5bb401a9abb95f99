package cotinga.watchlist;

import cotinga.base.Excerpt;
import cotinga.market.MarketCategories;
import cotinga.measure.Condition;
import cotinga.measure.ConditionException;
import cotinga.report.MarketCategory;
import cotinga.report.MarketCode;
import cotinga.report.ReportType;
import cotinga.report.ReportVariant;
import cotinga.report.Subtype;
import cotinga.store.alerts.WatchlistRow;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Optional;
import java.util.stream.Collectors;

/** Reads entries of watchlists from texts. */
final class EntryReader {
    private static final int LONGEST_LABEL = 200;
    private static final int SHOWN_CHARACTERS = 100;

    private final MarketCategories categories;

    EntryReader(MarketCategories categories) {
        this.categories = categories;
    }

    /** @throws EntryException if the entry is not valid */
    WatchlistEntry read(WatchlistRow row) {
        String markets = row.markets();
        if (!markets.equals(WatchlistEntry.ALL)
                && !MarketCode.isValid(markets)
                && categories.ofKey(markets).isEmpty()) {
            throw unexpected(
                    "markets",
                    markets,
                    "a contract code, * for all markets, or one of the categories "
                            + categories.all().stream().map(MarketCategory::key).collect(Collectors.joining(", ")));
        }
        Optional<ReportType> type = reportType(row.reportType());
        Subtype subtype = Arrays.stream(Subtype.values())
                .filter(its -> its.key().equals(row.subtype()))
                .findFirst()
                .orElseThrow(() -> unexpected("subtype", row.subtype(), "fo or co"));
        if (type.isPresent() && ReportVariant.find(type.get(), subtype).isEmpty()) {
            throw unexpected(
                    "report_type",
                    type.get().key() + "/" + subtype.key(),
                    "a report with this subtype, one of " + ReportVariant.knownPaths());
        }
        return new WatchlistEntry(markets, type, subtype, condition(row.condition(), type), label(row.label()));
    }

    private static Optional<ReportType> reportType(String text) {
        Optional<ReportType> type = ReportType.find(text);
        if (type.isEmpty() && !text.equals(WatchlistEntry.PRIMARY)) {
            throw unexpected("report_type", text, WatchlistEntry.PRIMARY + ", or one of " + ReportType.knownKeys());
        }
        return type;
    }

    private static Condition condition(String text, Optional<ReportType> type) {
        try {
            return WatchlistEntry.fields(type).condition(text);
        } catch (ConditionException e) {
            throw unexpected("condition", e.found(), e.expected());
        }
    }

    /** A label that can be stored and sent: without control characters and halves of characters. */
    private static String label(String text) {
        if (text.length() > LONGEST_LABEL
                || text.chars().anyMatch(Character::isISOControl)
                || !StandardCharsets.UTF_8.newEncoder().canEncode(text)) {
            throw unexpected("label", text, "at most " + LONGEST_LABEL + " printable characters");
        }
        return text;
    }

    private static EntryException unexpected(String field, String found, String expected) {
        return new EntryException(field, Excerpt.cut(found, SHOWN_CHARACTERS), expected);
    }
}
