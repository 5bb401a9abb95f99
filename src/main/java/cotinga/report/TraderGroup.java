package cotinga.report;

/**
 * A column family of a report type.
 *
 * @param key {@code g1} … {@code g5}
 * @param name the full name, as shown to people
 * @param shortName the abbreviation in signals
 * @param role the group's interest in the market
 * @param hasSpread whether the CFTC publishes spreading positions for it
 */
public record TraderGroup(String key, String name, String shortName, Role role, boolean hasSpread) {}
