package cotinga.store;

import cotinga.report.Week;
import cotinga.store.SeenWeeks.Outcome;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The loading of one archive, inside a transaction that its caller ends. Weeks are gathered, sorted, compared with what is stored
 * market by market, and written in batches; what has not changed is not written.
 */
final class WeekLoad implements Consumer<Week>, MalformedSink, AutoCloseable {
    private static final int BUFFERED_WEEKS = 2_000;
    private static final int DUPLICATE_EXAMPLES = 10;

    private static final Sql LOCK_VARIANT = Sql.named("lock-variant");
    private static final Sql MARK_VARIANT_CHANGED = Sql.named("mark-variant-changed");
    private static final Sql RANKS_OF_VARIANT = Sql.named("ranks-of-variant");
    private static final Sql INSERT_DOWNLOAD = Sql.named("insert-download");
    private static final Sql UPDATE_DOWNLOAD = Sql.named("update-download");
    private static final Sql EMPTY_QUARANTINE = Sql.named("empty-quarantine");
    private static final Sql INSERT_QUARANTINE = Sql.named("insert-quarantine");
    private static final Sql STORED_WEEKS = Sql.named("stored-weeks");
    private static final Sql PUBLISHED_REVISION = Sql.named("published-revision");
    private static final Sql KEEP_REVISION = Sql.named("keep-revision");
    private static final Sql DELETE_REVISION = Sql.named("delete-revision");
    private static final Sql INSERT_WEEK = Sql.named("insert-week");
    private static final Sql UPDATE_WEEK = Sql.named("update-week");
    private static final Sql REASSIGN_WEEK = Sql.named("reassign-week");

    /** A week on its way into the store. */
    private record Arrival(long id, Week week) {}

    private final Connection connection;
    private final ArchiveLoad archive;
    private final Instant now;
    private final Rank rank;
    /** The data version at which readers see the variant. */
    private final long publishedVersion;

    private final long version;
    private final VariantMarkets markets;
    private final Map<Long, Rank> ranks;
    private final long downloadId;
    private final Rank storedEdition;
    private final boolean outdated;

    private final List<NamedStatement> statements = new ArrayList<>();
    private final NamedStatement storedWeeks;
    private final WeekStatement insertions;
    private final WeekStatement updates;
    private final NamedStatement revisions;
    private final NamedStatement reassignments;
    private final NamedStatement quarantine;

    private final List<Arrival> buffer = new ArrayList<>(BUFFERED_WEEKS);
    private final SeenWeeks seen = new SeenWeeks();

    /** Weeks that this load has written; kept of an outdated edition only, to tell them from those of the stored edition. */
    private final Set<Long> written = new HashSet<>();

    private final Map<Outcome, Integer> tally = new EnumMap<>(Outcome.class);
    private final List<String> duplicateExamples = new ArrayList<>();
    private int weeksRead;
    private int newestReportDate = Integer.MIN_VALUE;
    private int malformed;
    private int duplicates;
    private @Nullable RuntimeException failure;

    /** Waits for other loads of the variant, then learns what is stored of it. */
    WeekLoad(Connection connection, ArchiveLoad archive, Instant now) throws SQLException {
        this.connection = connection;
        this.archive = archive;
        this.now = now;
        this.rank = archive.rank();
        int variant = WeekId.variant(archive.variant());
        try (NamedStatement lock = LOCK_VARIANT.prepare(connection)) {
            lock.set("variant", variant).first(row -> row.getInt(1));
        }
        this.publishedVersion = PublicationStore.asOf(connection, archive.variant());
        this.version = PublicationStore.publishedVersion(connection) + 1;
        this.markets = new VariantMarkets(connection, archive.variant());
        this.ranks = ranks(connection, variant);
        this.downloadId = downloadId();
        this.storedEdition = ranks.getOrDefault(downloadId, Rank.LOWEST);
        this.outdated = rank.compareTo(storedEdition) < 0;
        this.storedWeeks = prepare(STORED_WEEKS);
        this.insertions = new WeekStatement(prepare(INSERT_WEEK));
        this.updates = new WeekStatement(prepare(UPDATE_WEEK));
        this.revisions = prepare(KEEP_REVISION);
        this.reassignments = prepare(REASSIGN_WEEK);
        this.quarantine = prepare(INSERT_QUARANTINE);
    }

    @Override
    public void accept(Week week) {
        guarded(() -> {
            weeksRead++;
            newestReportDate = Math.max(newestReportDate, week.reportDate());
            int market = markets.market(week.code().value());
            buffer.add(new Arrival(WeekId.of(market, week.reportDate()), week));
            if (buffer.size() == BUFFERED_WEEKS) {
                storeBuffer();
            }
        });
    }

    @Override
    public void accept(String file, int line, String reason, String text) {
        guarded(() -> {
            malformed++;
            quarantine
                    .set("download_id", downloadId)
                    .set("run_id", archive.runId())
                    .set("file", file)
                    .set("line", line)
                    .set("reason", reason)
                    .set("text", text)
                    .set("seen_at", now)
                    .addToBatch();
            if (malformed % BUFFERED_WEEKS == 0) {
                quarantine.executeBatch();
            }
        });
    }

    /** Writes what is left and remembers the edition of the archive. */
    LoadResult finish() throws SQLException {
        if (failure != null) {
            throw failure;
        }
        storeBuffer();
        quarantine.executeBatch();
        try (NamedStatement download = UPDATE_DOWNLOAD.prepare(connection)) {
            describe(download).set("id", downloadId).update();
        }
        if (count(Outcome.INSERTED) + count(Outcome.CHANGED) > 0) {
            try (NamedStatement mark = MARK_VARIANT_CHANGED.prepare(connection)) {
                mark.set("version", version)
                        .set("newest_report_date", LocalDate.ofEpochDay(newestReportDate))
                        .set("variant", WeekId.variant(archive.variant()))
                        .update();
            }
        }
        return new LoadResult(
                weeksRead,
                count(Outcome.INSERTED),
                count(Outcome.CHANGED),
                count(Outcome.UNCHANGED),
                count(Outcome.OUTRANKED),
                malformed,
                duplicates,
                duplicateExamples);
    }

    @Override
    public void close() throws SQLException {
        for (NamedStatement statement : statements) {
            statement.close();
        }
        markets.close();
    }

    /** Something that the source asks for; after the first failure nothing more is done, even if the source carries on. */
    private void guarded(Step step) {
        if (failure != null) {
            throw failure;
        }
        try {
            step.run();
        } catch (SQLException e) {
            failure = new StoreException("store the weeks of " + archive.file(), e);
            throw failure;
        } catch (RuntimeException e) {
            failure = e;
            throw e;
        }
    }

    @FunctionalInterface
    private interface Step {
        void run() throws SQLException;
    }

    private void storeBuffer() throws SQLException {
        buffer.sort(Comparator.comparingLong(Arrival::id));
        int from = 0;
        while (from < buffer.size()) {
            int market = WeekId.market(buffer.get(from).id());
            int to = from + 1;
            while (to < buffer.size() && WeekId.market(buffer.get(to).id()) == market) {
                to++;
            }
            storeMarket(market, withoutDuplicates(buffer.subList(from, to)));
            from = to;
        }
        buffer.clear();
        revisions.executeBatch();
        updates.executeBatch();
        reassignments.executeBatch();
        insertions.executeBatch();
    }

    /** Of arrivals for one week, keeps the one that came last. */
    private List<Arrival> withoutDuplicates(List<Arrival> arrivals) {
        List<Arrival> kept = new ArrayList<>(arrivals.size());
        for (Arrival arrival : arrivals) {
            int last = kept.size() - 1;
            if (last >= 0 && kept.get(last).id() == arrival.id()) {
                reportDuplicate(arrival, kept.get(last).week().line());
                kept.set(last, arrival);
                continue;
            }
            int slot = seen.find(arrival.id());
            if (slot >= 0) {
                reportDuplicate(arrival, seen.line(slot));
            }
            kept.add(arrival);
        }
        return kept;
    }

    private void reportDuplicate(Arrival later, int earlierLine) {
        duplicates++;
        if (duplicateExamples.size() < DUPLICATE_EXAMPLES) {
            duplicateExamples.add("%s %s %s: lines %d and %d, the later was kept"
                    .formatted(
                            archive.variant().path(),
                            later.week().code(),
                            LocalDate.ofEpochDay(later.week().reportDate()),
                            earlierLine,
                            later.week().line()));
        }
    }

    private void storeMarket(int market, List<Arrival> arrivals) throws SQLException {
        if (!canBeStored(market, arrivals)) {
            for (Arrival arrival : arrivals) {
                insert(arrival);
            }
            return;
        }
        List<Arrival> toOverwrite = new ArrayList<>();
        storedWeeks
                .set("first", arrivals.get(0).id())
                .set("last", arrivals.get(arrivals.size() - 1).id());
        int next = 0;
        try (ResultSet stored = storedWeeks.query()) {
            while (stored.next()) {
                long id = stored.getLong(StoredColumn.ID);
                while (next < arrivals.size() && arrivals.get(next).id() < id) {
                    insert(arrivals.get(next++));
                }
                if (next < arrivals.size() && arrivals.get(next).id() == id) {
                    meet(arrivals.get(next++), stored, toOverwrite);
                }
            }
        }
        while (next < arrivals.size()) {
            insert(arrivals.get(next++));
        }
        for (Arrival arrival : toOverwrite) {
            overwrite(arrival);
        }
    }

    /** Whether one of the weeks can be there already: not if this load made the market and has not met the weeks. */
    private boolean canBeStored(int market, List<Arrival> arrivals) {
        return !markets.isNew(market) || arrivals.stream().anyMatch(arrival -> seen.find(arrival.id()) >= 0);
    }

    /** An arrival for a week that is stored: nothing to do, another content to store, or one to leave alone. */
    private void meet(Arrival arrival, ResultSet stored, List<Arrival> toOverwrite) throws SQLException {
        long storedDownload = stored.getLong(StoredColumn.DOWNLOAD);
        int order = order(arrival, storedDownload);
        if (isSameContent(arrival.week(), stored)) {
            if (order > 0) {
                reassign(arrival);
            }
            Outcome earlier = outcomeSoFar(arrival);
            remember(arrival, earlier == null || earlier == Outcome.OUTRANKED ? Outcome.UNCHANGED : earlier);
        } else if (order < 0) {
            remember(arrival, Outcome.OUTRANKED);
        } else if (stored.getLong(StoredColumn.SINCE_VERSION) > publishedVersion) {
            toOverwrite.add(arrival);
        } else {
            revise(arrival);
        }
    }

    /** Positive when this edition is newer than where a stored week came from, negative when it is older; 0 for its own. */
    private int order(Arrival arrival, long storedDownload) {
        if (storedDownload == downloadId && (!outdated || written.contains(arrival.id()))) {
            return 0;
        }
        return rank.compareTo(ranks.getOrDefault(storedDownload, Rank.LOWEST));
    }

    private void insert(Arrival arrival) throws SQLException {
        Week week = arrival.week();
        insertions
                .set("id", arrival.id())
                .set("market_id", WeekId.market(arrival.id()))
                .set("report_date", LocalDate.ofEpochDay(week.reportDate()));
        describe(insertions, week, version, now);
        insertions.addToBatch();
        noteAsWritten(arrival);
        remember(arrival, Outcome.INSERTED);
    }

    /** Replaces a content that readers see, which stays as a revision. */
    private void revise(Arrival arrival) throws SQLException {
        revisions
                .set("id", arrival.id())
                .set("version", version)
                .set("kind", "changed")
                .set("replaced_at", now)
                .addToBatch();
        update(arrival, version, now);
        remember(arrival, Outcome.CHANGED);
    }

    /** Replaces a content that nobody has seen; if readers still see the one that arrives, nothing has changed for them. */
    private void overwrite(Arrival arrival) throws SQLException {
        Outcome earlier = outcomeSoFar(arrival);
        if (restore(arrival)) {
            remember(arrival, earlier == null ? Outcome.CHANGED : Outcome.UNCHANGED);
        } else {
            update(arrival, version, now);
            remember(arrival, earlier == Outcome.INSERTED ? Outcome.INSERTED : Outcome.CHANGED);
        }
    }

    /** Takes an unpublished change back when the arrival has the published content. */
    private boolean restore(Arrival arrival) throws SQLException {
        try (NamedStatement published = PUBLISHED_REVISION.prepare(connection)) {
            published.set("id", arrival.id()).set("as_of", publishedVersion);
            try (ResultSet revision = published.query()) {
                if (!revision.next() || !isSameContent(arrival.week(), revision)) {
                    return false;
                }
                update(
                        arrival,
                        revision.getLong(StoredColumn.SINCE_VERSION),
                        revision.getObject(StoredColumn.SEEN_AT, OffsetDateTime.class)
                                .toInstant());
            }
        }
        try (NamedStatement forget = DELETE_REVISION.prepare(connection)) {
            forget.set("id", arrival.id()).set("as_of", publishedVersion).update();
        }
        return true;
    }

    private void update(Arrival arrival, long sinceVersion, Instant seenAt) throws SQLException {
        updates.set("id", arrival.id());
        describe(updates, arrival.week(), sinceVersion, seenAt);
        updates.addToBatch();
        noteAsWritten(arrival);
    }

    private void reassign(Arrival arrival) throws SQLException {
        reassignments
                .set("id", arrival.id())
                .set("download_id", downloadId)
                .set("line", arrival.week().line())
                .addToBatch();
        noteAsWritten(arrival);
    }

    private void noteAsWritten(Arrival arrival) {
        if (outdated) {
            written.add(arrival.id());
        }
    }

    private void describe(WeekStatement statement, Week week, long sinceVersion, Instant seenAt) throws SQLException {
        statement
                .set("name_id", markets.name(week.name(), week.exchange()))
                .set("download_id", downloadId)
                .set("line", week.line())
                .set("since_version", sinceVersion)
                .set("seen_at", seenAt)
                .setNumbers(week);
    }

    private boolean isSameContent(Week week, ResultSet stored) throws SQLException {
        if (stored.getInt(StoredColumn.NAME) != markets.name(week.name(), week.exchange())) {
            return false;
        }
        int column = StoredColumn.FIRST_COUNT;
        for (int count : week.counts()) {
            if (StoredColumn.count(stored, column++) != count) {
                return false;
            }
        }
        for (double concentration : week.concentrations()) {
            double other = StoredColumn.concentration(stored, column++);
            if (other != concentration && !(Double.isNaN(other) && Double.isNaN(concentration))) {
                return false;
            }
        }
        return true;
    }

    private @Nullable Outcome outcomeSoFar(Arrival arrival) {
        int slot = seen.find(arrival.id());
        return slot < 0 ? null : seen.outcome(slot);
    }

    private void remember(Arrival arrival, Outcome outcome) {
        Outcome earlier = outcomeSoFar(arrival);
        if (earlier != null) {
            tally.merge(earlier, -1, Integer::sum);
        }
        tally.merge(outcome, 1, Integer::sum);
        seen.put(arrival.id(), arrival.week().line(), outcome);
    }

    private int count(Outcome outcome) {
        return tally.getOrDefault(outcome, 0);
    }

    private static Map<Long, Rank> ranks(Connection connection, int variant) throws SQLException {
        Map<Long, Rank> ranks = new HashMap<>();
        try (NamedStatement archives = RANKS_OF_VARIANT.prepare(connection);
                ResultSet rows = archives.set("variant", variant).query()) {
            while (rows.next()) {
                Instant modified = Columns.instantOrNull(rows, "last_modified_at");
                ranks.put(
                        rows.getLong("id"),
                        new Rank(
                                modified == null ? Columns.instant(rows, "downloaded_at") : modified,
                                DownloadKind.ofKey(Columns.text(rows, "kind")) == DownloadKind.WEEKLY));
            }
        }
        return ranks;
    }

    /** The archive's number; an archive that is stored already leaves its earlier edition's quarantine. */
    private long downloadId() throws SQLException {
        Optional<Download> stored =
                DownloadStore.find(connection, archive.path(), archive.firstYear(), archive.lastYear());
        if (stored.isPresent()) {
            long id = stored.get().id();
            try (NamedStatement earlier = EMPTY_QUARANTINE.prepare(connection)) {
                earlier.set("download_id", id).update();
            }
            return id;
        }
        try (NamedStatement download = INSERT_DOWNLOAD.prepareInsert(connection)) {
            return describe(download)
                    .set("variant", WeekId.variant(archive.variant()))
                    .set("kind", archive.kind().key())
                    .set("path", archive.path())
                    .set("first_year", archive.firstYear())
                    .set("last_year", archive.lastYear())
                    .insert();
        }
    }

    private NamedStatement describe(NamedStatement download) throws SQLException {
        return download.set("file", archive.file())
                .set("url", archive.url())
                .set("etag", archive.etag())
                .set("last_modified", archive.lastModified())
                .set("last_modified_at", outdated ? storedEdition.modifiedAt() : archive.lastModifiedAt())
                .set("sha256", archive.sha256())
                .set("bytes", archive.bytes())
                .set("weeks", weeksRead)
                .set("malformed", malformed)
                .set("downloaded_at", archive.downloadedAt())
                .set("loaded_at", now);
    }

    private NamedStatement prepare(Sql sql) throws SQLException {
        NamedStatement statement = sql.prepare(connection);
        statements.add(statement);
        return statement;
    }
}
