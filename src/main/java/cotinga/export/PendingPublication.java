package cotinga.export;

import cotinga.payload.ScreenerRow;
import cotinga.progress.Progress;
import cotinga.report.PriceBar;
import cotinga.report.ReportVariant;
import cotinga.store.PublicationDraft;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** A data version in the making: what is gathered while its markets pass by. Safe for use by several threads. */
public final class PendingPublication {
    private final long version;
    private final long runId;
    private final boolean due;
    private final Map<ReportVariant, LocalDate> newestReportDates;
    private final Map<String, List<PriceBar>> prices;
    private final Progress progress;
    private final PublicationDraft draft = new PublicationDraft();
    private final Map<ReportVariant, List<ScreenerRow>> rows = new EnumMap<>(ReportVariant.class);
    private final List<ExportFolder.Written> files = new ArrayList<>();
    private volatile boolean complete;
    private @Nullable String fileFailure;

    PendingPublication(
            long version,
            long runId,
            boolean due,
            Map<ReportVariant, LocalDate> newestReportDates,
            Map<String, List<PriceBar>> prices,
            Progress progress) {
        this.version = version;
        this.runId = runId;
        this.due = due;
        this.newestReportDates = newestReportDates;
        this.prices = prices;
        this.progress = progress;
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

    /** Files cannot be written; the version goes on without them. */
    synchronized void filesFailed(String reason) {
        if (fileFailure == null) {
            fileFailure = reason;
        }
    }

    long runId() {
        return runId;
    }

    LocalDate newestReportDate(ReportVariant variant) {
        LocalDate newest = newestReportDates.get(variant);
        if (newest == null) {
            throw new IllegalArgumentException(variant.path() + " has no weeks in version " + version);
        }
        return newest;
    }

    /** The bars of each symbol, for the files. */
    Map<String, List<PriceBar>> prices() {
        return prices;
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
