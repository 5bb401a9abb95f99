package cotinga.cftc;

/**
 * A line that cannot be understood, for the quarantine.
 *
 * @param file the archive it stands in
 * @param line its physical line there, the first line being 1
 * @param reason what was found and what was expected
 * @param text the line itself, of which at most {@link #MAX_TEXT} characters are kept; NUL, which databases refuse in text, is
 *     shown as U+FFFD
 */
public record MalformedLine(String file, int line, String reason, String text) {
    /** How many characters of a line are kept. */
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
