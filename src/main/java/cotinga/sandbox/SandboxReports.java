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
        return file(path, false);
    }

    /** The file at a path before the correction of the week before the newest one; empty if that changes nothing in it. */
    Optional<SandboxFile> uncorrected(String path) {
        return scenario == Scenario.REVISED && isCorrected(path) ? file(path, true) : Optional.empty();
    }

    /** Whether it is an archive that has the week before the newest one. */
    private boolean isCorrected(String path) {
        int year = calendar.newestReportDate().minusWeeks(1).getYear();
        return files.stream().anyMatch(ofVariant -> ofVariant.archiveYear(path).equals(OptionalInt.of(year)));
    }

    private Optional<SandboxFile> file(String path, boolean first) {
        LocalDate released = calendar.newestReportDate();
        LocalDate newest = scenario == Scenario.LATE ? released.minusWeeks(1) : released;
        for (ReportFiles ofVariant : files) {
            if (path.equals(ofVariant.weekly())) {
                return Optional.of(weekly(ofVariant, newest));
            }
            OptionalInt year = ofVariant.archiveYear(path);
            if (year.isPresent()) {
                return Optional.of(year.getAsInt())
                        .filter(asked -> asked <= newest.getYear())
                        .filter(asked -> asked > newest.getYear() - SandboxReleases.YEARS)
                        .map(asked -> archive(ofVariant, asked, newest, first));
            }
        }
        return Optional.empty();
    }

    private SandboxFile weekly(ReportFiles ofVariant, LocalDate newest) {
        byte[] text = text(ofVariant, Form.WEEKLY, List.of(newest), Optional.empty());
        return file(text, "text/plain", SandboxReleases.releasedAt(newest));
    }

    private SandboxFile archive(ReportFiles ofVariant, int year, LocalDate newest, boolean first) {
        List<LocalDate> reportDates = SandboxReleases.reportDates(year, newest);
        boolean early = year <= newest.getYear() - YEARS_IN_NEW_FORM;
        LocalDate changed = early ? SandboxReleases.firstReportDate(year + YEARS_IN_NEW_FORM) : reportDates.get(0);
        LocalDate corrected = newest.minusWeeks(1);
        boolean later = scenario == Scenario.REVISED && !first && year == corrected.getYear();
        Instant lastModified = SandboxReleases.releasedAt(changed).plus(later ? CORRECTED_AFTER : Duration.ZERO);
        byte[] text = text(
                ofVariant,
                early ? Form.EARLY_ARCHIVE : Form.ARCHIVE,
                reportDates,
                first ? Optional.of(corrected) : Optional.empty());
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
