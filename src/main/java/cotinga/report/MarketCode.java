package cotinga.report;

import java.util.regex.Pattern;

/** A contract code, six characters from {@code 0-9 A-Z +}. It is the only name of a market that never changes. */
public record MarketCode(String value) {
    /** The form of a contract code, for messages. */
    public static final String FORM = "six characters out of 0-9, A-Z and +";

    /** The length of a contract code. */
    public static final int LENGTH = 6;

    private static final Pattern CODE = Pattern.compile("[0-9A-Z+]{6}");

    public MarketCode {
        if (!isValid(value)) {
            throw new IllegalArgumentException("'" + value + "' is not a contract code, expected " + FORM);
        }
    }

    public static boolean isValid(String text) {
        return CODE.matcher(text).matches();
    }

    @Override
    public String toString() {
        return value;
    }
}
