package cotinga.run;

import java.time.Instant;

/** A run that cannot begin because one of its kind is under way. */
public final class RunInProgressException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    RunInProgressException(String kind, Instant since) {
        super("A run of " + kind + " is under way since " + since + "; wait for its end");
    }
}
