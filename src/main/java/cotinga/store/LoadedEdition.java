package cotinga.store;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The edition of an archive that a load stores: its download, and how it ranks against those that are stored. An edition that is
 * older than the stored one has a download of its own, so that its weeks carry its rank; the stored one stays what it is.
 */
final class LoadedEdition {
    private static final Sql RANKS_OF_VARIANT = Sql.named("ranks-of-variant");
    private static final Sql INSERT_DOWNLOAD = Sql.named("insert-download");
    private static final Sql UPDATE_DOWNLOAD = Sql.named("update-download");
    private static final Sql DELETE_DOWNLOAD = Sql.named("delete-download");
    private static final Sql NARROWER_DOWNLOADS = Sql.named("narrower-downloads");
    private static final Sql NOTE_OLDER_ANSWER = Sql.named("note-older-answer");
    private static final Sql EMPTY_QUARANTINE = Sql.named("empty-quarantine");
    private static final Sql QUARANTINED_TEXTS = Sql.named("quarantined-texts");
    private static final Sql RETIRE_DOWNLOAD = Sql.named("retire-download");

    private final Connection connection;
    private final ArchiveLoad archive;
    private final Instant now;
    private final FileRank rank;
    private final Map<Long, FileRank> ranks = new HashMap<>();
    private final Set<Long> editions = new HashSet<>();
    private final Optional<Download> stored;
    private final boolean older;
    private final ReleaseMoments.Look lastLook;
    private final long id;

    /**
     * Makes a download of the edition, under its number.
     *
     * @param newestReportDate of the weeks that are stored of the variant; null without any
     */
    LoadedEdition(Connection connection, ArchiveLoad archive, @Nullable LocalDate newestReportDate, Instant now)
            throws SQLException {
        this.connection = connection;
        this.archive = archive;
        this.now = now;
        this.rank = archive.rank();
        readRanks();
        this.stored = DownloadStore.find(connection, archive.path(), archive.firstYear(), archive.lastYear());
        this.older = stored.isPresent() && rank.isOlderEditionThan(stored.get().rank());
        this.lastLook = readLastLook(newestReportDate);
        this.id = begin();
    }

    /** The number of its download. */
    long id() {
        return id;
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
        return storedDownload == id
                ? 0
                : rank.compareForWeek(reportDate, stored(storedDownload), editions.contains(storedDownload));
    }

    /** Whether a stored week with the same content is this edition's from now on. */
    boolean takesOver(int reportDate, long storedDownload) {
        int order = order(reportDate, storedDownload);
        return order > 0 || (order == 0 && storedDownload != id && editions.contains(storedDownload));
    }

    /** Whether a stored week of its years goes that this edition lacks. */
    boolean letsVanish(int reportDate, long storedDownload) {
        return storedDownload == id
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
        return holdsAllOfItsYears() && stored.isPresent() && !older;
    }

    /**
     * Remembers what was stored.
     *
     * @param used whether anything in the store refers to it
     */
    void finish(int weeks, int malformed, boolean used) throws SQLException {
        if (older) {
            noteAnswer();
        }
        if (older && !used) {
            try (NamedStatement download = DELETE_DOWNLOAD.prepare(connection)) {
                download.set("id", id).update();
            }
            return;
        }
        try (NamedStatement download = UPDATE_DOWNLOAD.prepare(connection)) {
            describe(download, weeks, malformed).set("id", id).update();
        }
    }

    private void readRanks() throws SQLException {
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

    private ReleaseMoments.Look readLastLook(@Nullable LocalDate newestReportDate) throws SQLException {
        if (older || stored.isEmpty()) {
            return ReleaseMoments.Look.NONE;
        }
        try (NamedStatement texts = QUARANTINED_TEXTS.prepare(connection)) {
            return new ReleaseMoments.Look(
                    stored.get().lookedAt(),
                    holdsAllOfItsYears() || newestReportDate == null ? 0 : (int) newestReportDate.toEpochDay(),
                    texts.set("download_id", stored.get().id()).list(row -> Columns.text(row, "text")));
        }
    }

    /** Whether a week of its years that the archive lacks does not exist; a weekly file and the fall-back hold the newest only. */
    private boolean holdsAllOfItsYears() {
        return switch (archive.kind()) {
            case YEARLY, BUNDLE -> true;
            case WEEKLY, FALLBACK -> false;
        };
    }

    /**
     * The number of the download. An archive that is stored already leaves its earlier edition's quarantine; a newer weekly file is
     * another download, for it does not hold the weeks of the one before.
     */
    private long begin() throws SQLException {
        if (older) {
            long download = insert(archive.path() + "@");
            retire(download);
            return download;
        }
        if (stored.isPresent()) {
            long before = stored.get().id();
            emptyQuarantine(before);
            if (holdsAllOfItsYears() || rank.moment().equals(stored.get().rank().moment())) {
                return before;
            }
            retire(before);
        }
        retireNarrower();
        return insert(archive.path());
    }

    /** The downloads of the same file of which fewer years were wanted: this one has their weeks. */
    private void retireNarrower() throws SQLException {
        List<Long> narrower;
        try (NamedStatement downloads = NARROWER_DOWNLOADS.prepare(connection)) {
            narrower = downloads
                    .set("path", archive.path())
                    .set("first_year", archive.firstYear())
                    .set("last_year", archive.lastYear())
                    .list(row -> row.getLong(1));
        }
        for (long download : narrower) {
            emptyQuarantine(download);
            retire(download);
        }
    }

    private void emptyQuarantine(long download) throws SQLException {
        try (NamedStatement earlier = EMPTY_QUARANTINE.prepare(connection)) {
            earlier.set("download_id", download).update();
        }
    }

    private void retire(long download) throws SQLException {
        try (NamedStatement earlier = RETIRE_DOWNLOAD.prepare(connection)) {
            earlier.set("id", download).set("path", archive.path()).update();
        }
    }

    private long insert(String path) throws SQLException {
        try (NamedStatement download = INSERT_DOWNLOAD.prepareInsert(connection)) {
            return describe(download, 0, 0)
                    .set("variant", WeekId.variant(archive.variant()))
                    .set("kind", archive.kind().key())
                    .set("path", path)
                    .set("first_year", archive.firstYear())
                    .set("last_year", archive.lastYear())
                    .insert();
        }
    }

    /** Where the stored edition came from there is only this older one now: it need not be read again. */
    private void noteAnswer() throws SQLException {
        try (NamedStatement answer = NOTE_OLDER_ANSWER.prepare(connection)) {
            answer.set("id", stored.orElseThrow().id())
                    .set("url", archive.url())
                    .set("sha256", archive.sha256())
                    .set("answered_at", archive.modifiedAt())
                    .update();
        }
    }

    private NamedStatement describe(NamedStatement download, int weeks, int malformed) throws SQLException {
        return download.set("file", archive.file())
                .set("url", archive.url())
                .set("etag", archive.etag())
                .set("last_modified", archive.lastModified())
                .set("last_modified_at", archive.lastModifiedAt())
                .set("sha256", archive.sha256())
                .set("bytes", archive.bytes())
                .set("weeks", weeks)
                .set("malformed", malformed)
                .set("downloaded_at", archive.downloadedAt())
                .set("loaded_at", now)
                .set("looked_at", older ? null : now);
    }
}
