package cotinga.store;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The edition of an archive that a load stores, and how it ranks against what is stored of its variant. */
final class LoadedEdition {
    private static final Sql RANKS_OF_VARIANT = Sql.named("ranks-of-variant");
    private static final Sql QUARANTINED_TEXTS = Sql.named("quarantined-texts");

    private final ArchiveLoad archive;
    private final FileRank rank;
    private final Map<Long, FileRank> ranks = new HashMap<>();
    private final Set<Long> editions = new HashSet<>();
    private final boolean makesWeeksVanish;
    private final ReleaseMoments.Look lastLook;
    private final LoadedDownload download;

    /** Reads what is stored of the archive, then makes a download of the edition. */
    LoadedEdition(LockedVariant variant, ArchiveLoad archive) throws SQLException {
        Connection connection = variant.connection();
        this.archive = archive;
        this.rank = archive.rank();
        readRanks(connection);
        Optional<Download> stored =
                DownloadStore.find(connection, archive.path(), archive.firstYear(), archive.lastYear());
        boolean older = stored.isPresent() && rank.isOlderEditionThan(stored.get().rank());
        this.makesWeeksVanish = archive.kind().holdsAllOfItsYears() && stored.isPresent() && !older;
        this.lastLook = stored.isEmpty() || older
                ? ReleaseMoments.Look.NONE
                : readLastLook(connection, stored.get(), variant.newestReportDate());
        this.download = new LoadedDownload(variant, archive, stored, older);
    }

    /** The number of its download. */
    long id() {
        return download.id();
    }

    /** The run that stores it; null without one. */
    @Nullable
    Long runId() {
        return archive.runId();
    }

    boolean isOfFile() {
        return rank.isFile();
    }

    /** How a stored download ranks, if it is known. */
    Optional<FileRank> rankOf(long download) {
        return Optional.ofNullable(ranks.get(download));
    }

    /** Positive when a week of this edition is to be stored in place of one from a download, negative when not; 0 for its own. */
    int order(int reportDate, long storedDownload) {
        return storedDownload == id()
                ? 0
                : rank.compareForWeek(reportDate, stored(storedDownload), editions.contains(storedDownload));
    }

    /** Whether a stored week with the same content is this edition's from now on. */
    boolean takesOver(int reportDate, long storedDownload) {
        int order = order(reportDate, storedDownload);
        return order > 0 || (order == 0 && storedDownload != id() && editions.contains(storedDownload));
    }

    /** Whether a stored week of its years goes that this edition lacks. */
    boolean letsVanish(int reportDate, long storedDownload) {
        return storedDownload == id()
                || rank.letsVanish(reportDate, stored(storedDownload), editions.contains(storedDownload));
    }

    private FileRank stored(long download) {
        return ranks.getOrDefault(download, FileRank.UNKNOWN);
    }

    /** What the last look at the archive told about weeks that it lacked. */
    ReleaseMoments.Look lastLook() {
        return lastLook;
    }

    /** Whether weeks are gone that this edition lacks: it follows one that had them. */
    boolean makesWeeksVanish() {
        return makesWeeksVanish;
    }

    /**
     * Records what was stored.
     *
     * @param used whether anything in the store refers to it
     */
    void finish(int weeks, int malformed, boolean used) throws SQLException {
        download.finish(weeks, malformed, used);
    }

    private void readRanks(Connection connection) throws SQLException {
        try (NamedStatement archives = RANKS_OF_VARIANT.prepare(connection);
                ResultSet rows = archives.set("variant", WeekId.variant(archive.variant()))
                        .query()) {
            while (rows.next()) {
                long download = rows.getLong("id");
                ranks.put(download, rankOf(rows));
                String path = Columns.text(rows, "path");
                if (path.equals(archive.path()) || path.startsWith(archive.path() + "@")) {
                    editions.add(download);
                }
            }
        }
    }

    /** The rank that a row of {@code ranks-of-variant} tells. */
    static FileRank rankOf(ResultSet row) throws SQLException {
        return FileRank.of(
                DownloadKind.ofKey(Columns.text(row, "kind")),
                row.getInt("first_year"),
                row.getInt("last_year"),
                Columns.instantOrNull(row, "last_modified_at"),
                Columns.instant(row, "downloaded_at"),
                !row.getBoolean("unclaimed"));
    }

    private ReleaseMoments.Look readLastLook(
            Connection connection, Download stored, @Nullable LocalDate newestReportDate) throws SQLException {
        try (NamedStatement texts = QUARANTINED_TEXTS.prepare(connection)) {
            return new ReleaseMoments.Look(
                    stored.checkedAt(),
                    archive.kind().holdsAllOfItsYears() || newestReportDate == null
                            ? 0
                            : (int) newestReportDate.toEpochDay(),
                    texts.set("download_id", stored.id()).list(row -> Columns.text(row, "text")));
        }
    }
}
