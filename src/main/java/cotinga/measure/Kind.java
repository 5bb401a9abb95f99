package cotinga.measure;

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

    /** 10 to the power of the decimals. */
    int scale() {
        return switch (this) {
            case ONE_DECIMAL -> 10;
            case TWO_DECIMALS -> 100;
            case WHOLE, WORD, FLAG, DATE -> 1;
        };
    }
}
