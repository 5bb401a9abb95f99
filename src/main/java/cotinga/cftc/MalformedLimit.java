package cotinga.cftc;

import java.math.BigDecimal;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The maximum number of malformed lines in an archive. An archive that exceeds both limits is rejected as a whole.
 *
 * @param share of all lines, 0 to 1
 * @param atLeast a number of lines
 */
public record MalformedLimit(double share, int atLeast) {
    private static final int AT_LEAST = 10;
    private static final Pattern PERCENT = Pattern.compile("([0-9]{1,3}(?:\\.[0-9]{1,6})?) ?%");

    public MalformedLimit {
        if (!(share >= 0 && share <= 1) || atLeast < 0) {
            throw new IllegalArgumentException("Found a limit of " + share + " of the lines and " + atLeast
                    + " lines, expected a share from 0 to 1 and a number that is not negative");
        }
    }

    /** Parses a percentage such as {@code 1%} or {@code 0.5%}. The number of lines is always 10. */
    public static MalformedLimit parse(String text) {
        Matcher percent = PERCENT.matcher(text.strip());
        if (!percent.matches() || new BigDecimal(percent.group(1)).compareTo(BigDecimal.valueOf(100)) > 0) {
            throw new IllegalArgumentException("'" + text + "' is not a limit, expected a percentage from 0% to 100%");
        }
        return new MalformedLimit(
                new BigDecimal(percent.group(1)).movePointLeft(2).doubleValue(), AT_LEAST);
    }

    /** The share for messages, such as {@code 0.5 %}. */
    public String percentage() {
        return BigDecimal.valueOf(share).movePointRight(2).stripTrailingZeros().toPlainString() + " %";
    }

    /**
     * Rejects a file with too many malformed lines.
     *
     * @param example one of them
     */
    public void require(String file, ReportReader.Tally tally, @Nullable MalformedLine example)
            throws ArchiveException {
        if (example != null && exceededBy(tally)) {
            throw new ArchiveException(
                    file,
                    tally.malformed() + " malformed lines of " + tally.lines() + ", such as line " + example.line()
                            + " (" + example.reason() + ")",
                    "at most " + percentage() + " (cotinga.cftc.max-malformed)",
                    "Nothing of the file was stored. Inspect the file, or raise the limit.");
        }
    }

    /** Whether a file has more malformed lines than this share of its lines, and more than this number. */
    public boolean exceededBy(ReportReader.Tally tally) {
        BigDecimal allowed = BigDecimal.valueOf(share).multiply(BigDecimal.valueOf(tally.lines()));
        return tally.malformed() > atLeast
                && BigDecimal.valueOf(tally.malformed()).compareTo(allowed) > 0;
    }
}
