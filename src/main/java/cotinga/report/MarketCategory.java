package cotinga.report;

/**
 * A kind of market, such as metals.
 *
 * @param key the name in payloads and filters, such as {@code metals}
 * @param displayName the name shown to people
 */
public record MarketCategory(String key, String displayName) {}
