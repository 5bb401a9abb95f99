package cotinga.store.weeks;

import cotinga.store.sql.NamedStatement;
import cotinga.store.sql.Sql;
import cotinga.store.sql.StoreClock;
import cotinga.store.sql.Transaction;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import javax.sql.DataSource;

/** Which editions of which archives are stored; {@link WeekStore#load} writes them. */
public final class DownloadStore {
    private static final Sql DOWNLOAD = Sql.named("download");
    private static final Sql RANKS_OF_VARIANT = Sql.named("ranks-of-variant");
    private static final Sql BUNDLES = Sql.named("bundles");
    private static final Sql STORED_FILE = Sql.named("stored-file");
    private static final Sql RESET_DOWNLOADS = Sql.named("reset-downloads");
    private static final Sql RECORD_BUILD = Sql.named("record-build");
    private static final Sql CONFIRM_DOWNLOAD = Sql.named("confirm-download");
    private static final Sql RECORD_CHECK = Sql.named("record-check");
    private static final Sql RETIRED_DOWNLOADS = Sql.named("retired-downloads");
    private static final Sql REFERRED_DOWNLOADS = Sql.named("referred-downloads");
    private static final Sql EMPTY_QUARANTINE = Sql.named("empty-quarantine");
    private static final Sql DELETE_DOWNLOAD = Sql.named("delete-download");

    private final DataSource database;
    private final StoreClock clock;

    public DownloadStore(DataSource database, Clock clock) {
        this.database = database;
        this.clock = new StoreClock(clock);
    }

    /** The stored edition of an archive, if one is stored. */
    public Optional<Download> find(String path, int firstYear, int lastYear) {
        return Transaction.read(
                database, "read the download of " + path, connection -> find(connection, path, firstYear, lastYear));
    }

    /** The stored editions of the bundles of old years. */
    public List<Download> bundles() {
        return Transaction.read(database, "read the downloads of bundles", connection -> {
            try (NamedStatement bundles = BUNDLES.prepare(connection)) {
                return bundles.list(Download::read);
            }
        });
    }

    /** The stored edition for a file of this name and content: it is the edition itself, or an older one that was the last response. */
    public Optional<Download> ofFile(String file, String sha256) {
        return Transaction.read(database, "check whether " + file + " is stored", connection -> {
            try (NamedStatement download = STORED_FILE.prepare(connection)) {
                return download.set("file", file).set("sha256", sha256).first(Download::read);
            }
        });
    }

    /**
     * Compares an answer with what is stored, by the rule of {@link FileRank}. The stored edition takes the headers of an answer with
     * the same content, so that the next request sends them.
     */
    public AnswerKind receive(ArchiveEdition answer) {
        return Transaction.write(database, "compare " + answer.path() + " with what is stored", connection -> {
            Optional<Download> stored = find(connection, answer.path(), answer.firstYear(), answer.lastYear());
            AnswerKind kind;
            try (NamedStatement files = RANKS_OF_VARIANT.prepare(connection)) {
                files.set("variant", WeekId.variant(answer.variant()));
                kind = answer.rank().answer(answer.sha256(), stored, files.list(LoadedEdition::rankOf));
            }
            if (kind == AnswerKind.STORED) {
                confirm(connection, answer, stored.orElseThrow());
            }
            return kind;
        });
    }

    private static void confirm(Connection connection, ArchiveEdition same, Download stored) throws SQLException {
        try (NamedStatement download = CONFIRM_DOWNLOAD.prepare(connection)) {
            download.set("id", stored.id())
                    .set("sha256", same.sha256())
                    .set("url", same.url())
                    .set("etag", same.etag())
                    .set("last_modified", same.lastModified())
                    .set("last_modified_at", same.rank().lastModifiedWith(stored.rank()))
                    .set("downloaded_at", same.downloadedAt())
                    .update();
        }
    }

    /** Records that the stored edition of an archive is still the newest. Weeks that it lacks are not published yet. */
    public void recordCheck(String path, int firstYear, int lastYear) {
        Transaction.write(database, "record the check of " + path, connection -> {
            try (NamedStatement download = RECORD_CHECK.prepare(connection)) {
                return download.set("checked_at", clock.now(connection))
                        .set("path", path)
                        .set("first_year", firstYear)
                        .set("last_year", lastYear)
                        .update();
            }
        });
    }

    /** Makes the next run request and read every archive again. Each response then outranks the stored content, which stays until then. */
    public void removeClaims() {
        Transaction.write(database, "reset the downloads", connection -> reset(connection, true));
    }

    /**
     * Makes the next run request and read every archive again, once, if another build has read them. The stored ranks stay.
     *
     * @param build this build
     * @return whether any will be read again
     */
    public boolean resetAfterAnotherBuild(String build) {
        return Transaction.write(database, "reset the downloads of another build", connection -> {
            try (NamedStatement note = RECORD_BUILD.prepare(connection)) {
                return note.set("build", build).update() > 0 && reset(connection, false) > 0;
            }
        });
    }

    private static int reset(Connection connection, boolean unclaimed) throws SQLException {
        try (NamedStatement forget = RESET_DOWNLOADS.prepare(connection)) {
            return forget.set("unclaimed", unclaimed).update();
        }
    }

    /**
     * Deletes the downloads, with their quarantined lines, that another edition has replaced and that no week refers to.
     *
     * @param moment only downloads that were loaded before it
     * @return how many
     */
    public int deleteRetiredBefore(Instant moment) {
        return Transaction.write(database, "delete downloads that nothing refers to", connection -> {
            Set<Long> retired = ids(RETIRED_DOWNLOADS.prepare(connection).set("moment", moment));
            if (!retired.isEmpty()) {
                retired.removeAll(ids(REFERRED_DOWNLOADS.prepare(connection)));
            }
            for (long id : retired) {
                try (NamedStatement quarantine = EMPTY_QUARANTINE.prepare(connection);
                        NamedStatement download = DELETE_DOWNLOAD.prepare(connection)) {
                    quarantine.set("download_id", id).update();
                    download.set("id", id).update();
                }
            }
            return retired.size();
        });
    }

    /** The numbers that a query returns; closes the query. */
    private static Set<Long> ids(NamedStatement query) throws SQLException {
        try (query) {
            return new HashSet<>(query.list(row -> row.getLong(1)));
        }
    }

    static Optional<Download> find(Connection connection, String path, int firstYear, int lastYear)
            throws SQLException {
        try (NamedStatement download = DOWNLOAD.prepare(connection)) {
            return download.set("path", path)
                    .set("first_year", firstYear)
                    .set("last_year", lastYear)
                    .first(Download::read);
        }
    }
}
