package cotinga.store.weeks;

import java.io.IOException;

/** A legacy file has the content of the other subtype. Nothing of it was stored. */
public final class SubtypeMixUpException extends IOException {
    private static final long serialVersionUID = 1L;

    private final String found;

    SubtypeMixUpException(String found) {
        super("found " + found);
        this.found = found;
    }

    /** What was found instead of the weeks of the subtype. */
    public String found() {
        return found;
    }
}
