package cotinga.run;

import cotinga.cftc.Archive;
import cotinga.cftc.ArchiveException;
import cotinga.cftc.ArchiveFile;
import cotinga.cftc.ArchiveKind;
import cotinga.cftc.MalformedLimit;
import cotinga.cftc.MalformedLine;
import cotinga.cftc.ReportReader;
import cotinga.report.Excerpt;
import cotinga.report.ReportVariant;
import cotinga.report.Week;
import cotinga.run.ArchiveOutcome.Kind;
import cotinga.socrata.RowFile;
import cotinga.socrata.RowPage;
import cotinga.socrata.RowQuery;
import cotinga.store.MalformedSink;
import cotinga.store.WeekStore;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Clock;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The fall-back for what a run could not get from the CFTC's files: its Socrata service, which is asked for the weeks that are
 * missing, and for the newest stored one, to compare. An answer that is empty or short stores nothing.
 */
public final class Fallbacks {
    private static final int NOT_MODIFIED = 304;
    private static final int SHOWN_CHARACTERS = 300;

    /** Of the weeks of a report date, so many percent must be there of the next one. */
    private static final int ENOUGH_PERCENT = 80;

    private final Optional<String> baseUrl;
    private final Archives archives;
    private final WeekStore weeks;
    private final MalformedLimit malformedLimit;
    private final long maxTextBytes;
    private final Clock clock;

    /**
     * The fall-back.
     *
     * @param baseUrl where the service is; empty: it is off
     * @param clock in the zone of the CFTC's days
     */
    public Fallbacks(
            Optional<String> baseUrl,
            Archives archives,
            WeekStore weeks,
            MalformedLimit malformedLimit,
            long maxTextBytes,
            Clock clock) {
        this.baseUrl = baseUrl;
        this.archives = archives;
        this.weeks = weeks;
        this.malformedLimit = malformedLimit;
        this.maxTextBytes = maxTextBytes;
        this.clock = clock;
    }

    /**
     * What to ask for: the years of which a run was refused the files and nothing is stored, and what follows the newest week.
     * Nothing while this machine is out of order: it could not store the answers either.
     */
    public List<Archive> missing(ReportRun run) {
        if (baseUrl.isEmpty() || run.isStopped() || run.isOutOfOrder()) {
            return List.of();
        }
        List<Archive> refused = refused(run);
        List<Archive> missing = new ArrayList<>();
        for (ReportVariant variant : EnumSet.copyOf(run.variants())) {
            List<Archive> ofVariant = refused.stream()
                    .filter(archive -> archive.variant() == variant)
                    .toList();
            if (!ofVariant.isEmpty()) {
                missing.addAll(missing(variant, ofVariant, run));
            }
        }
        return List.copyOf(missing);
    }

    /** The archives that the CFTC refused, or gave no usable form of, or was not asked for as it was out of reach. */
    private static List<Archive> refused(ReportRun run) {
        Map<Archive, Kind> became = new HashMap<>();
        run.outcomes().forEach(outcome -> became.put(outcome.archive(), outcome.kind()));
        Set<Kind> refusals = EnumSet.of(Kind.OUT_OF_REACH, Kind.FAILED);
        Stream<Archive> unasked = run.isGoingOn()
                ? Stream.of()
                : Stream.concat(run.weeklyArchives().stream(), run.yearlyArchives().stream())
                        .filter(archive -> !became.containsKey(archive));
        return Stream.concat(
                        unasked, became.keySet().stream().filter(archive -> refusals.contains(became.get(archive))))
                .toList();
    }

    private List<Archive> missing(ReportVariant variant, List<Archive> refused, ReportRun run) {
        NavigableMap<LocalDate, Integer> stored = weeks.weeksByDate(variant);
        int first = Math.max(run.firstYear(), Archive.dataBegin(variant));
        if (stored.isEmpty()) {
            return first > run.lastYear() ? List.of() : List.of(Archive.fallback(variant, first, run.lastYear()));
        }
        int newest = stored.lastKey().getYear();
        List<Archive> missing = new ArrayList<>(gaps(variant, refused, stored, newest));
        boolean newestIsRefused = refused.stream()
                .anyMatch(archive -> archive.kind() == ArchiveKind.WEEKLY || archive.lastYear() == run.lastYear());
        if (newestIsRefused && newest <= run.lastYear()) {
            missing.add(Archive.fallback(variant, newest, run.lastYear()));
        }
        return missing;
    }

    /** The years before that of the newest week of which nothing is stored, neighbours together. */
    private static List<Archive> gaps(
            ReportVariant variant, List<Archive> refused, NavigableMap<LocalDate, Integer> stored, int newest) {
        Set<Integer> years = new TreeSet<>();
        for (Archive archive : refused) {
            for (int year = archive.firstYear();
                    archive.kind() != ArchiveKind.WEEKLY && year <= archive.lastYear();
                    year++) {
                if (year < newest && year >= Archive.dataBegin(variant) && !isHeld(year, stored)) {
                    years.add(year);
                }
            }
        }
        List<Archive> gaps = new ArrayList<>();
        for (int year : years) {
            int last = gaps.size() - 1;
            if (last >= 0 && gaps.get(last).lastYear() == year - 1) {
                gaps.set(last, Archive.fallback(variant, gaps.get(last).firstYear(), year));
            } else {
                gaps.add(Archive.fallback(variant, year, year));
            }
        }
        return gaps;
    }

    /** Whether more than a single week of a year is stored. */
    private static boolean isHeld(int year, NavigableMap<LocalDate, Integer> stored) {
        return stored.subMap(LocalDate.of(year, 1, 1), LocalDate.of(year + 1, 1, 1))
                        .size()
                > 1;
    }

    /** Begins to ask for rows. */
    public FallbackAnswer begin(ReportRun run, Archive archive) throws IOException {
        archives.begin(run, archive);
        NavigableMap<LocalDate, Integer> stored = weeks.weeksByDate(archive.variant());
        LocalDate from = LocalDate.of(archive.firstYear(), 1, 1);
        LocalDate until = LocalDate.of(archive.lastYear() + 1, 1, 1);
        if (!stored.isEmpty() && stored.lastKey().isAfter(from) && isHeld(archive.firstYear(), stored)) {
            from = stored.lastKey();
        }
        Path rowFile = archives.incoming(archive);
        Files.createDirectories(rowFile.getParent());
        Files.deleteIfExists(rowFile);
        return new FallbackAnswer(
                archive,
                new RowQuery(archive.variant(), from, until),
                stored.getOrDefault(from, 0),
                baseUrl.orElseThrow() + archive.path(),
                rowFile);
    }

    /** The ETag of the stored answer to the same question; null when there is none, or another page than the first is asked for. */
    public @Nullable String etag(FallbackAnswer answer) {
        return answer.isFirstPage() ? archives.etag(answer.archive(), answer.url()) : null;
    }

    /**
     * Takes a page's rows.
     *
     * @param status 200 or 304
     * @param headers of the answer
     * @throws ArchiveException when it is no page of rows
     */
    public void keep(FallbackAnswer answer, int status, Map<String, Object> headers) throws IOException {
        if (status == NOT_MODIFIED) {
            answer.endUnchanged();
            return;
        }
        Path page = answer.rowFile().resolveSibling(answer.pageFile());
        int rows;
        try (InputStream bytes = Files.newInputStream(page);
                BufferedWriter lines = Files.newBufferedWriter(
                        answer.rowFile(), StandardOpenOption.CREATE, StandardOpenOption.APPEND)) {
            rows = RowPage.writeLines(bytes, answer.archive().fileName(), lines);
        } finally {
            Files.deleteIfExists(page);
        }
        answer.add(rows, Archives.header(headers, "ETag"), Archives.header(headers, "Last-Modified"));
    }

    /**
     * Stores the weeks that have come: all of them or none.
     *
     * @throws ArchiveException when there is none, or fewer than there must be
     */
    public void store(ReportRun run, FallbackAnswer answer) throws IOException {
        Archive archive = answer.archive();
        if (answer.isUnchanged()) {
            archives.unchanged(run, archive);
            return;
        }
        archives.store(
                run,
                archive,
                new Archives.Origin(answer.url(), answer.etag(), answer.lastModified()),
                (file, sink, malformed) -> read(answer, file, sink, malformed));
    }

    private ReportReader.Tally read(FallbackAnswer answer, Path file, Consumer<Week> sink, MalformedSink malformed)
            throws IOException {
        Archive archive = answer.archive();
        AtomicReference<@Nullable MalformedLine> first = new AtomicReference<>();
        RowFile.Reading reading = new RowFile(
                        archive.variant(),
                        archive.fileName(),
                        LocalDate.now(clock).plusDays(1),
                        archive.reportDates())
                .read(() -> ArchiveFile.open(file, archive, maxTextBytes), sink, line -> {
                    first.compareAndSet(null, line);
                    malformed.accept(line.file(), line.line(), line.reason(), line.text());
                });
        malformedLimit.require(archive.fileName(), reading.tally(), first.get());
        requireEnough(answer, reading.weeksByDate());
        return reading.tally();
    }

    /** The week to compare with must be there, and the newest one must not be much smaller than the one before. */
    private static void requireEnough(FallbackAnswer answer, NavigableMap<LocalDate, Integer> found)
            throws ArchiveException {
        LocalDate from = answer.question().from();
        requireEnough(answer, from, found.getOrDefault(from, 0), answer.comparable());
        Map.Entry<LocalDate, Integer> newest = found.lastEntry();
        Map.Entry<LocalDate, Integer> before = found.lowerEntry(newest.getKey());
        if (before != null) {
            requireEnough(answer, newest.getKey(), newest.getValue(), before.getValue());
        }
    }

    private static void requireEnough(FallbackAnswer answer, LocalDate date, int found, int of)
            throws ArchiveException {
        if (100L * found < (long) ENOUGH_PERCENT * of) {
            throw new ArchiveException(
                    answer.archive().fileName(),
                    found + " weeks of " + date,
                    "about " + of,
                    "The answer is short: nothing of it was stored, the next run asks again.");
        }
    }

    /** The fall-back refused to answer. */
    public void refused(ReportRun run, Archive archive, int status, @Nullable String body) {
        String said = body == null || body.isBlank() ? "" : " ('" + Excerpt.cut(body, SHOWN_CHARACTERS) + "')";
        run.record(ArchiveOutcome.failed(
                archive,
                Kind.OUT_OF_REACH,
                new IOException("found status " + status + said + ", expected rows from " + baseUrl.orElse("")
                        + archive.path() + ". It is asked again when it is needed.")));
    }
}
