package cotinga.cftc;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;

/** Text of a file as people see it. */
final class Shown {
    private Shown() {}

    /** One line of at most so many characters; runs of white space become one space, control characters U+FFFD. */
    static String cut(String text, int characters) {
        String line =
                text.replaceAll("\\s+", " ").replaceAll("\\p{Cntrl}", "\uFFFD").strip();
        return line.codePointCount(0, line.length()) <= characters
                ? line
                : line.substring(0, line.offsetByCodePoints(0, characters)) + "…";
    }

    /** Text whose bytes were taken for Latin-1: as UTF-8 where they are valid UTF-8, else as it is. */
    static String decoded(String latin1) {
        if (latin1.chars().noneMatch(character -> character >= 0x80)) {
            return latin1;
        }
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(latin1.getBytes(StandardCharsets.ISO_8859_1)))
                    .toString();
        } catch (CharacterCodingException e) {
            return latin1;
        }
    }
}
