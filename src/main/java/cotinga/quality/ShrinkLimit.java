package cotinga.quality;

import java.math.BigDecimal;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The limit for shrinking data: a share, and more than two, because a small report easily loses a quarter of its markets.
 *
 * @param share the share of the previous number, 0 to 1
 */
public record ShrinkLimit(double share) {
    private static final int TOLERATED = 2;
    private static final Pattern PERCENT = Pattern.compile("([0-9]{1,3}(?:\\.[0-9]{1,6})?) ?%");

    public ShrinkLimit {
        if (!(share >= 0 && share <= 1)) {
            throw new IllegalArgumentException("Found a limit of " + share + ", expected a share from 0 to 1");
        }
    }

    /** Parses a percentage such as {@code 20%}. */
    public static ShrinkLimit parse(String text) {
        Matcher percent = PERCENT.matcher(text.strip());
        if (!percent.matches() || new BigDecimal(percent.group(1)).compareTo(BigDecimal.valueOf(100)) > 0) {
            throw new IllegalArgumentException("'" + text + "' is not a limit, expected a percentage from 0% to 100%");
        }
        return new ShrinkLimit(new BigDecimal(percent.group(1)).movePointLeft(2).doubleValue());
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
