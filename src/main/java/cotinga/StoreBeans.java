package cotinga;

import com.zaxxer.hikari.HikariDataSource;
import cotinga.intake.ArchiveFolders;
import cotinga.publication.ExportFolder;
import cotinga.release.ReleaseCalendar;
import cotinga.run.InterruptedRuns;
import cotinga.settings.SettingException;
import cotinga.settings.Settings;
import cotinga.store.alerts.AlertStore;
import cotinga.store.alerts.WatchlistStore;
import cotinga.store.changes.ChangeStore;
import cotinga.store.prices.PriceStore;
import cotinga.store.publications.PublicationStore;
import cotinga.store.publications.QualityStore;
import cotinga.store.runs.InterruptedRunStore;
import cotinga.store.runs.RunRequestStore;
import cotinga.store.runs.RunStore;
import cotinga.store.sql.Backups;
import cotinga.store.sql.Database;
import cotinga.store.sql.PublicationMarker;
import cotinga.store.weeks.DownloadStore;
import cotinga.store.weeks.RevisionStore;
import cotinga.store.weeks.VariantStore;
import cotinga.store.weeks.WeekStore;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Optional;

/** The database, its stores, and the folders of stored files. */
record StoreBeans(
        HikariDataSource database,
        DownloadStore downloads,
        WeekStore weeks,
        RevisionStore revisions,
        VariantStore variants,
        QualityStore quality,
        PublicationStore publications,
        RunStore runs,
        RunRequestStore runRequests,
        InterruptedRuns interruptedRuns,
        PriceStore prices,
        AlertStore alerts,
        WatchlistStore watchlists,
        ChangeStore changes,
        Backups backups,
        ArchiveFolders archiveFolders,
        Optional<ExportFolder> exportFolder) {

    /**
     * Opens the database. Creates it or upgrades its schema, unless this instance is a reader.
     *
     * @throws SettingException if the data directory cannot be created
     */
    static HikariDataSource open(Settings settings) {
        if (!settings.cluster().role().mayLead()) {
            return Database.openToRead(
                    settings.sessionUrl(),
                    settings.store().user(),
                    settings.store().password(),
                    settings.store().poolSize());
        }
        createDirectory(settings.store().directory());
        return Database.openUpToDate(
                settings.sessionUrl(),
                settings.store().user(),
                settings.store().password(),
                settings.store().poolSize(),
                settings.backup().directory(),
                settings.retention().reserve());
    }

    static StoreBeans of(HikariDataSource database, Settings settings, ReleaseCalendar releases, Clock clock) {
        return new StoreBeans(
                database,
                new DownloadStore(database, clock),
                new WeekStore(database, clock, releases::publishedAt),
                new RevisionStore(database),
                new VariantStore(database),
                new QualityStore(database),
                new PublicationStore(
                        database, PublicationMarker.of(settings.store().url()), clock),
                new RunStore(database, clock),
                new RunRequestStore(database, clock),
                new InterruptedRuns(new InterruptedRunStore(database), clock),
                new PriceStore(database, clock),
                new AlertStore(database, clock),
                new WatchlistStore(database),
                new ChangeStore(database, clock),
                new Backups(
                        database,
                        settings.backup().directory(),
                        settings.backup().keep(),
                        settings.retention().reserve(),
                        clock),
                new ArchiveFolders(
                        settings.store().directory(), settings.retention().reserve(), clock),
                exportFolder(settings));
    }

    private static Optional<ExportFolder> exportFolder(Settings settings) {
        return settings.publication().export().enabled()
                        && settings.cluster().role().mayLead()
                ? Optional.of(new ExportFolder(
                        settings.publication().export().directory(),
                        settings.retention().reserve()))
                : Optional.empty();
    }

    /** @throws SettingException if the directory cannot be created */
    static void createDirectory(Path directory) {
        try {
            Files.createDirectories(directory);
        } catch (IOException e) {
            throw new SettingException(List.of("cotinga.data.directory is '" + directory
                    + "', which cannot be created (" + e + "), expected a writable directory"));
        }
    }

    void bind(NamedBeans beans) {
        beans.bind("dataSource", database);
        beans.bind("backups", backups);
        beans.bind("changes", changes);
        beans.bind("archiveFolders", archiveFolders);
    }
}
