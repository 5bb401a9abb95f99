package cotinga.study;

import java.util.Arrays;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * How long a position is held: {@code 20s} is 20 sessions, {@code 4w} is 4 weeks.
 *
 * <p>The exit after k sessions is the k-th session after the entry. The exit after k weeks is the session 7·k days after the entry, else
 * the last one up to 5 days before, never after.
 */
public final class Horizon {
    private static final Pattern FORMAT = Pattern.compile("([1-9]\\d{0,3})([sw])");
    private static final int MOST_SESSIONS = 1_300;
    private static final int MOST_WEEKS = 260;
    private static final String WEEKS = "w";
    private static final String EXPECTED = "a number of sessions from 1s to " + MOST_SESSIONS
            + "s or of weeks from 1w to " + MOST_WEEKS + "w, such as 20s or 4w";

    private final int length;
    private final boolean inWeeks;

    private Horizon(int length, boolean inWeeks) {
        this.length = length;
        this.inWeeks = inWeeks;
    }

    /**
     * Parses horizons that are separated by commas, such as {@code 5s,4w,26w}. Repeated ones count once.
     *
     * @throws HorizonException for the first one that is not allowed
     */
    public static List<Horizon> list(String text) {
        return Arrays.stream(text.split(",", -1)).distinct().map(Horizon::of).toList();
    }

    /**
     * Parses one horizon.
     *
     * @throws HorizonException if it is not allowed
     */
    public static Horizon of(String text) {
        Matcher matcher = FORMAT.matcher(text);
        if (!matcher.matches()) {
            throw new HorizonException(text, EXPECTED);
        }
        int length = Integer.parseInt(matcher.group(1));
        boolean inWeeks = matcher.group(2).equals(WEEKS);
        if (length > (inWeeks ? MOST_WEEKS : MOST_SESSIONS)) {
            throw new HorizonException(text, EXPECTED);
        }
        return new Horizon(length, inWeeks);
    }

    /** The text that it was parsed from, such as {@code 4w}. */
    public String key() {
        return length + (inWeeks ? WEEKS : "s");
    }

    int length() {
        return length;
    }

    /** Whether its length is a number of weeks, not of sessions. */
    boolean isInWeeks() {
        return inWeeks;
    }

    @Override
    public String toString() {
        return key();
    }
}
