package cotinga.price.yahoo;

/**
 * Yahoo's response over HTTP.
 *
 * @param status the HTTP status
 * @param body JSON, or a plain text or page in its place
 */
public record ChartResponse(int status, String body) {}
