package cotinga.store;

import cotinga.report.MarketHistory;
import cotinga.report.ReportVariant;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Reads the weeks of one variant in the order of their numbers, as readers of a version see them or as was known at a moment: the
 * newest contents as a stream, and between them the few earlier ones. The connection has one view of the database.
 */
final class HistoryReader {
    private static final Sql WEEKS_3_GROUPS = Sql.named("weeks-3-groups");
    private static final Sql WEEKS_5_GROUPS = Sql.named("weeks-5-groups");
    private static final Sql REVISIONS_3_GROUPS = Sql.named("revisions-3-groups");
    private static final Sql REVISIONS_5_GROUPS = Sql.named("revisions-5-groups");
    private static final int FETCH_SIZE = 1_000;
    private static final int FIRST_DAYS_SEARCHED = 35;

    private final Connection connection;
    private final ReportVariant variant;
    private final long version;
    private final Instant knownAt;
    private final int groups;
    private final Map<Integer, String> codes = new HashMap<>();
    private final Map<Integer, VariantMarkets.Name> names = new HashMap<>();

    /** @param knownAt the moment whose knowledge is asked for; {@link Instant#MAX} for all that readers of the version know */
    HistoryReader(Connection connection, ReportVariant variant, long version, Instant knownAt) throws SQLException {
        this.connection = connection;
        this.variant = variant;
        this.version = version;
        this.knownAt = knownAt;
        this.groups = variant.type().groups().size();
        VariantMarkets.markets(connection, variant).forEach((code, market) -> codes.put(market, code));
        VariantMarkets.names(connection, variant).forEach((name, id) -> names.put(id, name));
    }

    /** The number of a market. */
    Optional<Integer> market(String code) {
        return codes.entrySet().stream()
                .filter(entry -> entry.getValue().equals(code))
                .map(Map.Entry::getKey)
                .findFirst();
    }

    /** Hands over the markets whose weeks stand between two numbers. */
    void read(long first, long last, Consumer<MarketHistory> markets) throws SQLException {
        List<EarlierContent> revisions = revisions(first, last);
        HistoryBuilder history = new HistoryBuilder(variant, codes, names, markets);
        int next = 0;
        WeekRow row = new WeekRow(groups);
        try (NamedStatement weeks = (groups == 3 ? WEEKS_3_GROUPS : WEEKS_5_GROUPS).prepare(connection)) {
            weeks.set("first", first).set("last", last).set("version", version);
            weeks.jdbc().setFetchSize(FETCH_SIZE);
            try (ResultSet rows = weeks.query()) {
                while (rows.next()) {
                    row.read(rows);
                    while (next < revisions.size() && revisions.get(next).week().id < row.id) {
                        next = addOne(history, revisions, next, null);
                    }
                    next = addOne(history, revisions, next, row);
                }
            }
        }
        while (next < revisions.size()) {
            next = addOne(history, revisions, next, null);
        }
        history.end();
    }

    /** The newest report date of all weeks that were known at the moment. */
    Optional<LocalDate> newestReportDate() throws SQLException {
        if (knownAt.isBefore(Instant.EPOCH)) {
            return Optional.empty();
        }
        int to = (int) LocalDate.ofInstant(knownAt, ZoneOffset.UTC).plusDays(1).toEpochDay();
        int days = FIRST_DAYS_SEARCHED;
        Newest newest = new Newest();
        while (to >= 0 && newest.reportDate < 0) {
            int from = Math.max(0, to - days + 1);
            for (int market : codes.keySet()) {
                read(WeekId.of(market, from), WeekId.of(market, to), newest::meet);
            }
            to = from - 1;
            days *= 4;
        }
        return newest.reportDate < 0 ? Optional.empty() : Optional.of(LocalDate.ofEpochDay(newest.reportDate));
    }

    /** The newest report date of the histories that were met. */
    private static final class Newest {
        private int reportDate = -1;

        void meet(MarketHistory history) {
            reportDate = Math.max(reportDate, history.reportDates()[history.size() - 1]);
        }
    }

    /**
     * Adds one week, if it was known.
     *
     * @param next where its earlier contents begin, if it has any
     * @param current its newest content; null when readers of the version see an earlier one, or none
     * @return where the earlier contents of the next week begin
     */
    private int addOne(HistoryBuilder history, List<EarlierContent> revisions, int next, @Nullable WeekRow current) {
        long id = current == null ? revisions.get(next).week().id : current.id;
        int end = next;
        while (end < revisions.size() && revisions.get(end).week().id == id) {
            end++;
        }
        WeekRow known = known(revisions.subList(next, end), current);
        if (known != null && known.publishedAt <= knownAt.getEpochSecond()) {
            history.add(known);
        }
        return end;
    }

    /** The first content that was not replaced yet; null in a gap between vanishing and return. */
    private @Nullable WeekRow known(List<EarlierContent> earlier, @Nullable WeekRow current) {
        for (EarlierContent content : earlier) {
            if (!content.isReplaced(version, knownAt)) {
                return content.week();
            }
            if (content.leavesGap(version, knownAt)) {
                return null;
            }
        }
        return current;
    }

    private List<EarlierContent> revisions(long first, long last) throws SQLException {
        try (NamedStatement revisions = (groups == 3 ? REVISIONS_3_GROUPS : REVISIONS_5_GROUPS).prepare(connection)) {
            return revisions
                    .set("first", first)
                    .set("last", last)
                    .set("version", version)
                    .set("replaced_after", knownAt.equals(Instant.MAX) ? version : 0)
                    .list(row -> EarlierContent.read(row, groups));
        }
    }
}
