package cotinga.intake;

import cotinga.base.Counted;
import cotinga.base.Excerpt;
import cotinga.cftc.Archive;
import cotinga.cftc.ArchiveException;
import cotinga.cftc.ArchiveFile;
import cotinga.cftc.MalformedLine;
import cotinga.cftc.ReportReader;
import cotinga.cftc.socrata.RowFile;
import cotinga.cftc.socrata.RowPage;
import cotinga.cftc.socrata.RowQuery;
import cotinga.report.Week;
import cotinga.run.ArchiveOutcome;
import cotinga.run.ArchiveOutcome.Kind;
import cotinga.run.ReportRun;
import cotinga.store.weeks.MalformedSink;
import cotinga.store.weeks.WeekStore;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Clock;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The fallback for weeks that a run could not download as files: the CFTC's Socrata service. It is queried for the missing weeks, and for
 * the newest stored week to compare. Of an empty or short response, nothing is stored.
 */
public final class Fallbacks {
    private static final int NOT_MODIFIED = 304;
    private static final int SHOWN_CHARACTERS = 300;

    /** A report date must have at least this percentage of the weeks of the previous report date. */
    private static final int ENOUGH_PERCENT = 80;

    private final Optional<String> baseUrl;
    private final Archives archives;
    private final ArchiveValidators validators;
    private final ArchiveIntake intake;
    private final WeekStore weeks;
    private final FallbackPlan plan;
    private final ArchiveLimits limits;
    private final Clock clock;

    /**
     * Creates the fallback.
     *
     * @param baseUrl the address of the service; empty if the fallback is off
     * @param clock in the time zone of the CFTC
     */
    public Fallbacks(
            Optional<String> baseUrl,
            Archives archives,
            ArchiveValidators validators,
            ArchiveIntake intake,
            WeekStore weeks,
            ArchiveLimits limits,
            Clock clock) {
        this.baseUrl = baseUrl;
        this.archives = archives;
        this.validators = validators;
        this.intake = intake;
        this.weeks = weeks;
        this.plan = new FallbackPlan(weeks);
        this.limits = limits;
        this.clock = clock;
    }

    /** What to request; empty if the fallback is off. */
    public List<Archive> missing(ReportRun run) {
        return baseUrl.isEmpty() ? List.of() : plan.missing(run);
    }

    /** Prepares the download of rows. */
    public FallbackPages begin(ReportRun run, Archive archive) throws IOException {
        archives.begin(run, archive);
        NavigableMap<LocalDate, Integer> stored = weeks.weeksByDate(archive.variant());
        LocalDate from = LocalDate.of(archive.firstYear(), 1, 1);
        LocalDate until = LocalDate.of(archive.lastYear() + 1, 1, 1);
        if (!stored.isEmpty() && stored.lastKey().isAfter(from) && FallbackPlan.isStored(archive.firstYear(), stored)) {
            from = stored.lastKey();
        }
        Path rowFile = intake.incoming(archive);
        Files.createDirectories(rowFile.getParent());
        Files.deleteIfExists(rowFile);
        return new FallbackPages(
                archive,
                new RowQuery(archive.variant(), from, until),
                stored.getOrDefault(from, 0),
                baseUrl.orElseThrow() + archive.path(),
                rowFile);
    }

    /** The ETag of the stored response to the same query; null if there is none, and for every page but the first. */
    public @Nullable String etag(FallbackPages pages) {
        return pages.isFirstPage() ? validators.of(pages.archive(), pages.url()).etag() : null;
    }

    /**
     * Adds the rows of a downloaded page.
     *
     * @param status 200 or 304
     * @param headers of the response
     * @throws ArchiveException if it is not a page of rows
     */
    public void addPage(FallbackPages pages, int status, Map<String, Object> headers) throws IOException {
        if (status == NOT_MODIFIED) {
            pages.endUnchanged();
            return;
        }
        Path page = pages.rowFile().resolveSibling(pages.pageFile());
        int rows;
        try (InputStream bytes = Files.newInputStream(page);
                BufferedWriter lines = Files.newBufferedWriter(
                        pages.rowFile(), StandardOpenOption.CREATE, StandardOpenOption.APPEND)) {
            rows = RowPage.writeLines(bytes, pages.archive().fileName(), lines);
        } finally {
            Files.deleteIfExists(page);
        }
        ArchiveOrigin origin = ArchiveOrigin.of(pages.url(), headers);
        pages.add(rows, origin.etag(), origin.lastModified());
    }

    /**
     * Stores the downloaded weeks: all of them or none.
     *
     * @throws ArchiveException if there are none, or fewer than expected
     */
    public void store(ReportRun run, FallbackPages pages) throws IOException {
        Archive archive = pages.archive();
        if (pages.isUnchanged()) {
            archives.unchanged(run, archive);
            return;
        }
        intake.store(
                run,
                archive,
                new ArchiveOrigin(pages.url(), pages.etag(), pages.lastModified()),
                (file, sink, malformed) -> read(pages, file, sink, malformed));
    }

    private ReportReader.Tally read(FallbackPages pages, Path file, Consumer<Week> sink, MalformedSink malformed)
            throws IOException {
        Archive archive = pages.archive();
        AtomicReference<@Nullable MalformedLine> first = new AtomicReference<>();
        RowFile.Reading reading = new RowFile(
                        archive.variant(),
                        archive.fileName(),
                        LocalDate.now(clock).plusDays(1),
                        archive.reportDates())
                .read(() -> ArchiveFile.open(file, archive, limits.maxTextBytes()), sink, line -> {
                    first.compareAndSet(null, line);
                    malformed.accept(line.file(), line.line(), line.reason(), line.text());
                });
        limits.malformed().require(archive.fileName(), reading.tally(), first.get());
        requireEnough(pages, reading.weeksByDate());
        return reading.tally();
    }

    /** Requires the week to compare with, and a newest week that is not much smaller than the previous one. */
    private static void requireEnough(FallbackPages pages, NavigableMap<LocalDate, Integer> found)
            throws ArchiveException {
        LocalDate from = pages.question().from();
        requireEnough(pages, from, found.getOrDefault(from, 0), pages.comparable());
        Map.Entry<LocalDate, Integer> newest = found.lastEntry();
        Map.Entry<LocalDate, Integer> before = found.lowerEntry(newest.getKey());
        if (before != null) {
            requireEnough(pages, newest.getKey(), newest.getValue(), before.getValue());
        }
    }

    private static void requireEnough(FallbackPages pages, LocalDate date, int found, int of) throws ArchiveException {
        if (100L * found < (long) ENOUGH_PERCENT * of) {
            throw new ArchiveException(
                    pages.archive().fileName(),
                    Counted.of(found, "week") + " of " + date,
                    "about " + of,
                    "The response is short. Nothing of it was stored; the next run requests it again.");
        }
    }

    /** The fallback responded with an error status. */
    public void failedWithStatus(ReportRun run, Archive archive, int status, @Nullable String body) {
        String said = body == null || body.isBlank() ? "" : " ('" + Excerpt.cut(body, SHOWN_CHARACTERS) + "')";
        run.record(ArchiveOutcome.failed(
                archive,
                Kind.UNREACHABLE,
                new IOException("found status " + status + said + ", expected rows from " + baseUrl.orElse("")
                        + archive.path() + ". A later run requests them again if they are still missing.")));
    }
}
