package cotinga.quality;

import java.math.BigDecimal;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * By how much data may shrink before something is wrong: a share, and more than a few, as a small report easily loses a quarter of its
 * markets.
 *
 * @param share of what was there, 0 to 1
 */
public record ShrinkLimit(double share) {
    private static final int TOLERATED = 2;
    private static final Pattern PERCENT = Pattern.compile("([0-9]{1,3}(?:\\.[0-9]{1,6})?) ?%");

    public ShrinkLimit {
        if (!(share >= 0 && share <= 1)) {
            throw new IllegalArgumentException("A limit of " + share + ": expected a share from 0 to 1");
        }
    }

    /** A percentage such as {@code 20%}. */
    public static ShrinkLimit parse(String text) {
        Matcher percent = PERCENT.matcher(text.strip());
        if (!percent.matches() || new BigDecimal(percent.group(1)).compareTo(BigDecimal.valueOf(100)) > 0) {
            throw new IllegalArgumentException("'" + text + "' is no limit: expected a percentage from 0% to 100%");
        }
        return new ShrinkLimit(new BigDecimal(percent.group(1)).movePointLeft(2).doubleValue());
    }

    /** Whether so many of so many are lost that something is wrong. */
    public boolean isExceededBy(long lost, long ofAll) {
        return lost > TOLERATED && lost > share * ofAll;
    }

    /** The share as people write it, such as {@code 20 %}. */
    public String percentage() {
        return BigDecimal.valueOf(share).movePointRight(2).stripTrailingZeros().toPlainString() + " %";
    }
}
