package cotinga.export;

import cotinga.payload.ScreenerRow;
import cotinga.payload.SymbolPrices;
import cotinga.progress.Progress;
import cotinga.quality.VariantChecks;
import cotinga.report.CheckResult;
import cotinga.report.ReportVariant;
import cotinga.store.PublicationDraft;
import cotinga.store.WithheldVariant;
import cotinga.store.WithholdingCause;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** A data version in the making: what is gathered while its markets pass by. Safe for use by several threads. */
public final class PendingPublication {
    private final long version;
    private final long runId;
    private final boolean due;
    private final Map<ReportVariant, LocalDate> newestReportDates;
    private final Map<String, SymbolPrices> prices;
    private final Progress progress;
    private final Runnable check;
    private final PublicationDraft draft = new PublicationDraft();
    private final Map<ReportVariant, VariantChecks> checks;
    private final Map<ReportVariant, List<ScreenerRow>> rows = new EnumMap<>(ReportVariant.class);
    private final List<ExportFolder.Written> files = new ArrayList<>();
    private volatile boolean complete;
    private @Nullable String fileFailure;

    PendingPublication(
            long version,
            long runId,
            boolean due,
            Map<ReportVariant, LocalDate> newestReportDates,
            Map<String, SymbolPrices> prices,
            Map<ReportVariant, WithheldVariant> held,
            Map<ReportVariant, VariantChecks> checks,
            Progress progress,
            Runnable check) {
        this.version = version;
        this.runId = runId;
        this.due = due;
        this.newestReportDates = newestReportDates;
        this.prices = prices;
        this.checks = checks;
        this.progress = progress;
        this.check = check;
        held.values().forEach(draft::withhold);
    }

    /** The data version that it will be. */
    public long version() {
        return version;
    }

    /** Whether there is anything that readers were not given yet. */
    public boolean isDue() {
        return due;
    }

    /** Whether readers have it. */
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

    /** Why the files are not those of this version; null when they are. */
    public synchronized @Nullable String fileFailure() {
        return fileFailure;
    }

    /** What went wrong, a line each: variants that are held back, and files that could not be written. */
    public synchronized List<String> flaws() {
        List<String> flaws = new ArrayList<>();
        draft.withheld()
                .forEach(held -> flaws.add(held.variant().path() + " is withheld: " + held.reason() + "; " + kept(held)
                        + ", and " + until(held)));
        if (fileFailure != null) {
            flaws.add(fileFailure);
        }
        return List.copyOf(flaws);
    }

    private static String kept(WithheldVariant held) {
        return held.asOf() == 0 ? "readers have none of it yet" : "readers keep it as of data version " + held.asOf();
    }

    private static String until(WithheldVariant held) {
        return held.cause() == WithholdingCause.FUTURE_DATE
                ? "it is published when that day has come or the CFTC's file no longer has the release"
                : "the next report run that finds it so publishes it";
    }

    /** What the checks say in one line; null when nothing was checked. */
    public @Nullable String quality() {
        List<PublicationDraft.Checks> checked = draft.checks();
        return checked.isEmpty() ? null : QualityLine.of(checked);
    }

    /** Files cannot be written; the version goes on without them. */
    synchronized void filesFailed(String reason) {
        if (fileFailure == null) {
            fileFailure = reason;
        }
    }

    long runId() {
        return runId;
    }

    /** The data version at which a variant is read: this one, or the one that readers see while it is held back. */
    long versionOf(ReportVariant variant) {
        return draft.withheld(variant).map(WithheldVariant::asOf).orElse(version);
    }

    /** The checks that a variant's markets are to go through, if it is to be checked. */
    Optional<VariantChecks> checks(ReportVariant variant) {
        return Optional.ofNullable(checks.get(variant));
    }

    void checked(ReportVariant variant, List<CheckResult> results) {
        draft.add(new PublicationDraft.Checks(variant, newestReportDate(variant), results));
    }

    LocalDate newestReportDate(ReportVariant variant) {
        LocalDate newest = newestReportDates.get(variant);
        if (newest == null) {
            throw new IllegalArgumentException(variant.path() + " has no weeks in version " + version);
        }
        return newest;
    }

    /** The prices of each symbol, for the files. */
    Map<String, SymbolPrices> prices() {
        return prices;
    }

    /** Throws when the run is not to publish any more; otherwise the run has made progress. */
    Runnable check() {
        return check;
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
}
