package cotinga.report;

/**
 * All stored weeks of one market in one variant as columns, oldest week first.
 *
 * @param variant the variant
 * @param code the contract code
 * @param name the newest week's name; may be empty
 * @param exchange the newest week's exchange initials
 * @param reportDates days since 1970-01-01, ascending, one per week
 * @param publishedAt when the CFTC released each week for the first time, in seconds since 1970-01-01T00:00Z
 * @param publishedDerived whether {@code publishedAt} is derived from the release calendar, because no run observed the release
 * @param columns one array of {@code reportDates.length} whole numbers per {@link WeekColumn} index; columns that were not read
 *     are empty arrays; {@link WeekColumn#MISSING} where not disclosed
 * @param concentrations for each of {@link WeekColumn#CONCENTRATIONS} one percentage per week, NaN where not disclosed
 */
@SuppressWarnings("ArrayRecordComponent") // transfers data from store to analytics; it is never compared
public record MarketHistory(
        ReportVariant variant,
        String code,
        String name,
        String exchange,
        int[] reportDates,
        long[] publishedAt,
        boolean[] publishedDerived,
        int[][] columns,
        double[][] concentrations) {

    /** The number of weeks. */
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

    /** The percentages of a kind of concentration, such as {@link WeekColumn#GROSS_4_LONG}. */
    public double[] concentration(int offset) {
        return concentrations[offset];
    }
}
