package cotinga.http;

/**
 * The requests that a client may send per minute; 0 for no limit.
 *
 * @param reads of the API except admin
 * @param admin of the admin API
 */
public record RateLimits(int reads, int admin) {}
