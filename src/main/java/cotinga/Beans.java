package cotinga;

import com.zaxxer.hikari.HikariDataSource;
import cotinga.export.ExportFolder;
import cotinga.guard.Guard;
import cotinga.progress.ProgressDisplay;
import cotinga.report.Counted;
import cotinga.run.ArchiveFolders;
import cotinga.run.Leftovers;
import cotinga.run.RunHealth;
import cotinga.store.Database;
import cotinga.store.DerivedReleases;
import cotinga.store.RunKind;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import org.quartz.Scheduler;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The composition root: the beans that routes call, by name. */
final class Beans implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Beans.class);

    private final UpstreamClients upstreamClients;
    private final RunHealth runHealth = new RunHealth();
    private final StoreBeans stores;
    private final PublicationBeans publication;
    private final ReportBeans reports;
    private final PriceBeans prices;
    private final UpkeepBeans upkeep;
    private final ApiBeans api;
    private final NamedBeans named = new NamedBeans();

    /**
     * @param service whether it serves and runs on schedule; false for a single run
     * @param scheduler available once the routes have started
     * @param display where progress is shown
     */
    Beans(Settings settings, Clock clock, boolean service, Supplier<Scheduler> scheduler, ProgressDisplay display) {
        upstreamClients = new UpstreamClients(settings);
        String build = "build=" + Build.digest();
        DataFiles files = DataFiles.load(settings, build);
        createDirectory(settings.store().directory());
        HikariDataSource database = Database.openUpToDate(
                settings.store().url(),
                settings.store().user(),
                settings.store().password(),
                settings.store().poolSize(),
                settings.backup().directory(),
                settings.retention().reserve());
        int moved = new DerivedReleases(database)
                .follow(build + " " + files.releases().digest(), files.releases()::publishedAt);
        if (moved > 0) {
            LOG.info(
                    "Updated the publication times of {}: the release calendar has changed", Counted.of(moved, "week"));
        }
        stores = StoreBeans.of(database, settings, files.releases(), clock);
        ArchiveFolders folders = new ArchiveFolders(
                settings.store().directory(), settings.retention().reserve(), clock);
        new Leftovers(folders, stores.downloads()).cleanUp(); // before the records of other builds are reset
        if (stores.downloads().resetAfterAnotherBuild(build)) {
            LOG.info("Another build has parsed the stored archives; each is parsed again once");
        }
        stores.interruptedRuns().endAllBut(resumable(settings, service));
        Optional<ExportFolder> exportFolder = exportFolder(settings);
        exportFolder.ifPresent(ExportFolder::removeUnfinished);
        stores.backups().removeUnfinished();

        publication = PublicationBeans.of(settings, files, stores, exportFolder, display, clock);
        reports = ReportBeans.of(
                settings, files, folders, stores, publication, upstreamClients, runHealth, display, clock);
        prices = PriceBeans.of(settings, files, stores, publication, upstreamClients, runHealth, display, clock);
        upkeep = UpkeepBeans.of(settings, stores, reports, prices, clock);
        api = new ApiBeans(settings, service, scheduler, files, stores, publication, reports, prices, clock);

        named.bindAll(upstreamClients.byName());
        stores.bind(named);
        publication.bind(named);
        reports.bind(named);
        prices.bind(named);
        upkeep.bind(named);
        api.bind(named);
    }

    /** The kinds of run that were aborted. */
    RunHealth runHealth() {
        return runHealth;
    }

    /** The beans by name. */
    Map<String, Object> byName() {
        return named.byName();
    }

    /** The HTTP gateway; empty in a single run. */
    Optional<Guard> guard() {
        return api.guard();
    }

    /** Why no data version can be read; empty if one can. */
    Optional<String> notReady() {
        if (stores.database().isClosed()) {
            return Optional.of("The database is closed.");
        }
        return publication.editions().get().dataVersion() == 0
                ? Optional.of("No data version has been published yet; /api/v1/cot/status shows the run.")
                : Optional.empty();
    }

    /** Ends the active runs soon. */
    void stop() {
        reports.runs().stop();
        prices.runs().stop();
        upstreamClients.stop();
    }

    /** Closes the database. */
    @Override
    public void close() {
        upkeep.close();
        upstreamClients.close();
        stores.database().close();
    }

    /** The kinds of run that resume. Without {@code cotinga.run.on-start}, a service resumes none. */
    private static Set<RunKind> resumable(Settings settings, boolean service) {
        if (service && !settings.runOnStart()) {
            return Set.of();
        }
        return settings.prices().enabled() ? Set.of(RunKind.values()) : Set.of(RunKind.REPORTS);
    }

    private static Optional<ExportFolder> exportFolder(Settings settings) {
        return settings.export().enabled()
                ? Optional.of(new ExportFolder(
                        settings.export().directory(), settings.retention().reserve()))
                : Optional.empty();
    }

    private static void createDirectory(Path directory) {
        try {
            Files.createDirectories(directory);
        } catch (IOException e) {
            throw new SettingException(List.of("cotinga.data.directory is '" + directory
                    + "', which cannot be created (" + e + "), expected a writable directory"));
        }
    }
}
