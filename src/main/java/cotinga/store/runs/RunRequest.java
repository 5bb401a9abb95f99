package cotinga.store.runs;

/**
 * A requested run.
 *
 * @param force whether everything is read and published again, even if nothing has changed
 */
public record RunRequest(RunKind kind, boolean force) {
    /** Whether it is a run of reports. */
    public boolean isOfReports() {
        return kind == RunKind.REPORTS;
    }
}
