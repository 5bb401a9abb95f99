package cotinga.quality;

import java.math.BigDecimal;

/**
 * The limit for shrinking data: a share, and more than two, because a small report easily loses a quarter of its markets.
 *
 * @param share the share of the previous number, 0 to 1
 */
public record ShrinkLimit(double share) {
    private static final int TOLERATED = 2;

    public ShrinkLimit {
        if (!(share >= 0 && share <= 1)) {
            throw new IllegalArgumentException("Found a limit of " + share + ", expected a share from 0 to 1");
        }
    }

    /** Whether the lost items exceed the share of all, and two. */
    public boolean isExceededBy(long lost, long ofAll) {
        return lost > TOLERATED && lost > share * ofAll;
    }

    /** The share for messages, such as {@code 20 %}. */
    public String percentage() {
        return BigDecimal.valueOf(share).movePointRight(2).stripTrailingZeros().toPlainString() + " %";
    }
}
