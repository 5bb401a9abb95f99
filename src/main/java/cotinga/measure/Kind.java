package cotinga.measure;

import cotinga.analytics.Rounding;

/** What the values of a column are, and to how many decimals they are rounded. */
public enum Kind {
    /** A whole number, such as contracts or weeks. */
    WHOLE(0),
    ONE_DECIMAL(1),
    TWO_DECIMALS(2),
    /** A word in lower case. */
    WORD(0),
    /** {@code true} or {@code false}. */
    FLAG(0),
    /** A day, {@code YYYY-MM-DD}. */
    DATE(0);

    private final int decimals;

    Kind(int decimals) {
        this.decimals = decimals;
    }

    /** Whether the values are numbers. */
    public boolean isNumber() {
        return this == WHOLE || this == ONE_DECIMAL || this == TWO_DECIMALS;
    }

    /** The decimals of its numbers. */
    public int decimals() {
        return decimals;
    }

    /** A number with its decimals, rounded half to even on the exact double. This is the only place that rounds measures. */
    String rounded(double value) {
        return Rounding.text(value, decimals);
    }
}
