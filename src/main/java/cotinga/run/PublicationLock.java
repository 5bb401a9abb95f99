package cotinga.run;

import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * Whose turn it is to store and to publish. A report run takes it before it asks for anything and keeps it to its end, so that nobody
 * publishes half a release; a price run takes it when all prices are there.
 */
public final class PublicationLock {
    private final Semaphore permit = new Semaphore(1);
    private final AtomicReference<@Nullable Object> holder = new AtomicReference<>();

    /** Waits for the turn of a run. */
    void acquire(Object run) {
        permit.acquireUninterruptibly();
        holder.set(run);
    }

    /** Leaves the turn to the next, if this run has it. */
    void release(Object run) {
        if (holder.compareAndSet(run, null)) {
            permit.release();
        }
    }
}
