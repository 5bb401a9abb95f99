package cotinga.store.changes;

/**
 * The newest of what instances change.
 *
 * @param dataVersion the published version; 0 before the first
 * @param alert the id of the newest alert of a watchlist; 0 without one
 * @param invalidation the id of the newest invalidation of caches; 0 without one
 */
public record Changes(long dataVersion, long alert, long invalidation) {}
