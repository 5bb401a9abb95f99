package cotinga.run;

import cotinga.store.runs.RunKind;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;

/** The kinds of run whose last run was aborted: by an error of the virtual machine, or because it made no progress. */
public final class RunHealth {
    private final Map<RunKind, String> abortReason = new EnumMap<>(RunKind.class);

    /** Records the end of a run. */
    synchronized void ended(RunKind kind, Optional<String> reason) {
        abortReason.remove(kind);
        reason.ifPresent(text -> abortReason.put(kind, text));
    }

    /** The reasons by kind; empty if no last run was aborted. */
    public synchronized Map<RunKind, String> abortReason() {
        return Map.copyOf(abortReason);
    }
}
