package cotinga.export;

import cotinga.payload.ScreenerRow;
import cotinga.report.ReportVariant;
import cotinga.store.PublicationDraft;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** A data version in the making: what is gathered while its markets pass by. Safe for use by several threads. */
public final class PendingPublication {
    private final long version;
    private final long runId;
    private final boolean due;
    private final Map<ReportVariant, LocalDate> newestReportDates;
    private final PublicationDraft draft = new PublicationDraft();
    private final Map<ReportVariant, List<ScreenerRow>> rows = new EnumMap<>(ReportVariant.class);
    private final List<ExportFolder.Written> files = new ArrayList<>();
    private volatile boolean complete;

    PendingPublication(long version, long runId, boolean due, Map<ReportVariant, LocalDate> newestReportDates) {
        this.version = version;
        this.runId = runId;
        this.due = due;
        this.newestReportDates = newestReportDates;
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
