package cotinga;

import cotinga.cftc.Archive;
import cotinga.intake.ArchiveContent;
import cotinga.intake.ArchiveFolders;
import cotinga.intake.ArchiveIntake;
import cotinga.intake.ArchiveLimits;
import cotinga.intake.ArchiveValidators;
import cotinga.intake.Archives;
import cotinga.intake.Fallbacks;
import cotinga.intake.Inbox;
import cotinga.intake.ReleasePolling;
import cotinga.run.ReportRuns;
import cotinga.run.RunSupport;
import cotinga.run.StartPolicy;
import cotinga.run.StoredHistory;
import cotinga.settings.CftcSettings;
import cotinga.settings.Settings;
import java.io.File;
import java.time.Clock;
import java.util.function.Consumer;
import org.apache.camel.Exchange;
import org.apache.camel.Processor;
import org.apache.camel.component.file.GenericFileFilter;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The report runs and the sources of reports: archives, fallback, inbox, release checks. */
record ReportBeans(
        ArchiveValidators archiveValidators,
        Archives archives,
        Fallbacks fallbacks,
        ReportRuns runs,
        Inbox inbox,
        ReleasePolling releasePolling,
        Consumer<Archive> retries) {
    private static final Logger LOG = LoggerFactory.getLogger(ReportBeans.class);

    static ReportBeans of(
            Settings settings,
            DataFiles files,
            StoreBeans stores,
            PublicationBeans publication,
            UpstreamClients clients,
            RunSupport support,
            MetricsBeans metrics,
            Clock clock) {
        CftcSettings cftc = settings.cftc();
        Clock clockOfSource = clock.withZone(cftc.zone());
        ArchiveFolders folders = stores.archiveFolders();
        ArchiveLimits limits = new ArchiveLimits(cftc.maxMalformed(), cftc.maxTextBytes());
        ArchiveValidators validators =
                new ArchiveValidators(stores.downloads(), stores.archiveFolders(), cftc.baseUrl());
        ArchiveContent content = new ArchiveContent(limits, clockOfSource);
        ArchiveIntake intake = new ArchiveIntake(stores.weeks(), stores.downloads(), folders, clock);
        Archives archives = new Archives(validators, content, intake, folders, clockOfSource);
        Fallbacks fallbacks =
                new Fallbacks(cftc.fallbackUrl(), archives, validators, intake, stores.weeks(), limits, clockOfSource);
        StoredHistory history = new StoredHistory(stores.downloads(), cftc.variants(), cftc.years(), clockOfSource);
        ReportRuns runs = new ReportRuns(
                support,
                clients.ofReports(),
                history,
                new StartPolicy(settings.runOnStart(), stores.runs(), history, publication.publications(), clock),
                stores.variants(),
                publication.snapshots(),
                clock);
        Inbox inbox = new Inbox(
                settings.inbox().directory(),
                cftc.variants(),
                cftc.years(),
                settings.inbox().settle(),
                clockOfSource);
        ReleasePolling releasePolling = new ReleasePolling(
                files.releases(),
                cftc.variants(),
                archives,
                stores.downloads(),
                stores.variants(),
                publication.snapshots(),
                runs,
                clock);
        return new ReportBeans(
                validators, archives, fallbacks, runs, inbox, releasePolling, archive -> metrics.upstreams()
                        .retried(archive.isFallback() ? cftc.fallbackUrl().orElseThrow() : cftc.baseUrl()));
    }

    void bind(NamedBeans beans) {
        beans.bind("archiveValidators", archiveValidators);
        beans.bind("archives", archives);
        beans.bind("fallbacks", fallbacks);
        beans.bind("reportRuns", runs);
        beans.bind("inbox", inbox);
        beans.bind("inboxFiles", readyFiles());
        beans.bind("releasePolling", releasePolling);
        beans.bind("logRetry", (Processor) this::logRetry);
    }

    /** Accepts files of the inbox that are ready. */
    private GenericFileFilter<File> readyFiles() {
        return file -> file.isDirectory() || inbox.isReady(file.getAbsoluteFilePath());
    }

    private void logRetry(Exchange exchange) {
        Archive archive = exchange.getVariable("archive", Archive.class);
        retries.accept(archive);
        LOG.info(
                "{}: attempt {} failed, retrying: {}",
                archive.label(),
                exchange.getIn().getHeader(Exchange.REDELIVERY_COUNTER),
                exchange.getProperty(Exchange.EXCEPTION_CAUGHT, Exception.class).getMessage());
    }
}
