package cotinga.store.weeks;

import cotinga.report.MarketHistory;
import cotinga.report.ReportVariant;
import cotinga.store.sql.NamedStatement;
import cotinga.store.sql.ResultColumns;
import cotinga.store.sql.Sql;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Reads the weeks of one variant in the order of their numbers, as readers of a version see them or as known at a point in time.
 * It streams the newest contents and inserts the few earlier ones. The connection has one view of the database.
 */
final class HistoryReader {
    private static final Map<Integer, Sql> WEEKS = Map.of(
            3, ColumnLists.statement("weeks-3-groups"),
            4, ColumnLists.statement("weeks-4-groups"),
            5, ColumnLists.statement("weeks-5-groups"));
    private static final Sql WEEKS_BETWEEN_DAYS = Sql.named("weeks-between-days");
    private static final Map<Integer, Sql> REVISIONS = Map.of(
            3, ColumnLists.statement("revisions-3-groups"),
            4, ColumnLists.statement("revisions-4-groups"),
            5, ColumnLists.statement("revisions-5-groups"));
    private static final Sql FIRST_LOADS_OF_WEEKS = Sql.named("first-loads-of-weeks");
    private static final Sql NTH_NEWEST_WEEK = Sql.named("nth-newest-week");
    private static final int FETCH_SIZE = 1_000;
    private static final int DAYS_SEARCHED_FIRST = 35;
    private static final int MORE_DAYS_EACH_TIME = 8;
    private static final int DAYS_OF_WEEK = 7;
    private static final int LAST_DAY = 99_999;
    private static final Instant END_OF_TIME = Instant.parse("9999-12-31T00:00:00Z");
    private static final long SECONDS_OF_DAY = 86_400;

    private final Connection connection;
    private final ReportVariant variant;
    private final long version;
    private final Instant knownAt;
    private final int groups;
    private final Map<Integer, String> codes = new HashMap<>();
    private final Map<Integer, VariantMarkets.Name> names = new HashMap<>();

    /** @param knownAt the requested point in time; {@link Instant#MAX} for all that readers of the version see */
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

    /** Delivers the markets whose weeks lie between two numbers. */
    void read(long first, long last, Consumer<MarketHistory> markets) throws SQLException {
        List<EarlierContent> revisions = revisions(first, last);
        HistoryBuilder history = new HistoryBuilder(variant, codes, names, markets);
        int next = 0;
        WeekRow row = new WeekRow(groups);
        int lastDay = lastDay();
        try (NamedStatement weeks = weeks(first, last);
                ResultSet rows = weeks.query()) {
            while (rows.next()) {
                if (WeekId.reportDate(rows.getLong(1)) > lastDay) {
                    continue;
                }
                row.read(rows);
                while (next < revisions.size() && revisions.get(next).week().id < row.id) {
                    next = addOne(history, revisions, next, null);
                }
                next = addOne(history, revisions, next, row);
            }
        }
        while (next < revisions.size()) {
            next = addOne(history, revisions, next, null);
        }
        history.end();
    }

    /** All contents that the weeks of a market had, as readers of the version know them. */
    MarketTimeline timeline(int market) throws SQLException {
        long first = WeekId.firstOfMarket(market);
        long last = WeekId.lastOfMarket(market);
        MarketTimeline timeline = new MarketTimeline(variant, version, codes, names);
        revisions(first, last, 0).forEach(timeline::add);
        try (NamedStatement weeks = weeks(first, last);
                ResultSet rows = weeks.query()) {
            while (rows.next()) {
                WeekRow row = new WeekRow(groups);
                row.read(rows);
                timeline.add(row);
            }
        }
        return timeline;
    }

    /** The statement that reads the newest contents of weeks, between two numbers. */
    private NamedStatement weeks(long first, long last) throws SQLException {
        NamedStatement weeks = Objects.requireNonNull(WEEKS.get(groups)).prepare(connection);
        weeks.set("first", first).set("last", last).set("version", version);
        weeks.jdbc().setFetchSize(FETCH_SIZE);
        return weeks;
    }

    /** Since when every revision of a market's weeks is recorded; see {@link WeekStore#recordedSince}. */
    Optional<Instant> recordedSince(int market) throws SQLException {
        try (NamedStatement loads = FIRST_LOADS_OF_WEEKS.prepare(connection)) {
            return recordedSince(loads.set("first", WeekId.firstOfMarket(market))
                    .set("last", WeekId.lastOfMarket(market))
                    .set("version", version)
                    .list(row -> ResultColumns.instant(row, "loaded_at")));
        }
    }

    /** @param firstLoads one per week, that of the newest week first */
    private static Optional<Instant> recordedSince(List<Instant> firstLoads) {
        Instant earliest = Instant.MAX;
        Instant lastOfOlderWeek = Instant.MIN;
        for (Instant load : firstLoads) {
            if (load.isAfter(earliest)) {
                lastOfOlderWeek = load.isAfter(lastOfOlderWeek) ? load : lastOfOlderWeek;
            } else {
                earliest = load;
            }
        }
        return firstLoads.isEmpty()
                ? Optional.empty()
                : Optional.of(lastOfOlderWeek.isAfter(earliest) ? lastOfOlderWeek : earliest);
    }

    /**
     * Delivers the markets with some codes, each with its newest known weeks only: at least this number of weeks if it has them, and the
     * earlier contents between them.
     */
    void readNewest(int weeks, Predicate<String> selected, Consumer<MarketHistory> markets) throws SQLException {
        if (knownAt.isBefore(Instant.EPOCH)) {
            return;
        }
        List<Integer> ids = codes.entrySet().stream()
                .filter(market -> selected.test(market.getValue()))
                .map(Map.Entry::getKey)
                .sorted()
                .toList();
        try (NamedStatement nthNewest = NTH_NEWEST_WEEK.prepare(connection)) {
            nthNewest
                    .set("version", version)
                    .set("released_until", knownAt.isBefore(END_OF_TIME) ? knownAt : END_OF_TIME);
            for (int market : ids) {
                readNewest(market, weeks, nthNewest).ifPresent(markets);
            }
        }
    }

    /** Reads as many days as the weeks usually have, and again from the exact week on if some of them are missing. */
    private Optional<MarketHistory> readNewest(int market, int weeks, NamedStatement nthNewest) throws SQLException {
        long first = WeekId.firstOfMarket(market);
        long last = WeekId.of(market, lastDay());
        nthNewest.set("first", first).set("last", last);
        Optional<Long> newest = nthNewest.set("newer", 0).first(row -> row.getLong(1));
        long guess = newest.orElse(first) - (long) DAYS_OF_WEEK * weeks;
        Optional<MarketHistory> found = guess < first ? Optional.empty() : read(guess, last);
        if (found.isPresent() && found.get().size() >= weeks) {
            return found;
        }
        return read(
                nthNewest.set("newer", weeks - 1).first(row -> row.getLong(1)).orElse(first), last);
    }

    /** The market whose weeks lie between two numbers, if there is one. */
    Optional<MarketHistory> read(long first, long last) throws SQLException {
        List<MarketHistory> found = new ArrayList<>();
        read(first, last, found::add);
        return found.stream().findFirst();
    }

    /** The newest report date that was known at the point in time; usually one of the last weeks before it. */
    Optional<LocalDate> newestReportDate() throws SQLException {
        if (knownAt.isBefore(Instant.EPOCH)) {
            return Optional.empty();
        }
        int last = lastDay();
        Map<Long, List<EarlierContent>> revisions =
                revisions(WeekId.firstOfVariant(variant), WeekId.lastOfVariant(variant)).stream()
                        .collect(Collectors.groupingBy(content -> content.week().id));
        int days = DAYS_SEARCHED_FIRST;
        int newest = -1;
        while (last >= 0 && newest < 0) {
            newest = newestReportDate(revisions, Math.max(0, last - days + 1), last);
            last -= days;
            days *= MORE_DAYS_EACH_TIME;
        }
        return newest < 0 ? Optional.empty() : Optional.of(LocalDate.ofEpochDay(newest));
    }

    /** The same for weeks between two days, in days since 1970-01-01; negative when none was known. */
    private int newestReportDate(Map<Long, List<EarlierContent>> revisions, int firstDay, int lastDay)
            throws SQLException {
        Map<Long, WeekRow> current = new HashMap<>();
        int newest = -1;
        try (NamedStatement weeks = WEEKS_BETWEEN_DAYS.prepare(connection)) {
            weeks.set("variant", WeekId.variant(variant))
                    .set("first_day", firstDay)
                    .set("last_day", lastDay)
                    .set("version", version);
            try (ResultSet rows = weeks.query()) {
                while (rows.next()) {
                    WeekRow row = new WeekRow(0);
                    row.id = rows.getLong("id");
                    row.publishedAt =
                            ResultColumns.instant(rows, "published_at").getEpochSecond();
                    if (revisions.containsKey(row.id)) {
                        current.put(row.id, row);
                    } else if (isReleased(row)) {
                        newest = Math.max(newest, WeekId.reportDate(row.id));
                    }
                }
            }
        }
        for (Map.Entry<Long, List<EarlierContent>> week : revisions.entrySet()) {
            int reportDate = WeekId.reportDate(week.getKey());
            WeekRow known = EarlierContent.known(week.getValue(), current.get(week.getKey()), version, knownAt);
            if (firstDay <= reportDate && reportDate <= lastDay && known != null && isReleased(known)) {
                newest = Math.max(newest, reportDate);
            }
        }
        return newest;
    }

    /** The last day, in days since 1970-01-01, of which a week can have been released. */
    private int lastDay() {
        return (int) Math.min(LAST_DAY, Math.floorDiv(knownAt.getEpochSecond(), SECONDS_OF_DAY) + 1);
    }

    private boolean isReleased(WeekRow week) {
        return week.publishedAt <= knownAt.getEpochSecond();
    }

    /**
     * Adds one week, if it was known.
     *
     * @param next the index of its first earlier content, if it has any
     * @param current its newest content; null when readers of the version see an earlier content or none
     * @return the index of the first earlier content of the next week
     */
    private int addOne(HistoryBuilder history, List<EarlierContent> revisions, int next, @Nullable WeekRow current) {
        long id = current == null ? revisions.get(next).week().id : current.id;
        int end = next;
        while (end < revisions.size() && revisions.get(end).week().id == id) {
            end++;
        }
        WeekRow known = EarlierContent.known(revisions.subList(next, end), current, version, knownAt);
        if (known != null && isReleased(known)) {
            history.add(known);
        }
        return end;
    }

    private List<EarlierContent> revisions(long first, long last) throws SQLException {
        return revisions(first, last, knownAt.equals(Instant.MAX) ? version : 0);
    }

    /** @param replacedAfter the last version whose replaced contents are not needed */
    private List<EarlierContent> revisions(long first, long last, long replacedAfter) throws SQLException {
        try (NamedStatement revisions =
                Objects.requireNonNull(REVISIONS.get(groups)).prepare(connection)) {
            return revisions
                    .set("first", first)
                    .set("last", last)
                    .set("version", version)
                    .set("replaced_after", replacedAfter)
                    .list(row -> EarlierContent.read(row, groups));
        }
    }
}
