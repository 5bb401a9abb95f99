package cotinga.publication;

import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * The lock that a run holds while it stores and publishes. A report run acquires it before its first request and holds it until it ends, so
 * that no other run publishes half a release. A price run acquires it when all prices have been received.
 */
public final class PublicationLock {
    private final Semaphore permit = new Semaphore(1);
    private final AtomicReference<@Nullable Object> holder = new AtomicReference<>();

    /** Waits until the run holds the lock. */
    public void acquire(Object run) {
        permit.acquireUninterruptibly();
        holder.set(run);
    }

    /** Acquires the lock for work that can be done later; returns whether it did. */
    boolean tryAcquire(Object work) {
        boolean isFree = permit.tryAcquire();
        if (isFree) {
            holder.set(work);
        }
        return isFree;
    }

    /** Releases the lock if this run holds it. */
    public void release(Object run) {
        if (holder.compareAndSet(run, null)) {
            permit.release();
        }
    }
}
