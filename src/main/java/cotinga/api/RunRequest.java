package cotinga.api;

import cotinga.store.RunKind;

/**
 * A run that somebody asks for.
 *
 * @param force whether everything is read and published again, news or not
 */
public record RunRequest(RunKind kind, boolean force) {
    /** Whether it is about reports, not prices. */
    public boolean isOfReports() {
        return kind == RunKind.REPORTS;
    }
}
