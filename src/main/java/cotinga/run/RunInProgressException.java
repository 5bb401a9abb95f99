package cotinga.run;

import java.time.Instant;
import java.util.Optional;

/** A run that cannot begin because one of its kind is under way. */
public final class RunInProgressException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    RunInProgressException(String kind, Optional<Instant> since) {
        super("A run of " + kind + " is under way"
                + since.map(start -> " since " + start).orElse("") + "; wait for its end");
    }
}
