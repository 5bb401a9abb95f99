package cotinga.run;

import java.util.concurrent.Semaphore;

/**
 * Whose turn it is to store and to publish. A report run holds it from beginning to end, so that nobody publishes half a release; a
 * price run takes it when all prices are there.
 */
public final class PublicationTurn {
    private final Semaphore turn = new Semaphore(1);

    /** Waits for the turn. */
    void take() {
        turn.acquireUninterruptibly();
    }

    /** Leaves the turn to the next. */
    void leave() {
        turn.release();
    }
}
