package cotinga.store;

import cotinga.report.MarketCode;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/**
 * The weeks that a load finds gone: those of the archive's years that its new edition lacks. A week stays where a newer file has it,
 * and where a line that could not be understood may be its own.
 */
final class Vanishing implements AutoCloseable {
    private static final Sql WEEKS_OF_MARKET = Sql.named("weeks-of-market");
    private static final Sql KEEP_REVISION = Sql.named("keep-revision");
    private static final Sql REWRITE_REVISION = Sql.named("rewrite-revision");
    private static final Sql FORGET_RETURN = Sql.named("forget-return");
    private static final Sql DELETE_WEEK = Sql.named("delete-week");

    private final Map<String, Integer> markets;
    private final Map<Long, Rank> ranks;
    private final Rank rank;
    private final long downloadId;
    private final long publishedVersion;
    private final Set<String> doubtful = new HashSet<>();
    private final NamedStatement stored;
    private final NamedStatement kept;
    private final NamedStatement rewritten;
    private final NamedStatement unreturned;
    private final NamedStatement deleted;
    private int newest = Integer.MIN_VALUE;

    /**
     * Before the first line of the archive.
     *
     * @param markets the markets that are stored: code → number
     * @param ranks how new the stored archives are
     * @param rank how new this edition is
     * @param publishedVersion the data version as of which readers see the variant
     * @param version the first data version without the weeks
     */
    Vanishing(
            Connection connection,
            Map<String, Integer> markets,
            Map<Long, Rank> ranks,
            Rank rank,
            long downloadId,
            long publishedVersion,
            long version,
            Instant now)
            throws SQLException {
        this.markets = new HashMap<>(markets);
        this.ranks = ranks;
        this.rank = rank;
        this.downloadId = downloadId;
        this.publishedVersion = publishedVersion;
        this.stored = WEEKS_OF_MARKET.prepare(connection);
        this.kept = describe(KEEP_REVISION.prepare(connection), now).set("version", version);
        this.rewritten = describe(REWRITE_REVISION.prepare(connection), now)
                .set("version", version)
                .set("as_of", publishedVersion);
        this.unreturned = FORGET_RETURN.prepare(connection).set("as_of", publishedVersion);
        this.deleted = DELETE_WEEK.prepare(connection);
    }

    /** A line that could not be understood: the weeks of every market whose code occurs in it stay. */
    void misunderstood(String line) {
        for (int start = 0; start + MarketCode.LENGTH <= line.length(); start++) {
            String code = line.substring(start, start + MarketCode.LENGTH);
            if (markets.containsKey(code)) {
                doubtful.add(code);
            }
        }
    }

    /** Removes the weeks of some years that the archive did not hold; tells how many. */
    int removeAllBut(SeenWeeks held, int firstYear, int lastYear) throws SQLException {
        int first = (int) LocalDate.of(firstYear, 1, 1).toEpochDay();
        int last = (int) LocalDate.of(lastYear, 12, 31).toEpochDay();
        int removed = 0;
        for (Map.Entry<String, Integer> market : markets.entrySet()) {
            if (!doubtful.contains(market.getKey())) {
                removed += remove(held, WeekId.of(market.getValue(), first), WeekId.of(market.getValue(), last));
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

    private int remove(SeenWeeks held, long first, long last) throws SQLException {
        int removed = 0;
        try (ResultSet weeks = stored.set("first", first).set("last", last).query()) {
            while (weeks.next()) {
                long id = weeks.getLong("id");
                if (held.find(id) < 0 && givesWay(weeks.getLong("download_id"))) {
                    remove(id, weeks.getLong("since_version"));
                    newest = Math.max(newest, WeekId.reportDate(id));
                    removed++;
                }
            }
        }
        return removed;
    }

    /** Whether a week goes with this edition: it came from an earlier one, or from an older weekly file. */
    private boolean givesWay(long storedDownload) {
        if (storedDownload == downloadId) {
            return true;
        }
        Rank stored = ranks.getOrDefault(storedDownload, Rank.LOWEST);
        return stored.weekly() && stored.compareTo(rank) < 0;
    }

    /** What readers see stays for them as a revision; what nobody has seen goes. */
    private void remove(long id, long sinceVersion) throws SQLException {
        if (sinceVersion > publishedVersion) {
            unreturned.set("id", id).addToBatch();
            rewritten.set("id", id).addToBatch();
        } else {
            kept.set("id", id).addToBatch();
        }
        deleted.set("id", id).addToBatch();
    }

    private NamedStatement describe(NamedStatement statement, Instant now) throws SQLException {
        return statement.set("kind", "vanished").set("replaced_at", now).set("replaced_by", downloadId);
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
