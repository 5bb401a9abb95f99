package cotinga.report;

import java.nio.file.Path;

/** Text from outside as people see it in a message. */
public final class Excerpt {
    private Excerpt() {}

    private static final int LONGEST_NAME = 120;

    /** The name of a file, which may have any character: control characters and their like are escaped, a long name is cut. */
    public static String name(Path file) {
        return name(String.valueOf(file.getFileName()));
    }

    /** A name, such as one of a file: control characters and their like are escaped, a long one is cut. */
    public static String name(String name) {
        StringBuilder line = new StringBuilder();
        name.codePoints()
                .limit(LONGEST_NAME)
                .forEach(character -> line.append(
                        isHarmless(character) ? Character.toString(character) : String.format("\\u%04X", character)));
        return name.codePointCount(0, name.length()) > LONGEST_NAME ? line + "…" : line.toString();
    }

    private static boolean isHarmless(int character) {
        return switch (Character.getType(character)) {
            case Character.CONTROL,
                    Character.FORMAT,
                    Character.LINE_SEPARATOR,
                    Character.PARAGRAPH_SEPARATOR,
                    Character.SURROGATE -> false;
            default -> true;
        };
    }

    /** One line of at most so many characters; runs of white space become one space, control characters U+FFFD. */
    public static String cut(String text, int characters) {
        String line =
                text.replaceAll("\\s+", " ").replaceAll("\\p{Cntrl}", "\uFFFD").strip();
        return line.codePointCount(0, line.length()) <= characters
                ? line
                : line.substring(0, line.offsetByCodePoints(0, characters)) + "…";
    }
}
