package cotinga.report;

/** Text from outside as people see it in a message. */
public final class Shown {
    private Shown() {}

    /** One line of at most so many characters; runs of white space become one space, control characters U+FFFD. */
    public static String cut(String text, int characters) {
        String line =
                text.replaceAll("\\s+", " ").replaceAll("\\p{Cntrl}", "\uFFFD").strip();
        return line.codePointCount(0, line.length()) <= characters
                ? line
                : line.substring(0, line.offsetByCodePoints(0, characters)) + "…";
    }
}
