package cotinga.store.weeks;

import cotinga.report.Week;
import cotinga.store.sql.NamedStatement;
import cotinga.store.sql.Sql;
import cotinga.store.weeks.SeenWeeks.Outcome;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;

/**
 * Collects the weeks of one edition, sorts them, and compares them with the stored weeks, market by market. It decides what happens
 * to each week; {@link WeekWriter} and {@link WeekRevisions} do it.
 */
final class WeekMerge implements AutoCloseable {
    private static final Sql STORED_WEEKS = ColumnLists.statement("stored-weeks");

    private static final int BUFFERED_WEEKS = 2_000;

    private final LockedVariant variant;
    private final LoadedEdition edition;
    private final ReleaseMoments moments;
    private final WeekWriter writer;
    private final WeekRevisions revisions;
    private final @Nullable Vanishing vanishing;
    private final LoadTally tally;
    private final NamedStatement storedWeeks;
    private final List<Arrival> buffer = new ArrayList<>(BUFFERED_WEEKS);

    /** @param vanishing notes the stored weeks that the edition lacks; null when they stay */
    WeekMerge(
            LockedVariant variant,
            LoadedEdition edition,
            ReleaseMoments moments,
            WeekWriter writer,
            WeekRevisions revisions,
            @Nullable Vanishing vanishing,
            LoadTally tally)
            throws SQLException {
        this.variant = variant;
        this.edition = edition;
        this.moments = moments;
        this.writer = writer;
        this.revisions = revisions;
        this.vanishing = vanishing;
        this.tally = tally;
        this.storedWeeks = STORED_WEEKS.prepare(variant.connection());
    }

    void add(Week week) throws SQLException {
        int market = variant.markets().market(week.code().value());
        buffer.add(new Arrival(WeekId.of(market, week.reportDate()), week));
        if (buffer.size() == BUFFERED_WEEKS) {
            flush();
        }
    }

    /** Stores the weeks that were collected. */
    void flush() throws SQLException {
        buffer.sort(Comparator.comparingLong(Arrival::id));
        int from = 0;
        while (from < buffer.size()) {
            int market = buffer.get(from).market();
            int to = from + 1;
            while (to < buffer.size() && buffer.get(to).market() == market) {
                to++;
            }
            storeMarket(market, withoutDuplicates(buffer.subList(from, to)));
            from = to;
        }
        buffer.clear();
        revisions.flush();
        writer.flush();
    }

    /** Of arrivals for one week, keeps the one that came last. */
    private List<Arrival> withoutDuplicates(List<Arrival> arrivals) {
        List<Arrival> kept = new ArrayList<>(arrivals.size());
        for (Arrival arrival : arrivals) {
            int last = kept.size() - 1;
            if (last >= 0 && kept.get(last).id() == arrival.id()) {
                tally.addDuplicate(arrival.week(), kept.get(last).week().line());
                kept.set(last, arrival);
                continue;
            }
            OptionalInt earlierLine = tally.line(arrival.id());
            if (earlierLine.isPresent()) {
                tally.addDuplicate(arrival.week(), earlierLine.getAsInt());
            }
            kept.add(arrival);
        }
        return kept;
    }

    private void storeMarket(int market, List<Arrival> arrivals) throws SQLException {
        if (!canBeStored(market, arrivals)) {
            for (Arrival arrival : arrivals) {
                insert(arrival);
            }
            return;
        }
        List<Arrival> toOverwrite = new ArrayList<>();
        List<Arrival> returning = new ArrayList<>();
        long first = arrivals.get(0).id();
        long last = arrivals.get(arrivals.size() - 1).id();
        Vanishing watching = vanishing != null && vanishing.addMarket(market) ? vanishing : null;
        storedWeeks
                .set("first", watching == null ? first : Math.min(first, watching.first(market)))
                .set("last", watching == null ? last : Math.max(last, watching.last(market)));
        int next = 0;
        try (ResultSet stored = storedWeeks.query()) {
            while (stored.next()) {
                long id = stored.getLong(StoredColumn.ID);
                while (next < arrivals.size() && arrivals.get(next).id() < id) {
                    insertOrReturn(arrivals.get(next++), returning);
                }
                if (next < arrivals.size() && arrivals.get(next).id() == id) {
                    compare(arrivals.get(next++), stored, toOverwrite);
                } else if (watching != null) {
                    watching.suspect(
                            id, stored.getLong(StoredColumn.DOWNLOAD), stored.getLong(StoredColumn.SINCE_VERSION));
                }
            }
        }
        while (next < arrivals.size()) {
            insertOrReturn(arrivals.get(next++), returning);
        }
        for (Arrival arrival : returning) {
            revisions.storeReturned(arrival);
        }
        for (Arrival arrival : toOverwrite) {
            revisions.overwrite(arrival);
        }
    }

    /** Whether any of the weeks can be stored already: not when this load has added the market and has not seen the weeks before. */
    private boolean canBeStored(int market, List<Arrival> arrivals) {
        return !variant.markets().isNew(market) || arrivals.stream().anyMatch(arrival -> tally.hasSeen(arrival.id()));
    }

    /** Decides about an arrival whose week is stored: the same content, a content to replace, or one to leave as it is. */
    private void compare(Arrival arrival, ResultSet stored, List<Arrival> toOverwrite) throws SQLException {
        Week week = arrival.week();
        long storedDownload = stored.getLong(StoredColumn.DOWNLOAD);
        if (StoredColumn.isSameContent(stored, week, variant.markets())) {
            if (edition.takesOver(week.reportDate(), storedDownload)) {
                writer.reassign(arrival);
            }
            Outcome earlier = tally.outcome(arrival);
            tally.record(arrival, earlier == null || earlier == Outcome.OUTRANKED ? Outcome.UNCHANGED : earlier);
            return;
        }
        compareSources(week, stored);
        if (edition.order(week.reportDate(), storedDownload) < 0) {
            tally.record(arrival, Outcome.OUTRANKED);
        } else if (stored.getLong(StoredColumn.SINCE_VERSION) > variant.publishedVersion()) {
            toOverwrite.add(arrival);
        } else {
            revisions.revise(arrival);
        }
    }

    /** Counts a content that differs between the fall-back and a file of the CFTC. */
    private void compareSources(Week week, ResultSet stored) throws SQLException {
        Optional<FileRank> source = edition.rankOf(stored.getLong(StoredColumn.DOWNLOAD));
        boolean isOfFile = edition.isOfFile();
        if (source.isPresent() && source.get().isFile() != isOfFile) {
            tally.addDifference(week, stored, isOfFile);
        }
    }

    /** Decides about an arrival whose week is not stored: a new week, or one that had vanished. */
    private void insertOrReturn(Arrival arrival, List<Arrival> returning) throws SQLException {
        Optional<VanishedWeek> vanished = revisions.vanished(arrival);
        if (vanished.isEmpty()) {
            insert(arrival);
        } else if (edition.order(arrival.week().reportDate(), vanished.get().lackedBy()) < 0) {
            tally.record(arrival, Outcome.OUTRANKED);
        } else {
            returning.add(arrival);
        }
    }

    private void insert(Arrival arrival) throws SQLException {
        Week week = arrival.week();
        writer.insert(arrival, moments.of(week.code().value(), week.reportDate()));
        tally.record(arrival, Outcome.INSERTED);
    }

    @Override
    public void close() throws SQLException {
        storedWeeks.close();
    }
}
