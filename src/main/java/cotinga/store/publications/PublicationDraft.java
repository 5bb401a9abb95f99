package cotinga.store.publications;

import cotinga.report.CheckResult;
import cotinga.report.MarketHistory;
import cotinga.report.ReportVariant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Collects the directory of a publication from its markets. Thread-safe. */
public final class PublicationDraft {
    private final List<PublishedMarket> markets = new ArrayList<>();
    private final Map<ReportVariant, BitSet> reportDates = new EnumMap<>(ReportVariant.class);
    private final Map<ReportVariant, WithheldVariant> withheld = new EnumMap<>(ReportVariant.class);

    private final Map<ReportVariant, Checks> checks = new EnumMap<>(ReportVariant.class);

    /**
     * The check results of a variant.
     *
     * @param newestReportDate its newest release
     */
    public record Checks(ReportVariant variant, LocalDate newestReportDate, List<CheckResult> results) {
        public Checks {
            results = List.copyOf(results);
        }
    }

    /** Sets the check results of a variant, in place of earlier ones. */
    public synchronized void add(Checks ofVariant) {
        checks.put(ofVariant.variant(), ofVariant);
    }

    /** The check results of all checked variants. */
    public synchronized List<Checks> checks() {
        return List.copyOf(checks.values());
    }

    /** Withholds a variant: readers keep the version that they see now, and its markets are added as of that version. */
    public synchronized void withhold(WithheldVariant variant) {
        withheld.put(variant.variant(), variant);
    }

    /** The withheld variants. */
    public synchronized List<WithheldVariant> withheld() {
        return List.copyOf(withheld.values());
    }

    /** Why a variant is withheld, if it is. */
    public synchronized Optional<WithheldVariant> withheld(ReportVariant variant) {
        return Optional.ofNullable(withheld.get(variant));
    }

    /** Adds a market with all its weeks. */
    public synchronized void add(MarketHistory history) {
        BitSet dates = reportDates.computeIfAbsent(history.variant(), variant -> new BitSet());
        for (int date : history.reportDates()) {
            dates.set(date);
        }
        markets.add(new PublishedMarket(
                history.variant(),
                history.code(),
                history.name(),
                history.exchange(),
                history.size(),
                LocalDate.ofEpochDay(history.reportDates()[0]),
                LocalDate.ofEpochDay(history.reportDates()[history.size() - 1])));
    }

    /** The markets that were added. */
    public synchronized List<PublishedMarket> markets() {
        return List.copyOf(markets);
    }

    /** The variants of a data version with the markets that were added. */
    public synchronized List<PublishedVariant> variants(long version) {
        return reportDates.entrySet().stream()
                .map(entry -> variant(entry.getKey(), entry.getValue(), version))
                .toList();
    }

    /** How many different report dates there are over all variants. */
    public synchronized int reportDates() {
        BitSet all = new BitSet();
        reportDates.values().forEach(all::or);
        return all.cardinality();
    }

    private PublishedVariant variant(ReportVariant variant, BitSet dates, long version) {
        List<PublishedMarket> its =
                markets.stream().filter(market -> market.variant() == variant).toList();
        return new PublishedVariant(
                variant,
                its.stream().mapToLong(PublishedMarket::weeks).sum(),
                its.size(),
                dates.cardinality(),
                LocalDate.ofEpochDay(dates.nextSetBit(0)),
                LocalDate.ofEpochDay(dates.length() - 1L),
                withheld(variant).map(WithheldVariant::asOf).orElse(version));
    }
}
