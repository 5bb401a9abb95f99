package cotinga.study;

import cotinga.measure.NotAllowedException;

/** A horizon in a request that is not allowed. */
public final class HorizonException extends NotAllowedException {
    private static final long serialVersionUID = 1L;

    HorizonException(String found, String expected) {
        super("horizon", found, expected);
    }
}
