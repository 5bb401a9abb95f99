package cotinga.yahoo;

/** Text of an answer as people see it. */
final class Shown {
    private Shown() {}

    /** One line of at most so many characters; runs of white space and control characters become one space. */
    static String cut(String text, int characters) {
        String line = text.replaceAll("[\\s\\p{Cntrl}]+", " ").strip();
        return line.codePointCount(0, line.length()) <= characters
                ? line
                : line.substring(0, line.offsetByCodePoints(0, characters)) + "…";
    }
}
