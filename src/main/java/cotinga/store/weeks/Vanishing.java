package cotinga.store.weeks;

import cotinga.report.MarketCode;
import cotinga.store.sql.NamedStatement;
import cotinga.store.sql.Sql;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Removes the stored weeks of an archive's years that its new edition lacks. A week stays if a newer file has it, or if a malformed
 * line may be its own.
 */
final class Vanishing implements AutoCloseable {
    private static final Sql WEEKS_OF_MARKET = Sql.named("weeks-of-market");
    private static final Sql KEEP_REVISION = ColumnLists.statement("keep-revision");
    private static final Sql REWRITE_REVISION = Sql.named("rewrite-revision");
    private static final Sql DELETE_RETURN = Sql.named("delete-return");
    private static final Sql DELETE_WEEK = Sql.named("delete-week");

    private final LockedVariant variant;
    private final Map<String, Integer> markets;
    private final LoadedEdition edition;
    private final Set<String> doubtful = new HashSet<>();
    private final NamedStatement stored;
    private final NamedStatement kept;
    private final NamedStatement rewritten;
    private final NamedStatement unreturned;
    private final NamedStatement deleted;
    private final int firstDay;
    private final int lastDay;
    private final Set<Integer> compared = new HashSet<>();
    private final List<Suspect> suspects = new ArrayList<>();
    private int newest = Integer.MIN_VALUE;

    /** A stored week that the archive may lack. */
    private record Suspect(long id, long sinceVersion) {}

    /** Create it before the first line of the archive is read. */
    Vanishing(LockedVariant variant, ArchiveEdition archive, LoadedEdition edition) throws SQLException {
        Connection connection = variant.connection();
        this.variant = variant;
        this.markets = variant.markets().all();
        this.edition = edition;
        this.firstDay = (int) LocalDate.of(archive.firstYear(), 1, 1).toEpochDay();
        this.lastDay = (int) LocalDate.of(archive.lastYear(), 12, 31).toEpochDay();
        this.stored = WEEKS_OF_MARKET.prepare(connection);
        this.kept = describe(KEEP_REVISION.prepare(connection));
        this.rewritten = describe(REWRITE_REVISION.prepare(connection)).set("as_of", variant.publishedVersion());
        this.unreturned = DELETE_RETURN.prepare(connection).set("as_of", variant.publishedVersion());
        this.deleted = DELETE_WEEK.prepare(connection);
    }

    /** Adds a malformed line. The weeks of every market whose code occurs in it stay. */
    void addMalformed(String line) {
        for (int start = 0; start + MarketCode.LENGTH <= line.length(); start++) {
            String code = line.substring(start, start + MarketCode.LENGTH);
            if (markets.containsKey(code)) {
                doubtful.add(code);
            }
        }
    }

    /** Adds a market; returns whether it is new, so that all its stored weeks in the archive's years must be compared. */
    boolean addMarket(int market) {
        return compared.add(market);
    }

    /** The number of the first week that a market can have in the archive's years. */
    long first(int market) {
        return WeekId.of(market, firstDay);
    }

    /** The number of the last week that a market can have in the archive's years. */
    long last(int market) {
        return WeekId.of(market, lastDay);
    }

    /** Adds a stored week that the archive has not contained so far. */
    void suspect(long id, long download, long sinceVersion) {
        if (firstDay <= WeekId.reportDate(id)
                && WeekId.reportDate(id) <= lastDay
                && edition.letsVanish(WeekId.reportDate(id), download)) {
            suspects.add(new Suspect(id, sinceVersion));
        }
    }

    /** Removes the weeks of its years that the archive lacks; returns how many. */
    int removeAllBut(LoadTally loaded) throws SQLException {
        Set<Integer> spared = new HashSet<>();
        for (Map.Entry<String, Integer> market : markets.entrySet()) {
            if (doubtful.contains(market.getKey())) {
                spared.add(market.getValue());
            } else if (addMarket(market.getValue())) {
                suspectAll(market.getValue());
            }
        }
        int removed = 0;
        for (Suspect suspect : suspects) {
            if (!loaded.hasSeen(suspect.id()) && !spared.contains(WeekId.market(suspect.id()))) {
                remove(suspect);
                removed++;
            }
        }
        kept.executeBatch();
        unreturned.executeBatch();
        rewritten.executeBatch();
        deleted.executeBatch();
        return removed;
    }

    /** The newest report date of a week that was removed, in days since 1970-01-01. */
    int newest() {
        return newest;
    }

    /** Adds all weeks of a market that the archive lacks. */
    private void suspectAll(int market) throws SQLException {
        try (ResultSet weeks =
                stored.set("first", first(market)).set("last", last(market)).query()) {
            while (weeks.next()) {
                suspect(weeks.getLong("id"), weeks.getLong("download_id"), weeks.getLong("since_version"));
            }
        }
    }

    /** A week that readers see stays as a revision; one that no reader has seen is deleted. */
    private void remove(Suspect week) throws SQLException {
        if (week.sinceVersion() > variant.publishedVersion()) {
            unreturned.set("id", week.id()).addToBatch();
            rewritten.set("id", week.id()).addToBatch();
        } else {
            kept.set("id", week.id()).addToBatch();
        }
        deleted.set("id", week.id()).addToBatch();
        newest = Math.max(newest, WeekId.reportDate(week.id()));
    }

    private NamedStatement describe(NamedStatement statement) throws SQLException {
        return statement
                .set("kind", "vanished")
                .set("version", variant.version())
                .set("replaced_at", variant.now())
                .set("replaced_by", edition.id());
    }

    @Override
    public void close() throws SQLException {
        stored.close();
        kept.close();
        rewritten.close();
        unreturned.close();
        deleted.close();
    }
}
