package cotinga;

import cotinga.cftc.Archive;
import cotinga.progress.ProgressDisplay;
import cotinga.report.NewYork;
import cotinga.run.Archives;
import cotinga.run.Fallbacks;
import cotinga.run.Inbox;
import cotinga.run.ReleasePolling;
import cotinga.run.ReportRuns;
import cotinga.run.RunHealth;
import java.io.File;
import java.time.Clock;
import java.time.LocalDate;
import org.apache.camel.Exchange;
import org.apache.camel.Processor;
import org.apache.camel.component.file.GenericFileFilter;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The report runs and the sources of reports: archives, fallback, inbox, release checks. */
record ReportBeans(
        Archives archives, Fallbacks fallbacks, ReportRuns runs, Inbox inbox, ReleasePolling releasePolling) {
    private static final Logger LOG = LoggerFactory.getLogger(ReportBeans.class);

    static ReportBeans of(
            Settings settings,
            DataFiles files,
            StoreBeans stores,
            PublicationBeans publication,
            UpstreamClients clients,
            RunHealth health,
            ProgressDisplay display,
            Clock clock) {
        CftcSettings cftc = settings.cftc();
        Clock clockOfSource = clock.withZone(cftc.zone());
        Archives archives = new Archives(
                stores.weeks(),
                stores.downloads(),
                stores.archiveFolders(),
                cftc.baseUrl(),
                cftc.maxMalformed(),
                cftc.maxTextBytes(),
                clock,
                cftc.zone());
        Fallbacks fallbacks = new Fallbacks(
                cftc.fallbackUrl(), archives, stores.weeks(), cftc.maxMalformed(), cftc.maxTextBytes(), clockOfSource);
        ReportRuns runs = new ReportRuns(
                stores.runs(),
                stores.interruptedRuns(),
                stores.downloads(),
                cftc.variants(),
                cftc.years(),
                display,
                publication.editions(),
                () -> stores.variants().newestReportDates().keySet(),
                publication.publications()::isDue,
                settings.runOnStart(),
                publication.lock(),
                clients.ofReports(),
                settings.upstreams().maxIdle(),
                health,
                clockOfSource);
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
                () -> stores.variants().newestReportDates(LocalDate.now(clock.withZone(NewYork.ZONE))),
                publication.editions(),
                runs::isUnderWay,
                clock);
        return new ReportBeans(archives, fallbacks, runs, inbox, releasePolling);
    }

    void bind(NamedBeans beans) {
        beans.bind("archives", archives);
        beans.bind("fallbacks", fallbacks);
        beans.bind("reportRuns", runs);
        beans.bind("inbox", inbox);
        beans.bind("inboxFiles", readyFiles());
        beans.bind("releasePolling", releasePolling);
        beans.bind("logRetry", (Processor) ReportBeans::logRetry);
    }

    /** Accepts files of the inbox that are ready. */
    private GenericFileFilter<File> readyFiles() {
        return file -> file.isDirectory() || inbox.isReady(file.getAbsoluteFilePath());
    }

    private static void logRetry(Exchange exchange) {
        LOG.info(
                "{}: attempt {} failed, retrying: {}",
                exchange.getVariable("archive", Archive.class).label(),
                exchange.getIn().getHeader(Exchange.REDELIVERY_COUNTER),
                exchange.getProperty(Exchange.EXCEPTION_CAUGHT, Exception.class).getMessage());
    }
}
