package cotinga.store.alerts;

import java.time.Instant;
import java.util.Optional;

/**
 * Selects alerts, and a page of them.
 *
 * @param since the earliest moment of their creation
 * @param sinceId the last alert that the client already has; 0 for none
 * @param watchlist empty for all
 * @param code the market; empty for all
 * @param limit how many at most, 1 or more
 * @param offset how many to skip first, 0 or more
 */
public record AlertQuery(
        Instant since, long sinceId, Optional<String> watchlist, Optional<String> code, int limit, int offset) {
    /** The alerts after one, the earliest first. */
    public static AlertQuery after(long id, int limit) {
        return new AlertQuery(Instant.EPOCH, id, Optional.empty(), Optional.empty(), limit, 0);
    }
}
