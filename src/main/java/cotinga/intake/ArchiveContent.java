package cotinga.intake;

import cotinga.cftc.Archive;
import cotinga.cftc.ArchiveException;
import cotinga.cftc.ArchiveFile;
import cotinga.cftc.ArchiveKind;
import cotinga.cftc.MalformedLine;
import cotinga.cftc.ReportDates;
import cotinga.cftc.ReportReader;
import cotinga.cftc.TextSource;
import cotinga.report.Week;
import cotinga.store.weeks.MalformedSink;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.LocalDate;
import java.util.Collections;
import java.util.Comparator;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** The content of the CFTC's files: parses their weeks. */
public final class ArchiveContent {
    private final ArchiveLimits limits;
    private final Clock clock;

    /** @param clock in the time zone of the CFTC */
    public ArchiveContent(ArchiveLimits limits, Clock clock) {
        this.limits = limits;
        this.clock = clock;
    }

    /**
     * Requires that a file can be opened.
     *
     * @throws ArchiveException if it is a web page instead of a file, or too large
     */
    void require(Archive archive, Path file) throws IOException {
        text(archive, file).open().close();
    }

    /**
     * Passes on the weeks and the malformed lines of a file; returns how many there were.
     *
     * @throws ArchiveException if the file cannot be used as a whole
     */
    ReportReader.Tally read(Archive archive, Path file, Consumer<Week> weeks, MalformedSink malformed)
            throws IOException {
        AtomicReference<@Nullable MalformedLine> first = new AtomicReference<>();
        TextSource text = text(archive, file);
        ReportDates dates = archive.kind() == ArchiveKind.WEEKLY ? currentWeek(archive, text) : archive.reportDates();
        ReportReader.Tally tally = reader(archive, dates)
                .read(
                        text,
                        week -> {
                            if (archive.includes(week.reportDate())) {
                                weeks.accept(week);
                            }
                        },
                        line -> {
                            first.compareAndSet(null, line);
                            malformed.accept(line.file(), line.line(), line.reason(), line.text());
                        });
        limits.malformed().require(archive.fileName(), tally, first.get());
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
        return new ReportReader(
                archive.variant(),
                archive.hasHeader(),
                archive.fileName(),
                LocalDate.now(clock).plusDays(1),
                dates);
    }

    private TextSource text(Archive archive, Path file) {
        return () -> ArchiveFile.open(file, archive, limits.maxTextBytes());
    }
}
