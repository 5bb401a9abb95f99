package cotinga.run;

import cotinga.store.RunKind;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;

/** Which kinds of run were broken off when they ran last: by an error of the virtual machine, or for want of progress. */
public final class RunHealth {
    private final Map<RunKind, String> abortReason = new EnumMap<>(RunKind.class);

    /** A run has ended. */
    synchronized void ended(RunKind kind, Optional<String> reason) {
        abortReason.remove(kind);
        reason.ifPresent(text -> abortReason.put(kind, text));
    }

    /** The reasons; empty when all is well. */
    public synchronized Map<RunKind, String> abortReason() {
        return Map.copyOf(abortReason);
    }
}
