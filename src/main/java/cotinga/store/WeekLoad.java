package cotinga.store;

import cotinga.report.ReportVariant;
import cotinga.report.Week;
import cotinga.store.SeenWeeks.Outcome;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.BiFunction;
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
    private static final Sql INSERT_QUARANTINE = Sql.named("insert-quarantine");
    private static final Sql STORED_WEEKS = Sql.named("stored-weeks");
    private static final Sql PUBLISHED_REVISION = Sql.named("published-revision");
    private static final Sql KEEP_REVISION = Sql.named("keep-revision");
    private static final Sql REWRITE_REVISION = Sql.named("rewrite-revision");
    private static final Sql MOVE_REVISION = Sql.named("move-revision");
    private static final Sql MARK_RETURNED = Sql.named("mark-returned");
    private static final Sql VANISHED_WEEKS = Sql.named("vanished-weeks");
    private static final Sql NEWEST_WEEK_OF_VARIANT = Sql.named("newest-week-of-variant");
    private static final Sql DELETE_REVISION = Sql.named("delete-revision");
    private static final Sql INSERT_WEEK = Sql.named("insert-week");
    private static final Sql UPDATE_WEEK = Sql.named("update-week");
    private static final Sql REASSIGN_WEEK = Sql.named("reassign-week");

    /** A week on its way into the store. */
    private record Arrival(long id, Week week) {}

    private final Connection connection;
    private final ArchiveLoad archive;
    private final Instant now;
    /** The data version at which readers see the variant. */
    private final long publishedVersion;

    private final long version;
    private final VariantMarkets markets;
    private final LoadedEdition edition;
    private final @Nullable LocalDate newestStored;
    private final ReleaseMoments moments;
    private final Map<Long, VanishedWeek> gone;
    private final @Nullable Vanishing vanishing;
    private final SubtypeCheck subtypes;

    private final List<NamedStatement> statements = new ArrayList<>();
    private final NamedStatement storedWeeks;
    private final WeekStatement insertions;
    private final WeekStatement updates;
    private final NamedStatement revisions;
    private final NamedStatement reassignments;
    private final NamedStatement quarantine;

    private final List<Arrival> buffer = new ArrayList<>(BUFFERED_WEEKS);
    private final SeenWeeks seen = new SeenWeeks();

    private final Map<Outcome, Integer> tally = new EnumMap<>(Outcome.class);
    private final List<String> duplicateExamples = new ArrayList<>();
    private final SourceDifferences differences = new SourceDifferences();
    private int weeksRead;
    private int newestInserted = Integer.MIN_VALUE;
    private int malformed;
    private boolean wroteWeeks;
    private int duplicates;
    private @Nullable RuntimeException failure;

    /** Waits for other loads of the variant, then learns what is stored of it. */
    WeekLoad(
            Connection connection,
            ArchiveLoad archive,
            BiFunction<ReportVariant, LocalDate, Instant> calendar,
            Instant now)
            throws SQLException {
        this.connection = connection;
        this.archive = archive;
        this.now = now.truncatedTo(ChronoUnit.SECONDS);
        int variant = WeekId.variant(archive.variant());
        try (NamedStatement lock = LOCK_VARIANT.prepare(connection)) {
            this.newestStored = lock.set("variant", variant)
                    .list(row -> Optional.ofNullable(row.getObject(1, LocalDate.class)))
                    .get(0)
                    .orElse(null);
        }
        this.publishedVersion = PublicationStore.asOf(connection, archive.variant());
        this.version = PublicationStore.publishedVersion(connection) + 1;
        this.markets = new VariantMarkets(connection, archive.variant());
        this.edition = new LoadedEdition(connection, archive, newestStored, this.now);
        this.moments = new ReleaseMoments(
                reportDate -> calendar.apply(archive.variant(), reportDate), edition.lastLook(), this.now);
        this.gone = vanishedWeeks();
        this.vanishing = edition.makesWeeksVanish()
                ? new Vanishing(connection, archive, markets.all(), edition, publishedVersion, version, this.now)
                : null;
        this.subtypes = new SubtypeCheck(connection, archive.variant(), newestStored);
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
            if (vanishing != null) {
                vanishing.misunderstood(text);
            }
            quarantine
                    .set("download_id", edition.id())
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

    /**
     * Writes what is left and remembers the edition of the archive.
     *
     * @throws SubtypeMixUpException when the weeks are those of the other subtype
     */
    LoadResult finish() throws SQLException, SubtypeMixUpException {
        if (failure != null) {
            throw failure;
        }
        storeBuffer();
        quarantine.executeBatch();
        subtypes.require();
        int vanished = vanishing == null ? 0 : vanishing.removeAllBut(seen);
        edition.finish(weeksRead, malformed, wroteWeeks || malformed > 0);
        if (count(Outcome.INSERTED) + count(Outcome.CHANGED) + count(Outcome.RETURNED) + vanished > 0) {
            try (NamedStatement mark = MARK_VARIANT_CHANGED.prepare(connection)) {
                mark.set("version", version)
                        .set("newest_report_date", newestReportDate())
                        .set("variant", WeekId.variant(archive.variant()))
                        .update();
            }
        }
        return new LoadResult(
                weeksRead,
                count(Outcome.INSERTED),
                count(Outcome.CHANGED),
                vanished,
                count(Outcome.RETURNED),
                count(Outcome.UNCHANGED),
                count(Outcome.OUTRANKED),
                malformed,
                duplicates,
                duplicateExamples,
                differences.count(),
                differences.examples());
    }

    @Override
    public void close() throws SQLException {
        for (NamedStatement statement : statements) {
            statement.close();
        }
        if (vanishing != null) {
            vanishing.close();
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
        List<Arrival> toBringBack = new ArrayList<>();
        long first = arrivals.get(0).id();
        long last = arrivals.get(arrivals.size() - 1).id();
        Vanishing watching = vanishing != null && vanishing.meets(market) ? vanishing : null;
        storedWeeks
                .set("first", watching == null ? first : Math.min(first, watching.first(market)))
                .set("last", watching == null ? last : Math.max(last, watching.last(market)));
        int next = 0;
        try (ResultSet stored = storedWeeks.query()) {
            while (stored.next()) {
                long id = stored.getLong(StoredColumn.ID);
                while (next < arrivals.size() && arrivals.get(next).id() < id) {
                    insert(arrivals.get(next++), toBringBack);
                }
                if (next < arrivals.size() && arrivals.get(next).id() == id) {
                    meet(arrivals.get(next++), stored, toOverwrite);
                } else if (watching != null) {
                    watching.suspect(
                            id, stored.getLong(StoredColumn.DOWNLOAD), stored.getLong(StoredColumn.SINCE_VERSION));
                }
            }
        }
        while (next < arrivals.size()) {
            insert(arrivals.get(next++), toBringBack);
        }
        for (Arrival arrival : toBringBack) {
            bringBack(arrival);
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
        if (isSameContent(arrival.week(), stored)) {
            if (edition.takesOver(arrival.week().reportDate(), storedDownload)) {
                reassign(arrival);
            }
            Outcome earlier = outcomeSoFar(arrival);
            remember(arrival, earlier == null || earlier == Outcome.OUTRANKED ? Outcome.UNCHANGED : earlier);
            return;
        }
        compareSources(arrival, stored);
        if (edition.order(arrival.week().reportDate(), storedDownload) < 0) {
            remember(arrival, Outcome.OUTRANKED);
        } else if (stored.getLong(StoredColumn.SINCE_VERSION) > publishedVersion) {
            toOverwrite.add(arrival);
        } else {
            revise(arrival);
        }
    }

    /** Notes a content that differs between the fall-back and a file of the CFTC. */
    private void compareSources(Arrival arrival, ResultSet stored) throws SQLException {
        Optional<FileRank> source = edition.rankOf(stored.getLong(StoredColumn.DOWNLOAD));
        boolean isOfFile = edition.isOfFile();
        if (source.isPresent() && source.get().isFile() != isOfFile) {
            differences.add(archive.variant(), arrival.week(), stored, isOfFile);
        }
    }

    /** An arrival for a week that is not stored: a new one, or one that had vanished. */
    private void insert(Arrival arrival, List<Arrival> toBringBack) throws SQLException {
        VanishedWeek vanished = gone.get(arrival.id());
        if (vanished == null) {
            insert(arrival);
        } else if (edition.order(arrival.week().reportDate(), vanished.lackedBy()) < 0) {
            remember(arrival, Outcome.OUTRANKED);
        } else {
            toBringBack.add(arrival);
        }
    }

    private void insert(Arrival arrival) throws SQLException {
        Week week = arrival.week();
        insert(arrival, version, now, moments.of(week.code().value(), week.reportDate()));
        remember(arrival, Outcome.INSERTED);
    }

    /** Stores a week again that had vanished; where readers still see it, it has only changed, or nothing has happened. */
    private void bringBack(Arrival arrival) throws SQLException {
        VanishedWeek vanished = Objects.requireNonNull(gone.remove(arrival.id()));
        if (vanished.untilVersion() <= publishedVersion) {
            insert(arrival, version, now, vanished.released());
            change(MARK_RETURNED, arrival, statement -> statement
                    .set("returned_at", now)
                    .set("version", version));
            remember(arrival, Outcome.RETURNED);
        } else if (restore(arrival, (since, seenAt) -> insert(arrival, since, seenAt, vanished.released()))) {
            remember(arrival, Outcome.UNCHANGED);
        } else {
            insert(arrival, version, now, vanished.released());
            change(REWRITE_REVISION, arrival, statement -> statement
                    .set("as_of", publishedVersion)
                    .set("version", version)
                    .set("kind", "changed")
                    .set("replaced_at", now)
                    .set("replaced_by", edition.id()));
            remember(arrival, Outcome.CHANGED);
        }
    }

    private void insert(Arrival arrival, long sinceVersion, Instant seenAt, ReleaseMoments.Moment released)
            throws SQLException {
        insertions
                .set("id", arrival.id())
                .set("market_id", WeekId.market(arrival.id()))
                .set("report_date", LocalDate.ofEpochDay(arrival.week().reportDate()))
                .set("published_at", released.at())
                .set("published_derived", released.derived());
        describe(insertions, arrival.week(), sinceVersion, seenAt);
        insertions.addToBatch();
        newestInserted = Math.max(newestInserted, arrival.week().reportDate());
        subtypes.wrote(arrival.week().reportDate());
        wroteWeeks = true;
    }

    /** Replaces a content that readers see, which stays as a revision. */
    private void revise(Arrival arrival) throws SQLException {
        revisions
                .set("id", arrival.id())
                .set("version", version)
                .set("kind", "changed")
                .set("replaced_at", now)
                .set("replaced_by", edition.id())
                .addToBatch();
        update(arrival, version, now);
        remember(arrival, Outcome.CHANGED);
    }

    /** Replaces a content that nobody has seen; if readers still see the one that arrives, nothing has changed for them. */
    private void overwrite(Arrival arrival) throws SQLException {
        Outcome earlier = outcomeSoFar(arrival);
        if (restore(arrival, (since, seenAt) -> update(arrival, since, seenAt))) {
            remember(arrival, earlier == null ? Outcome.CHANGED : Outcome.UNCHANGED);
        } else {
            update(arrival, version, now);
            change(MOVE_REVISION, arrival, statement -> statement
                    .set("as_of", publishedVersion)
                    .set("version", version)
                    .set("now", now)
                    .set("replaced_by", edition.id()));
            remember(arrival, earlier == Outcome.INSERTED || earlier == Outcome.RETURNED ? earlier : Outcome.CHANGED);
        }
    }

    /** Takes an unpublished change back when the arrival has the published content. */
    private boolean restore(Arrival arrival, Rewriting rewriting) throws SQLException {
        try (NamedStatement published = PUBLISHED_REVISION.prepare(connection)) {
            published.set("id", arrival.id()).set("as_of", publishedVersion);
            try (ResultSet revision = published.query()) {
                if (!revision.next() || !isSameContent(arrival.week(), revision)) {
                    return false;
                }
                rewriting.write(
                        revision.getLong(StoredColumn.SINCE_VERSION),
                        revision.getObject(StoredColumn.SEEN_AT, OffsetDateTime.class)
                                .toInstant());
            }
        }
        change(DELETE_REVISION, arrival, statement -> statement.set("as_of", publishedVersion));
        return true;
    }

    /** Writes an arrival as readers of a version know it already. */
    @FunctionalInterface
    private interface Rewriting {
        void write(long sinceVersion, Instant seenAt) throws SQLException;
    }

    /** The parameters of a statement besides the week. */
    @FunctionalInterface
    private interface Parameters {
        NamedStatement set(NamedStatement statement) throws SQLException;
    }

    /** Changes what the revisions of an arrival's week tell. */
    private void change(Sql sql, Arrival arrival, Parameters parameters) throws SQLException {
        try (NamedStatement statement = sql.prepare(connection)) {
            parameters.set(statement).set("id", arrival.id()).update();
        }
    }

    private void update(Arrival arrival, long sinceVersion, Instant seenAt) throws SQLException {
        updates.set("id", arrival.id());
        describe(updates, arrival.week(), sinceVersion, seenAt);
        updates.addToBatch();
        subtypes.wrote(arrival.week().reportDate());
        wroteWeeks = true;
    }

    private void reassign(Arrival arrival) throws SQLException {
        reassignments
                .set("id", arrival.id())
                .set("download_id", edition.id())
                .set("line", arrival.week().line())
                .addToBatch();
        wroteWeeks = true;
    }

    private void describe(WeekStatement statement, Week week, long sinceVersion, Instant seenAt) throws SQLException {
        statement
                .set("name_id", markets.name(week.name(), week.exchange()))
                .set("download_id", edition.id())
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

    private Map<Long, VanishedWeek> vanishedWeeks() throws SQLException {
        Map<Long, VanishedWeek> found = new HashMap<>();
        try (NamedStatement vanished = VANISHED_WEEKS.prepare(connection)) {
            vanished.set("first", WeekId.firstOfVariant(archive.variant()))
                    .set("last", WeekId.lastOfVariant(archive.variant()))
                    .list(VanishedWeek::read)
                    .forEach(week -> found.put(week.id(), week));
        }
        return found;
    }

    /** The newest report date of the variant after this load; null when no week is left. */
    private @Nullable LocalDate newestReportDate() throws SQLException {
        int newest = newestStored == null ? newestInserted : Math.max(newestInserted, (int) newestStored.toEpochDay());
        if (vanishing == null || vanishing.newest() < newest) {
            return LocalDate.ofEpochDay(newest);
        }
        try (NamedStatement left = NEWEST_WEEK_OF_VARIANT.prepare(connection)) {
            return left.set("first", WeekId.firstOfVariant(archive.variant()))
                    .set("last", WeekId.lastOfVariant(archive.variant()))
                    .list(row -> Optional.ofNullable(row.getObject(1, LocalDate.class)))
                    .get(0)
                    .orElse(null);
        }
    }

    private NamedStatement prepare(Sql sql) throws SQLException {
        NamedStatement statement = sql.prepare(connection);
        statements.add(statement);
        return statement;
    }
}
