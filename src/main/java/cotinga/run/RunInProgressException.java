package cotinga.run;

import java.time.Instant;
import java.util.Optional;

/** A run cannot begin because another run of its kind is active. */
public final class RunInProgressException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    RunInProgressException(String kind, Optional<Instant> since) {
        super("A run of " + kind + " is active"
                + since.map(start -> " since " + start).orElse("") + "; retry after its end");
    }
}
