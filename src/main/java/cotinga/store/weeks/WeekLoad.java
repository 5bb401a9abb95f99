package cotinga.store.weeks;

import cotinga.report.ReportVariant;
import cotinga.report.Week;
import cotinga.store.sql.StoreClock;
import cotinga.store.sql.StoreException;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDate;
import java.util.function.BiFunction;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Loads one archive, inside a transaction that its caller ends: {@link WeekMerge} stores its weeks, {@link QuarantineWriter} its
 * malformed lines, and {@link Vanishing} removes the weeks that it lacks.
 */
final class WeekLoad implements Consumer<Week>, MalformedSink, AutoCloseable {
    private final ArchiveEdition archive;
    private final LockedVariant variant;
    private final LoadedEdition edition;
    private final LoadTally tally;
    private final SubtypeCheck subtypes;
    private final WeekWriter writer;
    private final WeekRevisions revisions;
    private final @Nullable Vanishing vanishing;
    private final WeekMerge merge;
    private final QuarantineWriter quarantine;
    private @Nullable RuntimeException failure;

    /**
     * Waits for other loads of the variant.
     *
     * @param calendar when a report date of a variant is released
     * @param clock shows when the load began, once it has the lock
     */
    WeekLoad(
            Connection connection,
            ArchiveLoad load,
            BiFunction<ReportVariant, LocalDate, Instant> calendar,
            StoreClock clock)
            throws SQLException {
        this.archive = load.edition();
        this.variant = new LockedVariant(connection, archive.variant(), clock);
        this.edition = new LoadedEdition(variant, load);
        this.tally = new LoadTally(archive.variant());
        this.subtypes = new SubtypeCheck(connection, archive.variant(), variant.newestReportDate());
        this.writer = new WeekWriter(variant, edition, subtypes);
        this.revisions = new WeekRevisions(variant, edition, writer, tally);
        this.vanishing = edition.makesWeeksVanish() ? new Vanishing(variant, archive, edition) : null;
        ReleaseMoments moments = new ReleaseMoments(
                reportDate -> calendar.apply(archive.variant(), reportDate), edition.lastCheck(), variant.now());
        this.merge = new WeekMerge(variant, edition, moments, writer, revisions, vanishing, tally);
        this.quarantine = new QuarantineWriter(variant, edition);
    }

    @Override
    public void accept(Week week) {
        guarded(() -> {
            tally.addWeek();
            merge.add(week);
        });
    }

    @Override
    public void accept(String file, int line, String reason, String text) {
        guarded(() -> {
            tally.addMalformed();
            if (vanishing != null) {
                vanishing.addMalformed(text);
            }
            quarantine.add(file, line, reason, text);
        });
    }

    /**
     * Writes what is left, and the edition of the archive.
     *
     * @throws SubtypeMixUpException when the weeks are those of the other subtype
     */
    LoadResult finish() throws SQLException, SubtypeMixUpException {
        if (failure != null) {
            throw failure;
        }
        merge.flush();
        quarantine.flush();
        subtypes.require();
        LoadResult result = tally.result(vanishing == null ? 0 : vanishing.removeAllBut(tally));
        edition.finish(result.weeksRead(), result.malformed(), writer.hasWritten() || result.malformed() > 0);
        if (result.written() + result.vanished() > 0) {
            variant.markChanged(writer.newestInserted(), vanishing == null ? Integer.MIN_VALUE : vanishing.newest());
        }
        return result;
    }

    @Override
    public void close() throws SQLException {
        quarantine.close();
        merge.close();
        if (vanishing != null) {
            vanishing.close();
        }
        revisions.close();
        writer.close();
        variant.close();
    }

    /** Runs a step of the source. After the first failure every further step fails, even if the source continues. */
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
}
