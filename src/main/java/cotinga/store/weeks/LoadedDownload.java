package cotinga.store.weeks;

import cotinga.store.sql.NamedStatement;
import cotinga.store.sql.Sql;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * The row of the edition that a load stores, in the table of downloads. An edition that is older than the stored one has a row of its
 * own, so that its weeks carry its rank; the stored edition stays unchanged.
 */
final class LoadedDownload {
    private static final Sql INSERT_DOWNLOAD = Sql.named("insert-download");
    private static final Sql UPDATE_DOWNLOAD = Sql.named("update-download");
    private static final Sql DELETE_DOWNLOAD = Sql.named("delete-download");
    private static final Sql NARROWER_DOWNLOADS = Sql.named("narrower-downloads");
    private static final Sql RECORD_OLDER_ANSWER = Sql.named("record-older-answer");
    private static final Sql EMPTY_QUARANTINE = Sql.named("empty-quarantine");
    private static final Sql RETIRE_DOWNLOAD = Sql.named("retire-download");

    private final Connection connection;
    private final ArchiveEdition archive;
    private final Instant now;
    private final Optional<Download> stored;
    private final boolean older;
    private final long id;

    /**
     * Inserts the row, or reuses that of the stored edition.
     *
     * @param stored the stored edition of the same archive
     * @param older whether this edition is older than the stored one
     */
    LoadedDownload(LockedVariant variant, ArchiveEdition archive, Optional<Download> stored, boolean older)
            throws SQLException {
        this.connection = variant.connection();
        this.archive = archive;
        this.now = variant.now();
        this.stored = stored;
        this.older = older;
        this.id = begin();
    }

    long id() {
        return id;
    }

    /**
     * Records what was stored.
     *
     * @param used whether any week or quarantined line refers to it
     */
    void finish(int weeks, int malformed, boolean used) throws SQLException {
        if (older) {
            recordAnswer();
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

    /**
     * The number of the download. The quarantine of an earlier edition is emptied. A newer weekly file is a download of its own,
     * because it does not contain the weeks of the one before.
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
            if (archive.kind().holdsAllOfItsYears()
                    || archive.rank().moment().equals(stored.get().rank().moment())) {
                return before;
            }
            retire(before);
        }
        retireNarrower();
        return insert(archive.path());
    }

    /** Retires the downloads of the same file with fewer years, whose weeks this one contains. */
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

    /** Records that the URL of the stored edition now returns this older one, which need not be read again. */
    private void recordAnswer() throws SQLException {
        try (NamedStatement answer = RECORD_OLDER_ANSWER.prepare(connection)) {
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
                .set("checked_at", older ? null : now);
    }
}
