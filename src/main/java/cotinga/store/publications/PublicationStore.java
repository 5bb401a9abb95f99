package cotinga.store.publications;

import cotinga.report.ReportVariant;
import cotinga.store.prices.PriceLoad;
import cotinga.store.sql.DataVersion;
import cotinga.store.sql.NamedStatement;
import cotinga.store.sql.Notifications;
import cotinga.store.sql.PublicationMarker;
import cotinga.store.sql.Sql;
import cotinga.store.sql.StoreClock;
import cotinga.store.sql.StoreException;
import cotinga.store.sql.Transaction;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/** The published data versions, and the directory of the newest one. */
public final class PublicationStore {
    private static final Sql LOCK_VARIANTS = Sql.named("lock-variants");
    private static final Sql INSERT_PUBLICATION = Sql.named("insert-publication");
    private static final Sql LATEST_PUBLICATION = Sql.named("latest-publication");

    private final DataSource database;
    private final PublicationMarker marker;
    private final StoreClock clock;

    /** @param marker records outside of the database what was published */
    public PublicationStore(DataSource database, PublicationMarker marker, Clock clock) {
        this.database = database;
        this.marker = marker;
        this.clock = new StoreClock(clock);
    }

    /** The version that readers see; 0 before the first publication. Loads write for the one that follows. */
    public long publishedVersion() {
        return Transaction.read(database, "read the published version", DataVersion::published);
    }

    /** The variants that are withheld from publication. */
    public Map<ReportVariant, WithheldVariant> withheldVariants() {
        return Transaction.read(database, "read the withheld variants", WithheldVariantTable::read);
    }

    /** Withholds these variants, and no others. Nothing is published. */
    public void withhold(Collection<WithheldVariant> variants) {
        Transaction.write(database, "withhold variants", connection -> {
            WithheldVariantTable.replace(connection, variants);
            return variants.size();
        });
    }

    /**
     * Publishes the next version with its directory and its check results. Waits for running loads. The caller must not start a load
     * between reading the version's markets and this call.
     *
     * @param version the published version plus one
     * @param fingerprint the settings and the build that shape payloads
     * @param runId the run that publishes, if one does
     * @param draft the markets of the version, its withheld variants, and the results of its checks
     * @param check throws when the version must not be published any more; it runs before the commit
     * @throws StoreException when another version was published meanwhile
     */
    public Publication publish(
            long version, String fingerprint, @Nullable Long runId, PublicationDraft draft, Runnable check) {
        String doing = "publish version " + version;
        Publication publication = Transaction.writeThrough(database, doing, connection -> {
            try (NamedStatement lock = LOCK_VARIANTS.prepare(connection)) {
                lock.list(row -> row.getInt(1));
            }
            PriceLoad.lock(connection);
            long published = DataVersion.published(connection);
            if (version != published + 1) {
                throw new StoreException(
                        doing,
                        "version " + published + " is published, expected " + (version - 1)
                                + "; read the weeks of version " + (published + 1) + " and publish that",
                        null);
            }
            Instant now = clock.next(connection);
            insertPublication(connection, version, draft.reportDates(), fingerprint, runId, now);
            List<PublishedVariant> variants = draft.variants(version);
            PublishedDirectory.write(connection, version, variants, draft.markets());
            WithheldVariantTable.replace(connection, draft.withheld());
            for (PublicationDraft.Checks checks : draft.checks()) {
                QualityStore.replace(connection, checks, runId, version, now);
            }
            check.run();
            Notifications.send(connection);
            return new Publication(version, draft.reportDates(), now, fingerprint, runId, variants);
        });
        marker.writeAfter(publication.version(), publication.createdAt());
        return publication;
    }

    /** The publication that readers see; empty before the first. */
    public Optional<Publication> latest() {
        return Transaction.read(database, "read the latest publication", PublicationStore::latest);
    }

    /**
     * A publication with its directory.
     *
     * @param markets variant by variant, by code
     */
    public record Published(Publication publication, List<PublishedMarket> markets) {}

    /** The publication that readers see, with its directory, as of one moment; empty before the first. */
    public Optional<Published> latestWithMarkets() {
        return Transaction.read(database, "read the latest publication with its markets", connection -> {
            Optional<Publication> latest = latest(connection);
            return latest.isEmpty()
                    ? Optional.empty()
                    : Optional.of(new Published(latest.get(), PublishedDirectory.markets(connection)));
        });
    }

    /** The directory of the published version, variant by variant, by code. */
    public List<PublishedMarket> markets() {
        return Transaction.read(database, "read the directory of markets", PublishedDirectory::markets);
    }

    private static Optional<Publication> latest(Connection connection) throws SQLException {
        Optional<Publication> found;
        try (NamedStatement latest = LATEST_PUBLICATION.prepare(connection)) {
            found = latest.first(Publication::read);
        }
        return found.isEmpty()
                ? found
                : Optional.of(found.get()
                        .with(PublishedDirectory.variants(
                                connection, found.get().version())));
    }

    private static void insertPublication(
            Connection connection, long version, int reportDates, String fingerprint, @Nullable Long runId, Instant now)
            throws SQLException {
        try (NamedStatement publication = INSERT_PUBLICATION.prepare(connection)) {
            publication
                    .set("version", version)
                    .set("report_dates", reportDates)
                    .set("created_at", now)
                    .set("fingerprint", fingerprint)
                    .set("run_id", runId)
                    .update();
        }
    }
}
