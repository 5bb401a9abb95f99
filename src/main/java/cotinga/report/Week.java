package cotinga.report;

/**
 * One market's line for one report date as published by the CFTC.
 *
 * @param code CFTC contract market code
 * @param reportDate the as-of day, as days since 1970-01-01
 * @param name "Market and Exchange Names"
 * @param exchange the exchange's initials, "CFTC Market Code"
 * @param counts {@link WeekColumn#COUNT} whole numbers, addressed by {@link WeekColumn}
 * @param concentrations {@link WeekColumn#CONCENTRATIONS} percentages, NaN where not disclosed
 * @param line the physical line in its file; the first line is 1
 */
@SuppressWarnings("ArrayRecordComponent") // transfers data from parser to store; it is never compared
public record Week(
        MarketCode code,
        int reportDate,
        String name,
        String exchange,
        int[] counts,
        double[] concentrations,
        int line) {}
