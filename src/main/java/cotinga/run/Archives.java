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

/** What happens to an archive before and after its download. */
public final class Archives {
    private static final Logger LOG = LoggerFactory.getLogger(Archives.class);

    private static final int FORBIDDEN = 403;

    private static final String LOOK = "look-";

    private final WeekStore weeks;
    private final DownloadStore downloads;
    private final ArchiveFolders folders;
    private final String baseUrl;
    private final MalformedLimit malformedLimit;
    private final long maxTextBytes;
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

    /** The archive's turn begins, if there is room for it. */
    public void begin(ReportRun run, Archive archive) {
        run.begin(archive, folders::requireRoom);
    }

    /** The ETag of the content that is stored; null when there is none. */
    public @Nullable String etag(Archive archive) {
        return stored(archive).map(Download::etag).orElse(null);
    }

    /** The ETag of the content that is stored from an address; null when there is none. */
    @Nullable
    String etag(Archive archive, String url) {
        return stored(archive, url).map(Download::etag).orElse(null);
    }

    /** The Last-Modified of the content that is stored, as it was sent; null when there is none that can be true. */
    public @Nullable String lastModified(Archive archive) {
        return stored(archive).map(Download::lastModifiedToSend).orElse(null);
    }

    /** The CFTC answered that what is stored is its newest content. */
    public void unchanged(ReportRun run, Archive archive) {
        downloads.recordCheck(archive.path(), archive.firstYear(), archive.lastYear());
        run.record(ArchiveOutcome.unchanged(archive));
    }

    /** A look found that what is stored is the CFTC's newest content. */
    void seen(Archive archive) {
        downloads.recordCheck(archive.path(), archive.firstYear(), archive.lastYear());
    }

    /**
     * What a look found when the CFTC sent a file: the digest of its content; empty when it has nothing new. The stored content is
     * remembered with the headers that came with it.
     *
     * @throws ArchiveException when it is a page instead of a file, or too large
     */
    Optional<String> newContent(Archive archive, Map<String, Object> headers, InputStream body) throws IOException {
        Path file = folders.toIncoming(LOOK + archive.fileName());
        try (body) {
            Files.copy(body, file, StandardCopyOption.REPLACE_EXISTING);
            ArchiveFile.open(file, archive, maxTextBytes).close();
            ArchiveLoad load = load(null, archive, file, origin(archive, headers));
            return downloads.receive(load).isRead() ? Optional.of(load.sha256()) : Optional.empty();
        } finally {
            Files.deleteIfExists(file);
        }
    }

    /** The CFTC answered that it has no such file. */
    public void absent(ReportRun run, Archive archive) {
        run.record(ArchiveOutcome.absent(archive, archive.absenceIsNormal(today())));
    }

    /** The archive could not be downloaded or used. */
    public void failed(ReportRun run, Archive archive, Exception failure) throws IOException {
        Failures.brokenBy(failure).ifPresent(reason -> {
            LOG.error("Report run {} is broken off at {}: {}", run.id(), archive.label(), reason, failure);
            run.breakOff(reason);
        });
        Kind kind = folders.hasRoom() ? Failures.kind(failure) : Kind.OUT_OF_ORDER;
        if (kind == Kind.OUT_OF_ORDER || Failures.isAbandoned(failure)) {
            folders.drop(archive.fileName());
        } else {
            folders.refuse(archive.fileName());
        }
        run.record(ArchiveOutcome.failed(archive, kind, failure));
    }

    /** The CFTC answered with a status that is no answer. */
    public void refused(ReportRun run, Archive archive, int status) {
        String remedy = status == FORBIDDEN
                ? "The CFTC rejects some networks and programs, and so may a proxy: open " + url(archive)
                        + " in a browser on this machine."
                : "The next run requests it again.";
        run.record(ArchiveOutcome.failed(
                archive,
                Kind.OUT_OF_REACH,
                new IOException("found status " + status + ", expected the file. " + remedy)));
    }

    /**
     * Stores a downloaded archive: all of its weeks or none.
     *
     * @param headers of the CFTC's answer
     * @throws ArchiveException when it cannot be used as a whole
     */
    public void store(ReportRun run, Archive archive, Map<String, Object> headers) throws IOException {
        store(
                run,
                archive,
                origin(archive, headers),
                (file, weeks, malformed) -> read(archive, file, weeks, malformed));
    }

    /**
     * Stores a copy of an archive that someone put into the inbox: all of its weeks or none. When the file was last changed stands
     * for the CFTC's {@code Last-Modified}.
     *
     * @param original where it lies
     * @throws ArchiveException when it cannot be used as a whole
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
     * Where a file comes from.
     *
     * @param url its address
     * @param etag as it was sent, if it was
     * @param lastModified as it was sent, if it was
     */
    record Origin(String url, @Nullable String etag, @Nullable String lastModified) {}

    /** How the weeks of a file are read. */
    @FunctionalInterface
    interface Content {
        /** Hands over the weeks, and the lines that cannot be understood; returns how many there were. */
        ReportReader.Tally read(Path file, Consumer<Week> weeks, MalformedSink malformed) throws IOException;
    }

    /** Stores the file that lies among the incoming ones as this archive. */
    void store(ReportRun run, Archive archive, Origin origin, Content content) throws IOException {
        Path file = incoming(archive);
        ArchiveLoad load = load(run.id(), archive, file, origin);
        AnswerKind answer = downloads.receive(load);
        if (!answer.isRead()) {
            Files.delete(file);
            run.record(ArchiveOutcome.unchanged(archive));
            return;
        }
        run.requireUnderWay();
        List<String> warnings = new ArrayList<>();
        if (load.isDatedInFuture()) {
            warnings.add("its date " + load.lastModified() + " is later than its download, which counts instead");
        }
        LoadResult result;
        try {
            result = weeks.load(load, watched(run, file, content, warnings), run::requireGoingOn);
        } catch (SubtypeMixUpException e) {
            throw mixedUp(archive, e);
        }
        boolean hasChanged = answer != AnswerKind.STORED_ANEW || result.written() + result.vanished() > 0;
        run.record(
                hasChanged
                        ? ArchiveOutcome.stored(archive, result, load.bytes(), warnings)
                        : ArchiveOutcome.unchanged(archive));
        keep(file, archive, answer == AnswerKind.OLDER ? Optional.of(load.modifiedAt()) : Optional.empty());
    }

    /**
     * Reads the weeks of a file as long as the run goes on.
     *
     * @param warnings takes what someone should know about the file
     */
    private static WeekSource watched(ReportRun run, Path file, Content content, List<String> warnings) {
        return (weeks, malformed) -> {
            int foreign = content.read(
                            file,
                            week -> {
                                run.requireGoingOn();
                                weeks.accept(week);
                            },
                            (name, line, reason, text) -> {
                                run.requireGoingOn();
                                malformed.accept(name, line, reason, text);
                            })
                    .foreign();
            if (foreign > 0) {
                warnings.add("weeks of report dates that the file is not responsible for: " + foreign);
            }
        };
    }

    private static ArchiveException mixedUp(Archive archive, SubtypeMixUpException mixUp) {
        ArchiveException rejected = new ArchiveException(
                archive.fileName(),
                mixUp.found(),
                "weeks of " + archive.variant().path(),
                "The server mixes up futures only and combined, here or in the other file. Nothing of it was stored; it is"
                        + " downloaded again at the next check.");
        rejected.initCause(mixUp);
        return rejected;
    }

    /**
     * Keeps the file of what is stored; that it cannot be kept takes nothing back.
     *
     * @param earlier of which moment it is, when a newer edition is stored
     */
    private void keep(Path file, Archive archive, Optional<Instant> earlier) {
        try {
            if (earlier.isPresent()) {
                folders.acceptEarlier(archive.fileName(), earlier.get());
            } else {
                folders.accept(archive.fileName());
            }
        } catch (IOException e) {
            LOG.warn("{}: stored, but its file stays at {}: {}", archive.label(), file, e.toString());
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

    /** The report date of the current week's file: that of most of its lines, the newest of several. */
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

    /** The date at the CFTC. */
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

    /** Where an archive lies that is being fetched. */
    Path incoming(Archive archive) {
        return folders.incoming(archive.fileName());
    }
}
