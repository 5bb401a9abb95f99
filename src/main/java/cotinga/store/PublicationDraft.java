package cotinga.store;

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

/** Gathers the directory of a publication while its markets pass by, from any number of threads. */
public final class PublicationDraft {
    private final List<PublishedMarket> markets = new ArrayList<>();
    private final Map<ReportVariant, BitSet> reportDates = new EnumMap<>(ReportVariant.class);
    private final Map<ReportVariant, WithheldVariant> withheld = new EnumMap<>(ReportVariant.class);

    private final Map<ReportVariant, Checks> checks = new EnumMap<>(ReportVariant.class);

    /**
     * What the checks of a variant say.
     *
     * @param newestReportDate its newest release
     */
    public record Checks(ReportVariant variant, LocalDate newestReportDate, List<CheckResult> results) {
        public Checks {
            results = List.copyOf(results);
        }
    }

    /** Notes what the checks of a variant say, in place of what they said before. */
    public synchronized void add(Checks ofVariant) {
        checks.put(ofVariant.variant(), ofVariant);
    }

    /** What the checks say of the variants that were checked. */
    public synchronized List<Checks> checks() {
        return List.copyOf(checks.values());
    }

    /** Notes that readers keep a variant as they see it now; its markets are added as they are at that version. */
    public synchronized void withhold(WithheldVariant variant) {
        withheld.put(variant.variant(), variant);
    }

    /** The variants that are held back. */
    public synchronized List<WithheldVariant> withheld() {
        return List.copyOf(withheld.values());
    }

    /** Why a variant is held back, if it is. */
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

    /** What the markets that were added come to as a data version, variant by variant. */
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
