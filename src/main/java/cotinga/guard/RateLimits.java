package cotinga.guard;

/**
 * How many requests a minute a client may send; 0 for no limit.
 *
 * @param reads to everything but admin
 * @param admin to admin
 */
public record RateLimits(int reads, int admin) {}
