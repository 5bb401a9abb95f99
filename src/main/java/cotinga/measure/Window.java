package cotinga.measure;

/**
 * A window of calendar time that ends at each week. All measures over it share these columns.
 *
 * @param first the index of the first week in each week's window
 * @param needed the number of values that each week's window needs; {@link Integer#MAX_VALUE} if it begins before the first report date
 */
@SuppressWarnings("ArrayRecordComponent") // columns of a calculation; they are never compared
record Window(int[] first, int[] needed) {
    private static final int DAYS_OF_WEEK = 7;

    /** A window reaches this many days less than its weeks, so that a week of delay around a holiday does not add another week. */
    private static final int DAYS_LESS = 4;

    private static final int FEWEST = 8;
    private static final int PERCENT = 100;

    static Window of(int[] dates, int weeks, WindowRule rule) {
        int[] first = new int[dates.length];
        int[] needed = new int[dates.length];
        int begin = 0;
        for (int week = 0; week < dates.length; week++) {
            int firstDay = dates[week] - (DAYS_OF_WEEK * weeks - DAYS_LESS);
            while (dates[begin] < firstDay) {
                begin++;
            }
            first[week] = begin;
            needed[week] = firstDay < ReportDateCounts.FIRST
                    ? Integer.MAX_VALUE
                    : needed(rule.reportDates().between(firstDay, dates[week]), rule.minimumPercent());
        }
        return new Window(first, needed);
    }

    private static int needed(int reportDates, int percent) {
        return Math.max(FEWEST, (reportDates * percent + PERCENT - 1) / PERCENT);
    }
}
