package cotinga.measure;

/**
 * How many values a window needs.
 *
 * @param reportDates the CFTC's report dates
 * @param minimumPercent how many percent of the report dates in a window must have a value
 */
record WindowRule(ReportDateCounts reportDates, int minimumPercent) {
    WindowRule {
        if (minimumPercent < 1 || minimumPercent > 100) {
            throw new IllegalArgumentException(
                    "A window needs " + minimumPercent + " % of the report dates, expected 1 to 100");
        }
    }
}
