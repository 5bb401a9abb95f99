package cotinga.run;

import cotinga.cftc.Archive;
import cotinga.cftc.ArchiveException;
import cotinga.cftc.ArchiveKind;
import cotinga.cftc.ArchiveName;
import cotinga.report.ReportVariant;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Clock;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The folder for files of the CFTC that someone puts there by hand: which archive one is, and where it goes when it was read. */
public final class Inbox {
    private static final Logger LOG = LoggerFactory.getLogger(Inbox.class);

    private static final String DONE = "done";
    private static final String REFUSED = "refused";
    private static final String REASON = ".reason.txt";
    private static final String AGAIN = " and put it into the inbox again.";
    private static final DateTimeFormatter MOMENT =
            DateTimeFormatter.ofPattern("yyyyMMdd'T'HHmmss.SSS'Z'").withZone(ZoneOffset.UTC);

    private final Path directory;
    private final Set<ReportVariant> variants;
    private final HistoryYears years;
    private final Clock clock;

    /**
     * The inbox.
     *
     * @param variants the reports that are fetched
     * @param years the history to hold
     * @param clock in the zone of the CFTC's days
     */
    public Inbox(Path directory, Set<ReportVariant> variants, HistoryYears years, Clock clock) {
        this.directory = directory;
        this.variants = Set.copyOf(variants);
        this.years = years;
        this.clock = clock;
    }

    /**
     * The archive that a file is, by its name.
     *
     * @throws ArchiveException when the name tells none, or one that is not to be held
     */
    public Archive archive(String fileName) throws ArchiveException {
        LocalDate today = LocalDate.now(clock);
        Archive archive = ArchiveName.archive(fileName, years.first(today), years.last(today));
        if (!variants.contains(archive.variant())) {
            throw new ArchiveException(
                    fileName,
                    "a file of " + archive.variant().path(),
                    "one of "
                            + variants.stream()
                                    .map(ReportVariant::path)
                                    .sorted()
                                    .collect(Collectors.joining(", ")),
                    "Add the report to cotinga.cftc.variants," + AGAIN);
        }
        if (archive.kind() == ArchiveKind.YEARLY
                && (archive.firstYear() < years.first(today) || archive.lastYear() > years.last(today))) {
            throw new ArchiveException(
                    fileName,
                    "weeks of " + archive.firstYear(),
                    "a year from " + years.first(today) + " to " + years.last(today),
                    "Set cotinga.cftc.first-year and cotinga.cftc.last-year so that they include it," + AGAIN);
        }
        return archive;
    }

    /**
     * Puts a file away that a run has read: to those that are done or, with the reason beside it, to those that are refused. A file
     * that the run had no turn for stays.
     *
     * @param file where it lies
     * @param run the run that it was given to
     */
    public void putAway(String file, RunSummary run) throws IOException {
        List<ArchiveOutcome> outcomes = run.outcomes();
        if (outcomes.isEmpty()) {
            LOG.warn(
                    "{}: stays in the inbox, as the run had no turn for it",
                    Path.of(file).getFileName());
            return;
        }
        ArchiveOutcome outcome = outcomes.get(0);
        if (outcome.kind() == ArchiveOutcome.Kind.OUT_OF_REACH) {
            LOG.warn("{}: stays in the inbox: {}", Path.of(file).getFileName(), outcome.message());
        } else if (outcome.isFlaw()) {
            refuse(file, outcome.message());
        } else {
            Path target = move(Path.of(file), DONE);
            LOG.info("{}: {}; it is in {} now", Path.of(file).getFileName(), outcome.message(), target.getParent());
        }
    }

    /** Puts a file away that cannot be used, with the reason beside it. */
    public void refuse(String file, Exception failure) throws IOException {
        refuse(file, Failures.reason(failure));
    }

    private void refuse(String file, String reason) throws IOException {
        Path target = target(Path.of(file), REFUSED);
        Files.writeString(target.resolveSibling(target.getFileName() + REASON), reason + "\n", StandardCharsets.UTF_8);
        Files.move(Path.of(file), target, StandardCopyOption.ATOMIC_MOVE);
        LOG.warn("{}: refused, it is in {} now: {}", Path.of(file).getFileName(), target.getParent(), reason);
    }

    private Path move(Path file, String folder) throws IOException {
        Path target = target(file, folder);
        Files.move(file, target, StandardCopyOption.ATOMIC_MOVE);
        return target;
    }

    /** Where a file goes; one that lies there under the same name stays too. */
    private Path target(Path file, String folder) throws IOException {
        String name = String.valueOf(file.getFileName());
        Path target = Files.createDirectories(directory.resolve(folder)).resolve(name);
        if (!Files.exists(target)) {
            return target;
        }
        int dot = name.lastIndexOf('.');
        String stem = dot < 0 ? name : name.substring(0, dot);
        String suffix = dot < 0 ? "" : name.substring(dot);
        return target.resolveSibling(stem + "-" + MOMENT.format(clock.instant()) + suffix);
    }
}
