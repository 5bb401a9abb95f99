package cotinga.yahoo;

/**
 * What Yahoo answered over HTTP.
 *
 * @param status the HTTP status
 * @param body JSON, or else a plain text or a page
 */
public record ChartResponse(int status, String body) {}
