package cotinga.report;

/**
 * One market's line for one report date, as the CFTC published it.
 *
 * @param code CFTC contract market code
 * @param reportDate the as-of day, as days since 1970-01-01
 * @param name "Market and Exchange Names"
 * @param exchange the exchange's initials, "CFTC Market Code"
 * @param counts {@link WeekColumn#COUNT} whole numbers, addressed by {@link WeekColumn}
 * @param concentrations {@link WeekColumn#CONCENTRATIONS} percentages, NaN where not disclosed
 * @param line the physical line in the file it came from, the first line being 1
 */
@SuppressWarnings("ArrayRecordComponent") // a carrier between parser and store; it is never compared
public record Week(
        MarketCode code,
        int reportDate,
        String name,
        String exchange,
        int[] counts,
        double[] concentrations,
        int line) {}
