package cotinga.run;

import cotinga.cftc.Archive;
import cotinga.cftc.ArchiveException;
import cotinga.cftc.ArchiveFile;
import cotinga.cftc.MalformedLimit;
import cotinga.cftc.MalformedLine;
import cotinga.cftc.ReportReader;
import cotinga.report.Sha256;
import cotinga.report.Week;
import cotinga.store.ArchiveLoad;
import cotinga.store.Download;
import cotinga.store.DownloadKind;
import cotinga.store.DownloadStore;
import cotinga.store.LoadResult;
import cotinga.store.MalformedSink;
import cotinga.store.WeekStore;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What happens to an archive before and after its download. */
public final class Archives {
    private static final Logger LOG = LoggerFactory.getLogger(Archives.class);

    private static final int FORBIDDEN = 403;

    private final WeekStore weeks;
    private final DownloadStore downloads;
    private final ArchiveFolders folders;
    private final String baseUrl;
    private final MalformedLimit malformedLimit;
    private final long maxTextBytes;
    private final long maxDownloadBytes;
    private final Duration maxDownloadTime;
    private final Clock clock;
    private final ZoneId zone;

    /** @param zone where the CFTC's days begin and end */
    public Archives(
            WeekStore weeks,
            DownloadStore downloads,
            ArchiveFolders folders,
            String baseUrl,
            MalformedLimit malformedLimit,
            long maxTextBytes,
            long maxDownloadBytes,
            Duration maxDownloadTime,
            Clock clock,
            ZoneId zone) {
        this.weeks = weeks;
        this.downloads = downloads;
        this.folders = folders;
        this.baseUrl = baseUrl;
        this.malformedLimit = malformedLimit;
        this.maxTextBytes = maxTextBytes;
        this.maxDownloadBytes = maxDownloadBytes;
        this.maxDownloadTime = maxDownloadTime;
        this.clock = clock;
        this.zone = zone;
    }

    /** The archive's turn begins, if there is room for it. */
    public void begin(ReportRun run, Archive archive) {
        run.begin(archive, folders::requireRoom);
    }

    /** The ETag of the content that is stored; null when there is none. */
    public @Nullable String etag(Archive archive) {
        return stored(archive).map(Download::etag).orElse(null);
    }

    /** The Last-Modified of the content that is stored, as it was sent; null when there is none. */
    public @Nullable String lastModified(Archive archive) {
        return stored(archive).map(Download::lastModified).orElse(null);
    }

    /** The CFTC answered that what is stored is its newest content. */
    public void unchanged(ReportRun run, Archive archive) {
        run.record(ArchiveOutcome.unchanged(archive));
    }

    /** The CFTC answered that it has no such file. */
    public void absent(ReportRun run, Archive archive) {
        run.record(ArchiveOutcome.absent(archive, archive.absenceIsNormal(today())));
    }

    /** The archive could not be downloaded or used. */
    public void failed(ReportRun run, Archive archive, Exception failure) throws IOException {
        folders.refuse(archive.fileName());
        run.record(
                Failures.isOfContent(failure)
                        ? ArchiveOutcome.failed(archive, failure)
                        : ArchiveOutcome.outOfReach(archive, failure));
    }

    /** The CFTC answered with a status that is no answer. */
    public void refused(ReportRun run, Archive archive, int status) {
        String remedy = status == FORBIDDEN
                ? "The CFTC refuses some networks and programs: look at " + url(archive) + " with a browser from here."
                : "It is asked again by the next run.";
        run.record(ArchiveOutcome.outOfReach(
                archive, new IOException("found status " + status + ", expected the file. " + remedy)));
    }

    /** The body of an answer, which breaks off when it is too large or takes too long. */
    public InputStream limited(Archive archive, InputStream body) {
        return new LimitedDownload(body, archive.fileName(), maxDownloadBytes, maxDownloadTime, clock);
    }

    /**
     * Stores a downloaded archive: all of its weeks or none.
     *
     * @param headers of the CFTC's answer
     * @throws ArchiveException when it cannot be used as a whole
     */
    public void store(ReportRun run, Archive archive, Map<String, Object> headers) throws IOException {
        Path file = folders.incoming(archive.fileName());
        ArchiveLoad load = load(run, archive, file, headers);
        boolean sameContent = downloads
                .find(archive.path(), archive.firstYear(), archive.lastYear())
                .filter(download -> download.sha256().equals(load.sha256()))
                .isPresent();
        if (sameContent) {
            downloads.confirm(load);
            Files.delete(file);
            run.record(ArchiveOutcome.unchanged(archive));
            return;
        }
        LoadResult result = weeks.load(load, (sink, malformed) -> read(archive, file, sink, malformed));
        run.record(ArchiveOutcome.stored(archive, result, load.bytes()));
        keep(file, archive);
    }

    /** Keeps the file of what is stored; that it cannot be kept takes nothing back. */
    private void keep(Path file, Archive archive) {
        try {
            folders.accept(archive.fileName());
        } catch (IOException e) {
            LOG.warn("{}: stored, but its file stays at {}: {}", archive.label(), file, e.toString());
        }
    }

    private void read(Archive archive, Path file, Consumer<Week> sink, MalformedSink malformed) throws IOException {
        AtomicReference<@Nullable MalformedLine> first = new AtomicReference<>();
        ReportReader reader =
                new ReportReader(archive.variant(), archive.hasHeader(), archive.fileName(), today().plusDays(1));
        ReportReader.Tally tally = reader.read(
                () -> ArchiveFile.open(file, archive, maxTextBytes),
                week -> {
                    if (archive.wants(week.reportDate())) {
                        sink.accept(week);
                    }
                },
                line -> {
                    first.compareAndSet(null, line);
                    malformed.accept(line.file(), line.line(), line.reason(), line.text());
                });
        MalformedLine example = first.get();
        if (example != null && malformedLimit.exceededBy(tally)) {
            throw new ArchiveException(
                    archive.fileName(),
                    tally.malformed() + " malformed lines of " + tally.lines() + ", such as line " + example.line()
                            + " (" + example.reason() + ")",
                    "at most " + malformedLimit.percentage() + " (cotinga.cftc.max-malformed)",
                    "Nothing of it was stored; look into the file, or raise the limit.");
        }
    }

    /** The date at the CFTC. */
    private LocalDate today() {
        return LocalDate.now(clock.withZone(zone));
    }

    private Optional<Download> stored(Archive archive) {
        return downloads
                .find(archive.path(), archive.firstYear(), archive.lastYear())
                .filter(download -> download.url().equals(url(archive)));
    }

    private ArchiveLoad load(ReportRun run, Archive archive, Path file, Map<String, Object> headers)
            throws IOException {
        return new ArchiveLoad(
                archive.variant(),
                DownloadKind.valueOf(archive.kind().name()),
                archive.path(),
                archive.firstYear(),
                archive.lastYear(),
                archive.fileName(),
                url(archive),
                header(headers, "ETag"),
                header(headers, "Last-Modified"),
                Sha256.of(file),
                Files.size(file),
                clock.instant(),
                run.id());
    }

    private String url(Archive archive) {
        return baseUrl + archive.path();
    }

    private static @Nullable String header(Map<String, Object> headers, String name) {
        Object value = headers.get(name);
        return value == null ? null : value.toString();
    }
}
