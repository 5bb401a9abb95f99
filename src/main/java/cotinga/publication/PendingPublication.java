package cotinga.publication;

import cotinga.payload.ScreenerRow;
import cotinga.progress.Progress;
import cotinga.quality.VariantChecks;
import cotinga.report.CheckResult;
import cotinga.report.ReportVariant;
import cotinga.snapshot.SymbolPrices;
import cotinga.store.publications.PublicationDraft;
import cotinga.store.publications.WithheldVariant;
import cotinga.store.publications.WithholdingCause;
import java.time.Duration;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** A pending data version, which collects results while its markets are exported. Thread-safe. */
public final class PendingPublication {
    private final long begunAt = System.nanoTime();
    private final long version;
    private final PublishingRun run;
    private final boolean due;
    private final String fingerprint;
    private final Map<ReportVariant, LocalDate> newestReportDates;
    private final Map<String, SymbolPrices> prices;
    private final Map<ReportVariant, Long> versions;
    private final Progress progress;
    private final PublicationDraft draft = new PublicationDraft();
    private final Map<ReportVariant, VariantChecks> checks;
    private final Map<ReportVariant, List<ScreenerRow>> rows = new EnumMap<>(ReportVariant.class);
    private final List<ExportFolder.Written> files = new ArrayList<>();
    private volatile boolean complete;
    private @Nullable String fileFailure;

    /**
     * @param fingerprint the build and the settings that its payloads depend on
     * @param prices the prices of each symbol, for the files
     * @param versions the data versions at which variants are read that are not read at this one
     * @param held the variants that are withheld
     * @param checks the checks of the variants that are checked
     */
    PendingPublication(
            long version,
            PublishingRun run,
            boolean due,
            String fingerprint,
            Map<ReportVariant, LocalDate> newestReportDates,
            Map<String, SymbolPrices> prices,
            Map<ReportVariant, Long> versions,
            Map<ReportVariant, WithheldVariant> held,
            Map<ReportVariant, VariantChecks> checks,
            Progress progress) {
        this.version = version;
        this.run = run;
        this.due = due;
        this.fingerprint = fingerprint;
        this.newestReportDates = newestReportDates;
        this.prices = prices;
        this.versions = versions;
        this.checks = checks;
        this.progress = progress;
        held.values().forEach(draft::withhold);
    }

    /** The pending data version. */
    public long version() {
        return version;
    }

    /** Whether there is anything to publish. */
    public boolean isDue() {
        return due;
    }

    /** Whether it was published. */
    public boolean isComplete() {
        return complete;
    }

    /** The variants that have weeks. */
    public Set<ReportVariant> variants() {
        return newestReportDates.keySet();
    }

    /** The screener rows of each variant. */
    public synchronized Map<ReportVariant, List<ScreenerRow>> rows() {
        return Map.copyOf(rows);
    }

    /** Why the files could not be written; null if they were. */
    public synchronized @Nullable String fileFailure() {
        return fileFailure;
    }

    /** The withheld variants and the files that could not be written, one line each. */
    public synchronized List<String> flaws() {
        List<String> flaws = new ArrayList<>();
        draft.withheld()
                .forEach(held -> flaws.add(held.variant().path() + " is withheld: " + held.reason() + "; " + kept(held)
                        + "; " + until(held)));
        if (fileFailure != null) {
            flaws.add(fileFailure);
        }
        return List.copyOf(flaws);
    }

    private static String kept(WithheldVariant held) {
        return held.asOf() == 0 ? "readers have none of it yet" : "readers see it as of data version " + held.asOf();
    }

    private static String until(WithheldVariant held) {
        return held.cause() == WithholdingCause.FUTURE_DATE
                ? "it is published on that date, or when the CFTC's file no longer contains the release"
                : "the next report run that finds the same publishes it";
    }

    /** The result of the quality checks in one line; null if nothing was checked. */
    public @Nullable String quality() {
        List<PublicationDraft.Checks> checked = draft.checks();
        return checked.isEmpty() ? null : QualityLine.of(checked);
    }

    /** Notes that files cannot be written; the publication continues without them. */
    synchronized void filesFailed(String reason) {
        if (fileFailure == null) {
            fileFailure = reason;
        }
    }

    long runId() {
        return run.id();
    }

    /** The build and the settings that its payloads depend on. */
    String fingerprint() {
        return fingerprint;
    }

    /** The data version at which a variant is read: this one, or the published one while the variant is withheld. */
    long versionOf(ReportVariant variant) {
        return versions.getOrDefault(variant, version);
    }

    /** The checks for the markets of a variant, if the variant is checked. */
    Optional<VariantChecks> checks(ReportVariant variant) {
        return Optional.ofNullable(checks.get(variant));
    }

    void checked(ReportVariant variant, List<CheckResult> results) {
        draft.add(new PublicationDraft.Checks(variant, newestReportDate(variant), results));
    }

    LocalDate newestReportDate(ReportVariant variant) {
        LocalDate newest = newestReportDates.get(variant);
        if (newest == null) {
            throw new IllegalArgumentException(
                    "found no weeks of " + variant.path() + " in data version " + version + ", expected some");
        }
        return newest;
    }

    /** The prices of each symbol, for the files. */
    Map<String, SymbolPrices> prices() {
        return prices;
    }

    /** Throws if the run must not publish any more; otherwise notes progress of the run. */
    Runnable check() {
        return run::requireActive;
    }

    Progress progress() {
        return progress;
    }

    PublicationDraft draft() {
        return draft;
    }

    synchronized void add(ReportVariant variant, List<ScreenerRow> ofVariant) {
        rows.put(variant, List.copyOf(ofVariant));
    }

    synchronized void add(ExportFolder.Written file) {
        files.add(file);
    }

    synchronized List<ExportFolder.Written> files() {
        return List.copyOf(files);
    }

    void completed() {
        complete = true;
    }

    synchronized void report(PublicationListener listener) {
        listener.published(
                Duration.ofNanos(System.nanoTime() - begunAt),
                files.size(),
                files.stream().mapToLong(ExportFolder.Written::bytes).sum());
    }
}
