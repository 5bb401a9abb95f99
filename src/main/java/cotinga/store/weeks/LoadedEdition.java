package cotinga.store.weeks;

import cotinga.store.sql.NamedStatement;
import cotinga.store.sql.ResultColumns;
import cotinga.store.sql.Sql;
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

    private final ArchiveEdition archive;
    private final @Nullable Long runId;
    private final FileRank rank;
    private final Map<Long, FileRank> ranks = new HashMap<>();
    private final Set<Long> editions = new HashSet<>();
    private final boolean makesWeeksVanish;
    private final ReleaseMoments.Check lastCheck;
    private final LoadedDownload download;

    /** Reads what is stored of the archive, then inserts a download for the edition. */
    LoadedEdition(LockedVariant variant, ArchiveLoad load) throws SQLException {
        Connection connection = variant.connection();
        this.archive = load.edition();
        this.runId = load.runId();
        this.rank = archive.rank();
        readRanks(connection);
        Optional<Download> stored =
                DownloadStore.find(connection, archive.path(), archive.firstYear(), archive.lastYear());
        boolean older =
                stored.isPresent() && rank.isOlderEditionThan(stored.get().rank());
        this.makesWeeksVanish = archive.kind().holdsAllOfItsYears() && stored.isPresent() && !older;
        this.lastCheck = stored.isEmpty() || older
                ? ReleaseMoments.Check.NONE
                : readLastCheck(connection, stored.get(), variant.newestReportDate());
        this.download = new LoadedDownload(variant, archive, stored, older);
    }

    /** The number of its download. */
    long id() {
        return download.id();
    }

    /** The run that stores it; null without one. */
    @Nullable
    Long runId() {
        return runId;
    }

    boolean isOfFile() {
        return rank.isFile();
    }

    /** The rank of a stored download, if it is known. */
    Optional<FileRank> rankOf(long download) {
        return Optional.ofNullable(ranks.get(download));
    }

    /** Positive when a week of this edition replaces one of a stored download, negative when it does not; 0 for its own download. */
    int order(int reportDate, long storedDownload) {
        return storedDownload == id()
                ? 0
                : rank.compareForWeek(reportDate, stored(storedDownload), editions.contains(storedDownload));
    }

    /** Whether this edition becomes the source of a stored week with the same content. */
    boolean takesOver(int reportDate, long storedDownload) {
        int order = order(reportDate, storedDownload);
        return order > 0 || (order == 0 && storedDownload != id() && editions.contains(storedDownload));
    }

    /** Whether a stored week of its years vanishes if this edition lacks it. */
    boolean letsVanish(int reportDate, long storedDownload) {
        return storedDownload == id()
                || rank.letsVanish(reportDate, stored(storedDownload), editions.contains(storedDownload));
    }

    private FileRank stored(long download) {
        return ranks.getOrDefault(download, FileRank.UNKNOWN);
    }

    /** The last check of the archive, which shows the weeks that it lacked. */
    ReleaseMoments.Check lastCheck() {
        return lastCheck;
    }

    /** Whether weeks that this edition lacks vanish: it replaces an earlier edition and covers whole years. */
    boolean makesWeeksVanish() {
        return makesWeeksVanish;
    }

    /**
     * Records what was stored.
     *
     * @param used whether any week or quarantined line refers to it
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
                String path = ResultColumns.text(rows, "path");
                if (path.equals(archive.path()) || path.startsWith(archive.path() + "@")) {
                    editions.add(download);
                }
            }
        }
    }

    /** The rank in a row of {@code ranks-of-variant}. */
    static FileRank rankOf(ResultSet row) throws SQLException {
        return FileRank.of(
                DownloadKind.ofKey(ResultColumns.text(row, "kind")),
                row.getInt("first_year"),
                row.getInt("last_year"),
                ResultColumns.instantOrNull(row, "last_modified_at"),
                ResultColumns.instant(row, "downloaded_at"),
                !row.getBoolean("unclaimed"));
    }

    private ReleaseMoments.Check readLastCheck(
            Connection connection, Download stored, @Nullable LocalDate newestReportDate) throws SQLException {
        try (NamedStatement texts = QUARANTINED_TEXTS.prepare(connection)) {
            return new ReleaseMoments.Check(
                    stored.checkedAt(),
                    archive.kind().holdsAllOfItsYears() || newestReportDate == null
                            ? 0
                            : (int) newestReportDate.toEpochDay(),
                    texts.set("download_id", stored.id()).list(row -> ResultColumns.text(row, "text")));
        }
    }
}
