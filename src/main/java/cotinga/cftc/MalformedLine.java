package cotinga.cftc;

/**
 * A line that cannot be parsed, for the quarantine.
 *
 * @param file its archive
 * @param line its number in the file; the first line is 1
 * @param reason what was found and what was expected
 * @param text the line itself, cut to {@link #MAX_TEXT} characters; NUL, which databases reject in text, is replaced by U+FFFD
 */
public record MalformedLine(String file, int line, String reason, String text) {
    /** The maximum number of characters of a line to store. */
    public static final int MAX_TEXT = 4_000;

    public MalformedLine {
        text = cut(text).replace('\0', '\uFFFD');
        reason = reason.replace('\0', '\uFFFD');
    }

    private static String cut(String text) {
        if (text.length() <= MAX_TEXT) {
            return text;
        }
        boolean splitsPair = Character.isHighSurrogate(text.charAt(MAX_TEXT - 1));
        return text.substring(0, splitsPair ? MAX_TEXT - 1 : MAX_TEXT);
    }
}
