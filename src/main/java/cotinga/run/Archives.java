package cotinga.run;

import cotinga.cftc.Archive;
import cotinga.cftc.ArchiveException;
import cotinga.cftc.ArchiveFile;
import cotinga.cftc.ArchiveKind;
import cotinga.cftc.MalformedLimit;
import cotinga.cftc.MalformedLine;
import cotinga.cftc.ReportDates;
import cotinga.cftc.ReportReader;
import cotinga.cftc.TextSource;
import cotinga.report.Counted;
import cotinga.report.Excerpt;
import cotinga.report.Sha256;
import cotinga.report.Week;
import cotinga.run.ArchiveOutcome.Kind;
import cotinga.store.AnswerKind;
import cotinga.store.ArchiveLoad;
import cotinga.store.Download;
import cotinga.store.DownloadKind;
import cotinga.store.DownloadStore;
import cotinga.store.LoadResult;
import cotinga.store.MalformedSink;
import cotinga.store.SubtypeMixUpException;
import cotinga.store.WeekSource;
import cotinga.store.WeekStore;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The work on an archive before and after its download. */
public final class Archives {
    private static final Logger LOG = LoggerFactory.getLogger(Archives.class);

    private static final int FORBIDDEN = 403;

    private static final String CHECKED = "check-";

    private final WeekStore weeks;
    private final DownloadStore downloads;
    private final ArchiveFolders folders;
    private final String baseUrl;
    private final MalformedLimit malformedLimit;
    private final long maxTextBytes;
    private final Clock clock;
    private final ZoneId zone;

    /** @param zone the time zone of the CFTC */
    public Archives(
            WeekStore weeks,
            DownloadStore downloads,
            ArchiveFolders folders,
            String baseUrl,
            MalformedLimit malformedLimit,
            long maxTextBytes,
            Clock clock,
            ZoneId zone) {
        this.weeks = weeks;
        this.downloads = downloads;
        this.folders = folders;
        this.baseUrl = baseUrl;
        this.malformedLimit = malformedLimit;
        this.maxTextBytes = maxTextBytes;
        this.clock = clock;
        this.zone = zone;
    }

    /** Begins an archive; fails if there is too little disk space. */
    public void begin(ReportRun run, Archive archive) {
        run.begin(archive, folders::requireRoom);
    }

    /** The ETag of the stored content; null if there is none. */
    public @Nullable String etag(Archive archive) {
        return stored(archive).map(Download::etag).orElse(null);
    }

    /** The ETag of the content stored from an address; null if there is none. */
    @Nullable
    String etag(Archive archive, String url) {
        return stored(archive, url).map(Download::etag).orElse(null);
    }

    /** The {@code Last-Modified} of the stored content as it was sent; null if there is none or it cannot be true. */
    public @Nullable String lastModified(Archive archive) {
        return stored(archive).map(Download::lastModifiedToSend).orElse(null);
    }

    /** The CFTC responded that the stored content is the newest. */
    public void unchanged(ReportRun run, Archive archive) {
        downloads.recordCheck(archive.path(), archive.firstYear(), archive.lastYear());
        run.record(ArchiveOutcome.unchanged(archive));
    }

    /** A release check found that the stored content is the newest. */
    void confirmUnchanged(Archive archive) {
        downloads.recordCheck(archive.path(), archive.firstYear(), archive.lastYear());
    }

    /**
     * The digest of a file that a release check received; empty if its content is the stored content. Then the headers of the response
     * are stored with that content.
     *
     * @throws ArchiveException if it is a web page instead of a file, or too large
     */
    Optional<String> newContent(Archive archive, Map<String, Object> headers, InputStream body) throws IOException {
        Path file = folders.toIncoming(CHECKED + archive.fileName());
        try (body) {
            Files.copy(body, file, StandardCopyOption.REPLACE_EXISTING);
            ArchiveFile.open(file, archive, maxTextBytes).close();
            ArchiveLoad load = load(null, archive, file, origin(archive, headers));
            return downloads.receive(load).isRead() ? Optional.of(load.sha256()) : Optional.empty();
        } finally {
            Files.deleteIfExists(file);
        }
    }

    /** The CFTC responded that it does not have the file. */
    public void absent(ReportRun run, Archive archive) {
        run.record(ArchiveOutcome.absent(archive, archive.absenceIsNormal(today())));
    }

    /** The archive could not be downloaded or used. */
    public void failed(ReportRun run, Archive archive, Exception failure) throws IOException {
        Failures.abortReason(failure).ifPresent(reason -> {
            LOG.error("Report run {} is aborted at {}: {}", run.id(), archive.label(), reason, failure);
            run.abort(reason);
        });
        Kind kind = folders.hasRoom() ? Failures.kind(failure) : Kind.LOCAL_FAILURE;
        if (kind == Kind.LOCAL_FAILURE || Failures.isAbandoned(failure)) {
            folders.discard(archive.fileName());
        } else {
            folders.reject(archive.fileName());
        }
        run.record(ArchiveOutcome.failed(archive, kind, failure));
    }

    /** The CFTC responded with an error status. */
    public void failedWithStatus(ReportRun run, Archive archive, int status) {
        String remedy = status == FORBIDDEN
                ? "The CFTC and some proxies reject certain networks and programs. Open " + url(archive)
                        + " in a browser on this machine."
                : "The next run requests it again.";
        run.record(ArchiveOutcome.failed(
                archive,
                Kind.UNREACHABLE,
                new IOException("found status " + status + ", expected the file. " + remedy)));
    }

    /**
     * Stores a downloaded archive: all of its weeks or none.
     *
     * @param headers of the CFTC's response
     * @throws ArchiveException if it cannot be used as a whole
     */
    public void store(ReportRun run, Archive archive, Map<String, Object> headers) throws IOException {
        store(
                run,
                archive,
                origin(archive, headers),
                (file, weeks, malformed) -> read(archive, file, weeks, malformed));
    }

    /**
     * Stores a copy of a file of the inbox: all of its weeks or none. The modification time of the file is used as its
     * {@code Last-Modified}.
     *
     * @param original the file in the inbox
     * @throws ArchiveException if it cannot be used as a whole
     */
    public void storeCopy(ReportRun run, Archive archive, Path original) throws IOException {
        begin(run, archive);
        Files.copy(original, folders.toIncoming(archive.fileName()), StandardCopyOption.REPLACE_EXISTING);
        store(
                run,
                archive,
                new Origin("inbox:" + Excerpt.name(original), null, lastModified(original)),
                (copy, weeks, malformed) -> read(archive, copy, weeks, malformed));
    }

    private static String lastModified(Path file) throws IOException {
        return DateTimeFormatter.RFC_1123_DATE_TIME.format(
                Files.getLastModifiedTime(file).toInstant().atOffset(ZoneOffset.UTC));
    }

    /**
     * The origin of a file.
     *
     * @param url its address
     * @param etag as it was sent; null if it was not
     * @param lastModified as it was sent; null if it was not
     */
    record Origin(String url, @Nullable String etag, @Nullable String lastModified) {}

    /** Parses the weeks of a file. */
    @FunctionalInterface
    interface Content {
        /** Passes on the weeks and the malformed lines; returns how many there were. */
        ReportReader.Tally read(Path file, Consumer<Week> weeks, MalformedSink malformed) throws IOException;
    }

    /** Stores the incoming file of this archive. */
    void store(ReportRun run, Archive archive, Origin origin, Content content) throws IOException {
        Path file = incoming(archive);
        ArchiveLoad load = load(run.id(), archive, file, origin);
        AnswerKind kind = downloads.receive(load);
        if (!kind.isRead()) {
            Files.delete(file);
            run.record(ArchiveOutcome.unchanged(archive));
            return;
        }
        run.requireNotEnded();
        List<String> warnings = new ArrayList<>();
        if (load.isDatedInFuture()) {
            warnings.add("its date " + load.lastModified()
                    + " is later than its download; the time of the download is used");
        }
        LoadResult result;
        try {
            result = weeks.load(load, watched(run, file, content, warnings), run::requireActive);
        } catch (SubtypeMixUpException e) {
            throw mixedUp(archive, e);
        }
        boolean hasChanged = kind != AnswerKind.STORED_ANEW || result.written() + result.vanished() > 0;
        run.record(
                hasChanged
                        ? ArchiveOutcome.stored(archive, result, load.bytes(), warnings)
                        : ArchiveOutcome.unchanged(archive));
        keepFile(file, archive, kind == AnswerKind.OLDER ? Optional.of(load.modifiedAt()) : Optional.empty());
    }

    /**
     * Reads the weeks of a file. Their load is rolled back if the run ends early.
     *
     * @param warnings receives what an operator should know about the file
     */
    private static WeekSource watched(ReportRun run, Path file, Content content, List<String> warnings) {
        return (weeks, malformed) -> {
            int foreign = content.read(
                            file,
                            week -> {
                                run.requireActive();
                                weeks.accept(week);
                            },
                            (name, line, reason, text) -> {
                                run.requireActive();
                                malformed.accept(name, line, reason, text);
                            })
                    .foreign();
            if (foreign > 0) {
                warnings.add(Counted.of(foreign, "week") + " of report dates that the file is not responsible for");
            }
        };
    }

    private static ArchiveException mixedUp(Archive archive, SubtypeMixUpException mixUp) {
        ArchiveException rejected = new ArchiveException(
                archive.fileName(),
                mixUp.found(),
                "weeks of " + archive.variant().path(),
                "The server has mixed up futures only and combined, in this file or in the other one. Nothing of it was"
                        + " stored; the next check downloads it again.");
        rejected.initCause(mixUp);
        return rejected;
    }

    /**
     * Archives the file of stored weeks. If that fails, the weeks stay stored.
     *
     * @param earlier the date of the file, if a newer edition is stored
     */
    private void keepFile(Path file, Archive archive, Optional<Instant> earlier) {
        try {
            if (earlier.isPresent()) {
                folders.acceptEarlier(archive.fileName(), earlier.get());
            } else {
                folders.accept(archive.fileName());
            }
        } catch (IOException e) {
            LOG.warn(
                    "{}: stored, but its file could not be moved and is still at {}: {}",
                    archive.label(),
                    file,
                    e.toString());
        }
    }

    private ReportReader.Tally read(Archive archive, Path file, Consumer<Week> sink, MalformedSink malformed)
            throws IOException {
        AtomicReference<@Nullable MalformedLine> first = new AtomicReference<>();
        TextSource text = () -> ArchiveFile.open(file, archive, maxTextBytes);
        ReportDates dates = archive.kind() == ArchiveKind.WEEKLY ? currentWeek(archive, text) : archive.reportDates();
        ReportReader.Tally tally = reader(archive, dates)
                .read(
                        text,
                        week -> {
                            if (archive.includes(week.reportDate())) {
                                sink.accept(week);
                            }
                        },
                        line -> {
                            first.compareAndSet(null, line);
                            malformed.accept(line.file(), line.line(), line.reason(), line.text());
                        });
        malformedLimit.require(archive.fileName(), tally, first.get());
        return tally;
    }

    /** The report date of the weekly file: that of most of its lines, the newest of several. */
    private ReportDates currentWeek(Archive archive, TextSource text) throws IOException {
        NavigableMap<Integer, Integer> lines = new TreeMap<>(Comparator.reverseOrder());
        reader(archive, ReportDates.ANY)
                .read(text, week -> lines.merge(week.reportDate(), 1, Integer::sum), line -> {});
        int current =
                Collections.max(lines.entrySet(), Map.Entry.comparingByValue()).getKey();
        return ReportDates.of(LocalDate.ofEpochDay(current));
    }

    private ReportReader reader(Archive archive, ReportDates dates) {
        return new ReportReader(archive.variant(), archive.hasHeader(), archive.fileName(), today().plusDays(1), dates);
    }

    /** Today's date at the CFTC. */
    private LocalDate today() {
        return LocalDate.now(clock.withZone(zone));
    }

    private Optional<Download> stored(Archive archive) {
        return stored(archive, url(archive));
    }

    private Optional<Download> stored(Archive archive, String url) {
        return downloads
                .find(archive.path(), archive.firstYear(), archive.lastYear())
                .filter(download -> download.url().equals(url));
    }

    private ArchiveLoad load(@Nullable Long runId, Archive archive, Path file, Origin origin) throws IOException {
        return new ArchiveLoad(
                archive.variant(),
                DownloadKind.valueOf(archive.kind().name()),
                archive.path(),
                archive.firstYear(),
                archive.lastYear(),
                archive.fileName(),
                origin.url(),
                origin.etag(),
                origin.lastModified(),
                Sha256.of(file),
                Files.size(file),
                clock.instant(),
                runId);
    }

    private String url(Archive archive) {
        return baseUrl + archive.path();
    }

    private Origin origin(Archive archive, Map<String, Object> headers) {
        return new Origin(url(archive), header(headers, "ETag"), header(headers, "Last-Modified"));
    }

    static @Nullable String header(Map<String, Object> headers, String name) {
        Object value = headers.get(name);
        return value == null ? null : value.toString();
    }

    /** The path of an archive that is being downloaded. */
    Path incoming(Archive archive) {
        return folders.incoming(archive.fileName());
    }
}
