package cotinga.analytics;

/** The length of an index window in published weeks, including the current week. */
public enum IndexWindow {
    /** {@code cot_index_gN_3m}. */
    THREE_MONTHS(13),
    /** {@code wci_gN}. */
    SIX_MONTHS(26),
    /** {@code cot_index_gN_1y}, used for crowded signals. */
    ONE_YEAR(52),
    /** {@code cot_index_gN_3y}. */
    THREE_YEARS(156);

    private final int weeks;

    IndexWindow(int weeks) {
        this.weeks = weeks;
    }

    /** Its length if the market's history is long enough. */
    public int weeks() {
        return weeks;
    }
}
