package cotinga.report;

/**
 * All stored weeks of one market in one variant, oldest first, as columns.
 *
 * @param variant the report it is about
 * @param code the contract code
 * @param name the newest week's name; may be empty
 * @param exchange the newest week's exchange initials
 * @param reportDates days since 1970-01-01, ascending, one per week
 * @param publishedAt when the CFTC released each week for the first time, in seconds since 1970-01-01T00:00Z
 * @param publishedDerived whether that follows from the calendar of releases, as nobody saw the week arrive
 * @param columns one array of {@code reportDates.length} whole numbers per {@link WeekColumn} index; columns that were not read
 *     are empty arrays; {@link WeekColumn#MISSING} where not disclosed
 * @param newestConcentrations the newest week's {@link WeekColumn#CONCENTRATIONS} percentages, NaN where not disclosed
 */
@SuppressWarnings("ArrayRecordComponent") // a carrier between store and analytics; it is never compared
public record MarketHistory(
        ReportVariant variant,
        String code,
        String name,
        String exchange,
        int[] reportDates,
        long[] publishedAt,
        boolean[] publishedDerived,
        int[][] columns,
        double[] newestConcentrations) {

    /** How many weeks there are. */
    public int size() {
        return reportDates.length;
    }

    /** A column of the whole market, such as {@link WeekColumn#OPEN_INTEREST}. */
    public int[] column(int index) {
        return columns[index];
    }

    /** A column of a trader group (0 is g1), such as {@link WeekColumn#LONG}. */
    public int[] column(int group, int offset) {
        return columns[WeekColumn.group(group, offset)];
    }
}
