package cotinga.sandbox;

import cotinga.base.NewYork;
import cotinga.base.Sha256;
import cotinga.report.ReportVariant;
import cotinga.sandbox.ReportText.Form;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.BiPredicate;
import java.util.zip.Deflater;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/**
 * The CFTC's files with synthetic weeks. The clock determines the newest released week. The weekly files contain that week. Its year is
 * the newest archive, which grows with each release, and the four archives before are complete. The two oldest have the format that the
 * CFTC used up to 2014.
 */
public final class SandboxReports {
    private static final int YEARS_IN_NEW_FORM = 3;

    /** The markets that the newest release of the variant {@link #INCOMPLETE} still has: one in this number. */
    private static final int KEPT = 4;

    private static final ReportVariant INCOMPLETE = ReportVariant.TFF_FO;

    /** How long after a release the CFTC corrects the week before. */
    private static final Duration CORRECTED_AFTER = Duration.ofMinutes(1);

    private final SandboxReleases calendar;
    private final Scenario scenario;
    private final List<SandboxMarket> markets = SandboxMarket.all();
    private final List<ReportFiles> files = ReportFiles.all();

    public SandboxReports(Clock clock, Scenario scenario) {
        this.calendar = new SandboxReleases(clock);
        this.scenario = scenario;
    }

    /**
     * The file at a path such as {@code /files/dea/history/deacot2026.zip} or {@code /dea/newcot/deafut.txt}, if it
     * exists at present.
     */
    public Optional<SandboxFile> file(String path) {
        LocalDate released = calendar.newestReportDate();
        return file(path, scenario == Scenario.LATE ? released.minusWeeks(1) : released, Optional.empty());
    }

    /** The earlier edition of a file, which a first download receives; empty if there is none. */
    Optional<SandboxFile> earlier(String path) {
        LocalDate newest = calendar.newestReportDate();
        LocalDate before = newest.minusWeeks(1);
        return switch (scenario) {
            case REVISED ->
                files.stream().anyMatch(ofVariant -> ofVariant.isArchive(path, before.getYear()))
                        ? file(path, newest, Optional.of(before))
                        : Optional.empty();
            case WITHHELD ->
                files.stream()
                                .filter(ofVariant -> ofVariant.variant() == INCOMPLETE)
                                .anyMatch(ofVariant ->
                                        path.equals(ofVariant.weekly()) || ofVariant.isArchive(path, newest.getYear()))
                        ? file(path, before, Optional.empty())
                        : Optional.empty();
            case NORMAL, LATE -> Optional.empty();
        };
    }

    private Optional<SandboxFile> file(String path, LocalDate newest, Optional<LocalDate> uncorrected) {
        for (ReportFiles ofVariant : files) {
            if (path.equals(ofVariant.weekly())) {
                return Optional.of(weekly(ofVariant, newest));
            }
            OptionalInt year = ofVariant.archiveYear(path);
            if (year.isPresent()) {
                return Optional.of(year.getAsInt())
                        .filter(asked -> asked <= newest.getYear())
                        .filter(asked -> asked > newest.getYear() - SandboxReleases.YEARS)
                        .map(asked -> archive(ofVariant, asked, newest, uncorrected));
            }
        }
        return Optional.empty();
    }

    private SandboxFile weekly(ReportFiles ofVariant, LocalDate newest) {
        byte[] text = text(ofVariant, Form.WEEKLY, List.of(newest), Optional.empty());
        return file(text, "text/plain", SandboxReleases.releasedAt(newest));
    }

    private SandboxFile archive(ReportFiles ofVariant, int year, LocalDate newest, Optional<LocalDate> uncorrected) {
        List<LocalDate> reportDates = SandboxReleases.reportDates(year, newest);
        boolean early = year <= newest.getYear() - YEARS_IN_NEW_FORM;
        LocalDate changed = early ? SandboxReleases.firstReportDate(year + YEARS_IN_NEW_FORM) : reportDates.get(0);
        boolean isCorrected = scenario == Scenario.REVISED
                && uncorrected.isEmpty()
                && year == newest.minusWeeks(1).getYear();
        Instant lastModified = SandboxReleases.releasedAt(changed).plus(isCorrected ? CORRECTED_AFTER : Duration.ZERO);
        byte[] text = text(ofVariant, early ? Form.EARLY_ARCHIVE : Form.ARCHIVE, reportDates, uncorrected);
        byte[] zip = zip(ofVariant.member(), text, lastModified);
        return file(zip, "application/x-zip-compressed", lastModified);
    }

    private byte[] text(
            ReportFiles ofVariant, Form form, List<LocalDate> reportDates, Optional<LocalDate> uncorrected) {
        List<SandboxMarket> ofReport = markets.stream()
                .filter(market -> market.isIn(ofVariant.variant().type()))
                .toList();
        return ReportText.of(
                        ofVariant.variant(),
                        form,
                        ofReport,
                        reportDates,
                        isReleased(ofVariant.variant(), ofReport),
                        uncorrected)
                .getBytes(StandardCharsets.US_ASCII);
    }

    /** Whether a release has a market that exists. */
    private BiPredicate<SandboxMarket, LocalDate> isReleased(ReportVariant variant, List<SandboxMarket> ofReport) {
        if (scenario != Scenario.WITHHELD || variant != INCOMPLETE) {
            return (market, reportDate) -> true;
        }
        LocalDate newest = calendar.newestReportDate();
        return (market, reportDate) -> !reportDate.equals(newest) || ofReport.indexOf(market) % KEPT == 0;
    }

    private static byte[] zip(String member, byte[] text, Instant time) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(text.length / 4);
        try (ZipOutputStream zip = new ZipOutputStream(bytes)) {
            zip.setLevel(Deflater.BEST_SPEED);
            ZipEntry entry = new ZipEntry(member);
            entry.setTimeLocal(LocalDateTime.ofInstant(time, NewYork.ZONE));
            zip.putNextEntry(entry);
            zip.write(text);
            zip.closeEntry();
        } catch (IOException e) {
            throw new UncheckedIOException("Writing " + member + " into memory failed", e);
        }
        return bytes.toByteArray();
    }

    private static SandboxFile file(byte[] bytes, String contentType, Instant lastModified) {
        return new SandboxFile(bytes, contentType, '"' + Sha256.of(bytes) + '"', lastModified);
    }
}
