package cotinga.store.weeks;

import cotinga.report.MarketHistory;
import cotinga.report.ReportVariant;
import cotinga.report.WeekColumn;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** All contents that the weeks of one market had. Its history at any moment is read from memory. */
public final class MarketTimeline {
    private final ReportVariant variant;
    private final long version;
    private final Map<Integer, String> codes;
    private final Map<Integer, VariantMarkets.Name> names;
    private final NavigableMap<Long, Contents> weeks = new TreeMap<>();

    /**
     * The market as known at one moment.
     *
     * @param concentrations for each of {@link WeekColumn#CONCENTRATIONS} one percentage per week, NaN where not disclosed
     */
    @SuppressWarnings("ArrayRecordComponent") // transfers data from the store to calculations; it is never compared
    public record Known(MarketHistory history, double[][] concentrations) {}

    /** The contents of one week. */
    private static final class Contents {
        private final List<EarlierContent> earlier = new ArrayList<>();
        private @Nullable WeekRow current;
    }

    MarketTimeline(
            ReportVariant variant, long version, Map<Integer, String> codes, Map<Integer, VariantMarkets.Name> names) {
        this.variant = variant;
        this.version = version;
        this.codes = codes;
        this.names = names;
    }

    /** Adds an earlier content of a week. Those of one week come in their order. */
    void add(EarlierContent content) {
        contents(content.week().id).earlier.add(content);
    }

    /** Adds the newest content of a week. */
    void add(WeekRow current) {
        contents(current.id).current = current;
    }

    private Contents contents(long week) {
        return weeks.computeIfAbsent(week, unused -> new Contents());
    }

    /** The market as known at a moment, {@link Instant#MAX} for all that readers of the version see; empty when no week was known. */
    public Optional<Known> at(Instant knownAt) {
        List<WeekRow> known = new ArrayList<>();
        for (Contents contents : weeks.values()) {
            WeekRow week = EarlierContent.known(contents.earlier, contents.current, version, knownAt);
            if (week != null && week.publishedAt <= knownAt.getEpochSecond()) {
                known.add(week);
            }
        }
        return known.isEmpty() ? Optional.empty() : Optional.of(new Known(history(known), concentrations(known)));
    }

    private MarketHistory history(List<WeekRow> known) {
        List<MarketHistory> built = new ArrayList<>();
        HistoryBuilder builder = new HistoryBuilder(variant, codes, names, built::add);
        known.forEach(builder::add);
        builder.end();
        return built.get(0);
    }

    private static double[][] concentrations(List<WeekRow> known) {
        double[][] columns = new double[WeekColumn.CONCENTRATIONS][known.size()];
        for (int week = 0; week < known.size(); week++) {
            for (int column = 0; column < columns.length; column++) {
                columns[column][week] = known.get(week).concentrations[column];
            }
        }
        return columns;
    }
}
