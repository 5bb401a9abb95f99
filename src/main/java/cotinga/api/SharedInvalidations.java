package cotinga.api;

import cotinga.store.changes.ChangeStore;

/** The invalidations of caches that are requested at one instance, and that every instance on the database carries out. */
public final class SharedInvalidations {
    private final ChangeStore store;
    private final CacheAnswers caches;
    private long last;

    public SharedInvalidations(ChangeStore store, CacheAnswers caches) {
        this.store = store;
        this.caches = caches;
    }

    /** Continues after the newest invalidation, as the caches are empty. */
    public synchronized void begin(long newest) {
        last = newest;
    }

    /** Lets the other instances carry out what a request to invalidate caches says. */
    public void announce(Request request) {
        store.invalidate(CacheAnswers.pattern(request));
    }

    /**
     * Carries out the invalidations that this instance does not know. Executes no statement if there are none.
     *
     * @param newest the id of the newest one
     */
    public synchronized void follow(long newest) {
        if (newest > last) {
            for (ChangeStore.Invalidation invalidation : store.invalidationsAfter(last)) {
                caches.invalidate(invalidation.pattern());
                last = invalidation.id();
            }
        }
    }
}
