package cotinga.base;

import java.nio.file.Path;
import java.util.function.IntFunction;

/** A printable line of text from outside, for messages. Characters that are invisible or break lines are replaced; long text is cut. */
public final class Excerpt {
    private static final int LONGEST_NAME = 120;

    private Excerpt() {}

    /** The name of a file, see {@link #name(String)}. */
    public static String name(Path file) {
        return name(String.valueOf(file.getFileName()));
    }

    /** A name, such as the name of a file. An unprintable character is shown as its escape ({@code \\u000A}). */
    public static String name(String name) {
        return printable(name, LONGEST_NAME, character -> String.format("\\u%04X", character));
    }

    /** At most {@code characters} of a text. White space becomes one space, another unprintable character U+FFFD. */
    public static String cut(String text, int characters) {
        return printable(text.replaceAll("\\s+", " ").strip(), characters, character -> "\uFFFD");
    }

    private static String printable(String text, int characters, IntFunction<String> replacement) {
        StringBuilder line = new StringBuilder();
        text.codePoints()
                .limit(characters)
                .forEach(character -> line.append(
                        isPrintable(character) ? Character.toString(character) : replacement.apply(character)));
        return text.codePointCount(0, text.length()) > characters ? line + "…" : line.toString();
    }

    private static boolean isPrintable(int character) {
        return switch (Character.getType(character)) {
            case Character.CONTROL,
                    Character.FORMAT,
                    Character.LINE_SEPARATOR,
                    Character.PARAGRAPH_SEPARATOR,
                    Character.SURROGATE -> false;
            default -> true;
        };
    }
}
